"""Supervision (监督): a record on a case or a township, its findings, and what was ordered and answered."""

from typing import ClassVar

from pydantic import Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from casework.supervision import MAX_FINDINGS, MAX_ORDERS, FindingOutcome, SupervisionKind, SupervisionState
from documents.application import HandlerPart, StepPart
from documents.record import Day, RecordDocument

TEXT_LIMIT = 2000
_COUNTY_CODE = 6  # digits; a township's code has nine, a village's twelve


class FindingPart(StepPart):
    """One thing found, with the clause it breaks."""

    finding_id: str
    text: str = Field(max_length=TEXT_LIMIT)
    clause: str = Field(max_length=200)


class RectificationPart(StepPart):
    """What is to be put right until when, and the township's answer."""

    order: str = Field(max_length=TEXT_LIMIT)
    due_on: Day
    answer: str | None = Field(default=None, max_length=TEXT_LIMIT)
    answered_on: Day | None = None
    answered_by: HandlerPart | None = None


class SupervisionDocument(RecordDocument):
    """One record of supervision; its township knows of it once a rectification is ordered."""

    prefix: ClassVar[str] = "sup"

    kind: SupervisionKind
    state: SupervisionState
    subject: str  # an application's id, or a township's code
    purpose: str = Field(max_length=TEXT_LIMIT)
    opened_on: Day
    opened_by: HandlerPart
    findings: list[FindingPart] = Field(default=[], max_length=MAX_FINDINGS)
    rectifications: list[RectificationPart] = Field(default=[], max_length=MAX_ORDERS)
    due_on: Day | None = None  # of the order that waits for its answer; none otherwise
    disclosed: bool = False
    outcome: FindingOutcome | None = None
    closing: str | None = Field(default=None, max_length=TEXT_LIMIT)
    closed_on: Day | None = None
    closed_by: HandlerPart | None = None

    @property
    def journal_areas(self) -> list[str]:
        """Before an order, what is done here is not told to the areas that may not know of it (access.md)."""
        return self.areas if self.disclosed else [area for area in self.areas if len(area) <= _COUNTY_CODE]

    class Settings:
        name = "supervision"
        indexes: ClassVar = [
            IndexModel([("areas", ASCENDING), ("_id", DESCENDING)], name="areas"),
            IndexModel([("areas", ASCENDING), ("disclosed", ASCENDING), ("_id", DESCENDING)], name="areas_disclosed"),
            IndexModel([("areas", ASCENDING), ("state", ASCENDING), ("_id", DESCENDING)], name="areas_state"),
            IndexModel(
                [("areas", ASCENDING), ("disclosed", ASCENDING), ("state", ASCENDING), ("_id", DESCENDING)],
                name="areas_disclosed_state",
            ),
            IndexModel([("subject", ASCENDING)], name="subject"),
        ]
