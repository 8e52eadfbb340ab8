"""One official's uses of sealed identifiers on one day, counted together, and the alarms that they raised."""

from datetime import datetime
from typing import ClassVar

from pydantic import Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from casework.identifier_use import AlarmReason, UseKind
from documents.record import Day, Part, RecordDocument

MAX_USES = 500  # more than all budgets of a day together


class UsePart(Part):
    """One use; it names no number."""

    at: datetime
    kind: UseKind
    household_id: str | None = None


class IdentifierUseDocument(RecordDocument):
    """The uses of one official on one day of the system's clock in Asia/Shanghai; `_id` names both.

    Look-ups that found nobody have their journal here, for there is no other record that they belong to.
    """

    prefix: ClassVar[str] = "use"

    official_id: str
    day: Day
    uses: list[UsePart] = Field(max_length=MAX_USES)
    alarms: list[AlarmReason]

    class Settings:
        name = "identifierUses"
        indexes: ClassVar = [IndexModel([("areas", ASCENDING), ("_id", DESCENDING)], name="areas")]


class IdentifierAlarmDocument(RecordDocument):
    """Unusual use by one official on one day, for one reason, told once."""

    prefix: ClassVar[str] = "alm"

    official_id: str
    day: Day
    reason: AlarmReason
    uses: int
    at: datetime

    class Settings:
        name = "identifierAlarms"
        indexes: ClassVar = [
            IndexModel([("areas", ASCENDING), ("_id", DESCENDING)], name="areas"),
            IndexModel(
                [("officialId", ASCENDING), ("day", ASCENDING), ("reason", ASCENDING)], name="once", unique=True
            ),
        ]
