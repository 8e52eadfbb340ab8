"""The register of officials: who holds which post from when to when, and whose tokens are void."""

from datetime import datetime
from typing import ClassVar

from beanie import Document
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from pymongo import ASCENDING, IndexModel

from casework.office import Organ, Role, Tier
from documents.record import AreaCode, Day, Part


class PostPart(Part):
    """One post: a role for an organ in an area, from a day to a day (both included)."""

    tier: Tier
    organ: Organ
    role: Role
    area: AreaCode
    valid_from: Day
    valid_to: Day | None = None


class OfficialDocument(Document):
    """An official or a machine known to the county; a token only says which of them asks."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")
    id: str = Field(alias="_id")  # type: ignore[assignment]
    subject: str
    name: str = Field(max_length=50)
    machine: bool = False
    posts: list[PostPart] = Field(max_length=20)
    revoked_before: datetime | None = None

    class Settings:
        name = "officials"
        indexes: ClassVar = [
            IndexModel([("subject", ASCENDING)], name="subject", unique=True),
            IndexModel([("posts.area", ASCENDING), ("posts.role", ASCENDING)], name="posts"),
        ]
