"""Applications with all their steps: guards read them under one revision, so they are one document."""

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from casework.deadline import DueState
from casework.extension import ExtensionReason
from casework.hardship import HardshipCause
from casework.matter import Matter, State
from casework.reason import RefusalReason
from documents.household import ExternalReferencePart
from documents.reach import reached
from documents.record import Day, Part, RecordDocument, Yuan

MAX_STEPS = 20  # of opinions, notices or objections; over it the case is refused further ones
TEXT_LIMIT = 2000


class HandlerPart(Part):
    """An official who did a step, as he was called then."""

    official_id: str
    name: str


class StepPart(Part):
    """What every recorded step says: who did it and on which case day."""

    by: HandlerPart
    on: Day


class SurveyPart(StepPart):
    visited_on: Day
    investigators: list[HandlerPart] = Field(min_length=2, max_length=5)
    family_signed: bool
    monthly_income: Yuan
    income_band: str
    property: str = Field(max_length=TEXT_LIMIT)
    health: str | None = Field(default=None, max_length=TEXT_LIMIT)
    text: str = Field(max_length=TEXT_LIMIT)


class AssessmentPart(StepPart):
    held_on: Day
    attendees: int
    residents: int
    in_favour: int


class OpinionPart(StepPart):
    favourable: bool
    amount: Yuan | None
    text: str = Field(max_length=TEXT_LIMIT)


class NoticePart(StepPart):
    notice_id: str
    posted_on: Day
    last_day: Day
    earliest_decision_on: Day
    place: str = Field(max_length=200)
    phone: str = Field(max_length=40)
    first: bool


class ObjectionPart(StepPart):
    objection_id: str
    text: str = Field(max_length=TEXT_LIMIT)
    open: bool = True
    upheld: bool | None = None
    answer: str | None = Field(default=None, max_length=TEXT_LIMIT)
    answered_on: Day | None = None
    answered_by: HandlerPart | None = None


class CorrectionsPart(StepPart):
    """The one list of what is missing; the clock stands from `on` until `ended_on`."""

    items: list[Annotated[str, Field(max_length=200)]] = Field(min_length=1, max_length=20)
    complete: bool | None = None
    text: str | None = Field(default=None, max_length=TEXT_LIMIT)
    ended_on: Day | None = None
    ended_by: HandlerPart | None = None


class ExtensionPart(StepPart):
    reason: ExtensionReason
    text: str = Field(max_length=TEXT_LIMIT)


class TransferPart(StepPart):
    mandate_id: str
    record: str = Field(max_length=200)


class CountyVisitPart(StepPart):
    visited_on: Day
    text: str = Field(max_length=TEXT_LIMIT)


class DecisionPart(StepPart):
    favourable: bool
    amount: Yuan | None = None
    first_payment_month: str | None = None
    reason: RefusalReason | None = None
    article: str | None = None
    appeal: str | None = None
    text: str | None = Field(default=None, max_length=TEXT_LIMIT)
    deciding_organ: str
    handled_by: str
    mandate_id: str | None = None
    mandate_version: int | None = None
    mandate_cap: Yuan | None = None
    household_version_id: str
    late: bool
    late_reason: str | None = None
    working_days: int | None = None


class ProposedChangePart(Part):
    """What the city's platform wished to change after acceptance; an official decides.

    Of the family it keeps only which facts are said to differ: they are asked of the family itself.
    """

    statement: str | None = Field(default=None, max_length=TEXT_LIMIT)
    requested_amount: Yuan | None = None
    cause: HardshipCause | None = None
    cause_on: Day | None = None
    near_relative: bool | None = None
    near_relative_note: str | None = Field(default=None, max_length=TEXT_LIMIT)
    household: list[str] = Field(default=[], max_length=MAX_STEPS)
    received_at: datetime


class ApplicationDocument(RecordDocument):
    """The request and its whole life (申请; with its papers, the case)."""

    prefix: ClassVar[str] = "app"

    number: str
    matter: Matter
    state: State
    household_id: str
    household_version_id: str
    applicant_name: str
    member_count: int
    handling_area: str
    statement: str = Field(max_length=TEXT_LIMIT)
    cause: HardshipCause | None = None
    cause_on: Day | None = None
    requested_amount: Yuan | None = None
    near_relative: bool
    near_relative_note: str | None = Field(default=None, max_length=TEXT_LIMIT)
    filed_on: Day
    filed_by: HandlerPart
    accepted_on: Day | None = None
    accepted_by: HandlerPart | None = None
    rule_set: str | None = None
    due_on: Day | None = None
    due_state: DueState | None = None
    corrections: CorrectionsPart | None = None
    extension: ExtensionPart | None = None
    surveys: list[SurveyPart] = Field(default=[], max_length=MAX_STEPS)
    assessments: list[AssessmentPart] = Field(default=[], max_length=MAX_STEPS)
    opinions: list[OpinionPart] = Field(default=[], max_length=MAX_STEPS)
    notices: list[NoticePart] = Field(default=[], max_length=MAX_STEPS)
    objections: list[ObjectionPart] = Field(default=[], max_length=MAX_STEPS)
    county_visit: CountyVisitPart | None = None
    transfer: TransferPart | None = None
    decision: DecisionPart | None = None
    decided_on: Day | None = None
    ended: bool = False
    external_reference: ExternalReferencePart | None = None
    proposed_change: ProposedChangePart | None = None
    synthetic: bool = False

    class Settings:
        name = "applications"
        indexes: ClassVar = [
            IndexModel([("number", ASCENDING)], name="number", unique=True),
            *reached(),
            *reached("state"),
            *reached("matter"),
            *reached("clock", [(path, ASCENDING) for path in ("ended", "dueState", "dueOn", "_id")]),
            IndexModel([("areas", ASCENDING), ("acceptedOn", ASCENDING)], name="areas_accepted"),
            IndexModel([("areas", ASCENDING), ("decidedOn", ASCENDING)], name="areas_decided"),
            IndexModel([("householdId", ASCENDING), ("_id", DESCENDING)], name="household"),
            IndexModel(
                [("externalReference.system", ASCENDING), ("externalReference.reference", ASCENDING)],
                name="external",
                unique=True,
                partialFilterExpression={"externalReference.reference": {"$type": "string"}},
            ),
        ]
