"""The read log (查阅记录): who read which sensitive facts of which records, clear, and when; no personal data in it.

Entries are only ever added: nothing in the product changes or removes one.
"""

from datetime import datetime
from typing import ClassVar

from beanie import Document
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from pymongo import ASCENDING, DESCENDING, IndexModel

from casework.purpose import Purpose
from documents.record import AreaCode

MOST_RECORDS = 100  # of one entry
MOST_NAME = 100  # characters of an operation's name


class ReadLogDocument(Document):
    """One reading: an answer that showed `fields` of `record_ids` clear, or an act that opened a paper.

    `operation` and `document_hash` (SHA-256 of the document's text, hex) are an answer's, `act` and `purpose` an
    opening's; the variables and whatever was read are never here.
    """

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")
    id: str = Field(alias="_id")  # type: ignore[assignment]
    month: str = Field(pattern=r"^\d{4}-\d{2}$")  # of `at`, by which the log is laid away
    at: datetime
    official_id: str
    operation: str | None
    document_hash: str | None
    act: str | None
    purpose: Purpose | None
    fields: list[str] = Field(min_length=1)  # coordinates, sorted
    record_ids: list[str] = Field(min_length=1, max_length=MOST_RECORDS)
    county: AreaCode
    areas: list[AreaCode]

    class Settings:
        name = "readLog"
        indexes: ClassVar = [
            IndexModel([("month", ASCENDING), ("_id", ASCENDING)], name="month"),
            IndexModel([("areas", ASCENDING), ("_id", DESCENDING)], name="areas"),
            IndexModel([("recordIds", ASCENDING), ("_id", DESCENDING)], name="records"),
            IndexModel([("officialId", ASCENDING), ("_id", DESCENDING)], name="official"),
        ]
