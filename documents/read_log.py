"""The read log (查阅记录): who opened which paper, when and for what; month by month, without personal data."""

from datetime import datetime
from typing import ClassVar

from beanie import Document
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from pymongo import ASCENDING, IndexModel

from casework.purpose import Purpose
from documents.record import AreaCode


class ReadLogDocument(Document):
    """One opening: an official had a paper in clear from `at` on, for the life of one link."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")
    id: str = Field(alias="_id")  # type: ignore[assignment]
    month: str = Field(pattern=r"^\d{4}-\d{2}$")  # of `at`, by which the log is laid away
    at: datetime
    official_id: str
    act: str
    purpose: Purpose | None
    case_id: str
    evidence_id: str
    county: AreaCode
    areas: list[AreaCode]

    class Settings:
        name = "readLog"
        indexes: ClassVar = [
            IndexModel([("month", ASCENDING), ("_id", ASCENDING)], name="month"),
            IndexModel([("evidenceId", ASCENDING), ("_id", ASCENDING)], name="evidence"),
        ]
