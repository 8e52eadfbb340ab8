"""The journal (操作留痕): only ever appended to, chained by hashes for each record, without personal data."""

import hashlib
import json
from datetime import datetime
from typing import ClassVar

from beanie import Document
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from pymongo import ASCENDING, DESCENDING, IndexModel

from casework.purpose import Purpose
from documents.record import Day


class JournalDocument(Document):
    """Who did what to which record, when, and on what legal basis; `caseId` is the record's id."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")
    id: str = Field(alias="_id")  # type: ignore[assignment]
    case_id: str
    seq: int
    prev: str
    hash: str
    official_id: str
    act: str
    legal_basis: str
    at: datetime
    case_day: Day
    changed: list[str]
    digest: str
    purpose: Purpose | None = None
    county: str
    areas: list[str]

    class Settings:
        name = "journal"
        indexes: ClassVar = [
            IndexModel([("caseId", ASCENDING), ("seq", ASCENDING)], name="case_seq", unique=True),
            IndexModel([("areas", ASCENDING), ("_id", DESCENDING)], name="areas"),
        ]


_LINKED = ("case_id", "seq", "prev", "official_id", "act", "legal_basis", "case_day", "changed", "digest")


def link(entry: JournalDocument) -> str:
    """The hash that chains an entry to the one before: SHA-256 over its facts and `prev`, as hex."""
    facts = {name: getattr(entry, name) for name in _LINKED} | {"at": entry.at.isoformat()}
    if entry.purpose is not None:
        facts["purpose"] = entry.purpose
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def chain_holds(entries: list[JournalDocument]) -> bool:
    """Whether a record's entries, in order, are numbered without a gap and each carries the hash of the one before."""
    before = [""] + [entry.hash for entry in entries]
    return all(
        entry.seq == place and entry.prev == prev and entry.hash == link(entry)
        for place, (entry, prev) in enumerate(zip(entries, before, strict=False), start=1)
    )
