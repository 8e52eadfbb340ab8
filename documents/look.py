"""What rules look at of a record, and nothing more: read to be judged, many records at once, and never shown."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from casework.evidence import EvidenceKind, EvidenceState
from casework.mandate import MandateState, Party
from casework.matter import Matter, State
from casework.supervision import SupervisionKind, SupervisionState
from documents.mandate import MandateItemPart
from documents.record import Day, Yuan


class Look(BaseModel):
    """A part of a record, by the names under which the whole keeps it."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class StepLook(Look):
    on: Day


class InvestigatorLook(Look):
    official_id: str


class SurveyLook(StepLook):
    investigators: list[InvestigatorLook]


class OpinionLook(StepLook):
    favourable: bool
    amount: Yuan | None


class NoticeLook(StepLook):
    last_day: Day
    earliest_decision_on: Day


class ObjectionLook(Look):
    open: bool


class CorrectionsLook(StepLook):
    ended_on: Day | None


class TransferLook(Look):
    mandate_id: str


class HouseholdLook(Look):
    id: str = Field(alias="_id")


class ApplicationLook(Look):
    """Of an application: where it stands, the days of its steps, and what its decision must heed."""

    id: str = Field(alias="_id")
    matter: Matter
    state: State
    township: str | None
    filed_on: Day
    accepted_on: Day | None
    rule_set: str | None
    due_on: Day | None
    corrections: CorrectionsLook | None = None
    extension: StepLook | None = None
    near_relative: bool
    surveys: list[SurveyLook]
    assessments: list[StepLook]
    opinions: list[OpinionLook]
    notices: list[NoticeLook]
    objections: list[ObjectionLook]
    county_visit: StepLook | None = None
    transfer: TransferLook | None = None


class SignatureLook(Look):
    party: Party


class MandateLook(Look):
    """Of a mandate: what it entrusts, from when to when, and how far it has come; of its events their number."""

    id: str = Field(alias="_id")
    township: str | None
    version: int
    state: MandateState
    items: list[MandateItemPart]
    valid_from: Day
    valid_to: Day | None
    signatures: list[SignatureLook]
    published_on: Day | None
    events: list[StepLook]


class SupervisionLook(Look):
    """Of a record of supervision: its state, and how many findings and orders it has."""

    id: str = Field(alias="_id")
    kind: SupervisionKind
    state: SupervisionState
    findings: list[StepLook]
    rectifications: list[StepLook]


class CaseLook(Look):
    """Of a paper's case: whether it still takes papers."""

    id: str = Field(alias="_id")
    state: State


class EvidenceLook(Look):
    """Of a paper: whether it is in the file, and of which kind."""

    id: str = Field(alias="_id")
    case_id: str
    kind: EvidenceKind
    state: EvidenceState


def seen(look: type[BaseModel]) -> dict[str, int]:
    """The projection that reads a look and no other path."""
    return dict.fromkeys(_paths(look, ""), 1)


def _paths(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        path = f"{prefix}{field.alias or name}"
        inner = _part(field.annotation)
        if inner is None:
            yield path
        else:
            yield from _paths(inner, f"{path}.")


def _part(annotation: Any) -> type[BaseModel] | None:
    """The embedded model that a field's type leads to, through lists and null."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((part for each in get_args(annotation) if (part := _part(each)) is not None), None)
