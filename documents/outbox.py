"""The outbox: what happened to which case, for those who listen and for the counters; without personal data."""

from datetime import datetime
from typing import ClassVar

from beanie import Document
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from pymongo import ASCENDING, IndexModel

from documents.record import Day


class OutboxDocument(Document):
    """One event, written with its act; a relay numbers it after the commit."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")
    id: str = Field(alias="_id")  # type: ignore[assignment]
    type: str
    case_id: str
    case_seq: int
    county: str
    township: str | None
    day: Day
    at: datetime
    folded_at: datetime | None = None
    published_seq: int | None = None

    class Settings:
        name = "outbox"
        indexes: ClassVar = [
            IndexModel([("publishedSeq", ASCENDING), ("_id", ASCENDING)], name="unpublished"),
            IndexModel([("foldedAt", ASCENDING), ("_id", ASCENDING)], name="unfolded"),
        ]


class IdempotencyDocument(Document):
    """The first result of an act under its key: `_id` is the hash of official, act and key."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")
    id: str = Field(alias="_id")  # type: ignore[assignment]
    input_hash: str
    result: dict[str, str]
    expires_at: datetime

    class Settings:
        name = "idempotency"
        indexes: ClassVar = [IndexModel([("expiresAt", ASCENDING)], name="expiry", expireAfterSeconds=0)]


class CounterDocument(Document):
    """The last number given out for a key; numbers are never used twice, and may leave gaps."""

    model_config = ConfigDict(extra="forbid")
    id: str = Field(alias="_id")  # type: ignore[assignment]
    last: int

    class Settings:
        name = "counters"
