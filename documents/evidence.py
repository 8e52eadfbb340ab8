"""Evidence (佐证材料): what is known of each paper; the paper itself is in the object store."""

from datetime import datetime
from typing import ClassVar

from pydantic import Field
from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.asynchronous.client_session import AsyncClientSession

from casework.evidence import EvidenceKind, EvidenceState, Malware
from documents.application import HandlerPart
from documents.household import ExternalReferencePart
from documents.outage import outage_told
from documents.record import Day, RecordDocument

RETENTION_DUE = {"retentionDue": {"$type": "date"}}


class EvidenceDocument(RecordDocument):
    """One paper of a case; its key and tags name no person.

    `retainUntil` is what the store holds to, `retentionDue` what it is still to be told. Whoever moves the
    upload to its place holds the record until `heldUntil`.
    """

    prefix: ClassVar[str] = "evd"

    case_id: str
    case_number: str
    kind: EvidenceKind
    title: str = Field(max_length=100)
    state: EvidenceState
    size: int
    media_type: str
    sha256: str
    key: str
    version_id: str | None = None
    retain_until: datetime | None = None
    retention_due: datetime | None = None
    held_until: datetime | None = None
    malware: Malware = Malware.NOT_SCANNED
    requested_on: Day
    requested_by: HandlerPart
    stored_on: Day | None = None
    external_reference: ExternalReferencePart | None = None

    class Settings:
        name = "evidence"
        indexes: ClassVar = [
            IndexModel([("caseId", ASCENDING), ("_id", ASCENDING)], name="case"),
            IndexModel([("caseId", ASCENDING), ("kind", ASCENDING), ("_id", ASCENDING)], name="case_kind"),
            IndexModel([("caseId", ASCENDING), ("state", ASCENDING), ("_id", ASCENDING)], name="case_state"),
            IndexModel(
                [("caseId", ASCENDING), ("state", ASCENDING), ("kind", ASCENDING), ("_id", ASCENDING)],
                name="case_state_kind",
            ),
            IndexModel([("areas", ASCENDING), ("_id", DESCENDING)], name="areas"),
            IndexModel([("state", ASCENDING), ("_id", ASCENDING)], name="state"),
            IndexModel([("retentionDue", ASCENDING)], name="retention_due", partialFilterExpression=RETENTION_DUE),
        ]


async def retain_at_closing(case_id: str, until: datetime, session: AsyncClientSession) -> None:
    """Say, in the transaction that closes a case, until when its stored papers are to be kept."""
    await EvidenceDocument.get_pymongo_collection().update_many(
        {"caseId": case_id, "state": EvidenceState.STORED}, {"$set": {"retentionDue": until}}, session=session
    )


async def held(id_: str, now: datetime, until: datetime) -> bool:
    """Hold a paper's record until then, unless another process holds it; a hold of the past counts no more."""
    free = {"$or": [{"heldUntil": None}, {"heldUntil": {"$lte": now}}]}
    with outage_told():
        done = await EvidenceDocument.get_pymongo_collection().update_one(
            {"_id": id_, **free}, {"$set": {"heldUntil": until}}
        )
    return done.matched_count == 1


async def let_go(id_: str, until: datetime) -> None:
    """End the hold that was taken until then."""
    with outage_told():
        await EvidenceDocument.get_pymongo_collection().update_one(
            {"_id": id_, "heldUntil": until}, {"$set": {"heldUntil": None}}
        )
