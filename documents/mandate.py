"""Mandates (委托书): records with a history, versions as rows, one claim for each township and matter."""

from collections.abc import Sequence
from typing import ClassVar

from beanie import Document
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.asynchronous.client_session import AsyncClientSession

from casework.mandate import MAX_EVENTS, MandateState, Party
from casework.matter import Matter
from documents.application import HandlerPart, StepPart
from documents.record import Day, Part, RecordDocument, Yuan


class MandateItemPart(Part):
    """One matter that is entrusted, up to an amount or without a cap."""

    matter: Matter
    cap: Yuan | None = None


class MandateEventPart(StepPart):
    """One step in a mandate's life; `act` is its name, as in the journal."""

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
    events: list[MandateEventPart] = Field(default=[], max_length=MAX_EVENTS)

    class Settings:
        name = "mandates"
        indexes: ClassVar = [
            IndexModel([("number", ASCENDING), ("version", ASCENDING)], name="number", unique=True),
            IndexModel([("areas", ASCENDING), ("_id", DESCENDING)], name="areas"),
            IndexModel([("areas", ASCENDING), ("state", ASCENDING), ("_id", DESCENDING)], name="areas_state"),
            IndexModel([("areas", ASCENDING), ("announced", ASCENDING), ("_id", DESCENDING)], name="areas_announced"),
            IndexModel(
                [("areas", ASCENDING), ("announced", ASCENDING), ("state", ASCENDING), ("_id", DESCENDING)],
                name="areas_announced_state",
            ),
            IndexModel([("township", ASCENDING), ("_id", DESCENDING)], name="township"),
        ]


class MandateClaimDocument(Document):
    """Which mandate took a township and matter last: `_id` is `<township>:<matter>`.

    Whoever publishes or revokes writes it, so that of two who entrust one matter at the same time one conflicts.
    """

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)
    id: str = Field(alias="_id")  # type: ignore[assignment]
    mandate_id: str

    class Settings:
        name = "mandateClaims"


def claim_id(township: str, matter: Matter) -> str:
    """The id of the claim on a township's matter."""
    return f"{township}:{matter}"


async def take_claims(mandate: MandateDocument, session: AsyncClientSession) -> None:
    """Take the township's matters for a mandate, over from one whose time does not overlap."""
    claims = MandateClaimDocument.get_pymongo_collection()
    for id_ in _claim_ids(mandate):
        await claims.update_one({"_id": id_}, {"$set": {"mandateId": mandate.id}}, upsert=True, session=session)


async def release_claims(mandate: MandateDocument, session: AsyncClientSession) -> None:
    """Give back what a mandate still holds."""
    held = {"_id": {"$in": _claim_ids(mandate)}, "mandateId": mandate.id}
    await MandateClaimDocument.get_pymongo_collection().delete_many(held, session=session)


def _claim_ids(mandate: MandateDocument) -> Sequence[str]:
    return [claim_id(mandate.township or "", item.matter) for item in mandate.items]
