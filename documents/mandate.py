"""Mandates (委托书): records with a history, versions as rows, one claim for each township and matter."""

from typing import ClassVar

from beanie import Document
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from pymongo import ASCENDING, DESCENDING, IndexModel

from casework.mandate import MandateState, Party
from casework.matter import Matter
from documents.application import HandlerPart, StepPart
from documents.record import Day, Part, RecordDocument, Yuan


class MandateItemPart(Part):
    """One matter that is entrusted, up to an amount or without a cap."""

    matter: Matter
    cap: Yuan | None = None


class MandateEventPart(StepPart):
    """One step in a mandate's life."""

    act: str
    reason: str | None = Field(default=None, max_length=500)


class MandateSignaturePart(Part):
    """The signature of one of the two parties."""

    party: Party
    by: HandlerPart
    on: Day


class MandateDocument(RecordDocument):
    """The county bureau's entrustment to one township of one or more matters."""

    prefix: ClassVar[str] = "mdt"

    number: str
    version: int = 1
    state: MandateState
    items: list[MandateItemPart] = Field(min_length=1, max_length=10)
    valid_from: Day
    valid_to: Day | None = None
    signatures: list[MandateSignaturePart] = Field(default=[], max_length=2)
    published_on: Day | None = None
    announced: bool = False
    events: list[MandateEventPart] = Field(default=[], max_length=100)

    class Settings:
        name = "mandates"
        indexes: ClassVar = [
            IndexModel([("number", ASCENDING), ("version", ASCENDING)], name="number", unique=True),
            IndexModel([("areas", ASCENDING), ("_id", DESCENDING)], name="areas"),
            IndexModel([("areas", ASCENDING), ("state", ASCENDING), ("_id", DESCENDING)], name="areas_state"),
            IndexModel([("township", ASCENDING), ("state", ASCENDING)], name="township_state"),
        ]


class MandateClaimDocument(Document):
    """Which mandate holds a township and matter: `_id` is `<township>:<matter>`; two never overlap."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)
    id: str = Field(alias="_id")  # type: ignore[assignment]
    mandate_id: str

    class Settings:
        name = "mandateClaims"
