"""Warrants (审计通知书) on record: who may see identifiers on them, and from when to when."""

from typing import ClassVar

from pydantic import Field
from pymongo import ASCENDING, IndexModel

from documents.record import Day, RecordDocument


class WarrantDocument(RecordDocument):
    """A warrant that the county's supervisor has registered for one auditor."""

    prefix: ClassVar[str] = "wrt"

    number: str = Field(max_length=50)
    official_id: str
    valid_from: Day
    valid_to: Day
    registered_by: str

    class Settings:
        name = "warrants"
        indexes: ClassVar = [
            IndexModel([("county", ASCENDING), ("number", ASCENDING)], name="number", unique=True),
            IndexModel([("officialId", ASCENDING), ("validTo", ASCENDING)], name="official"),
        ]
