"""Evidence (佐证材料): what is known of each paper; the paper itself is in the object store."""

from datetime import datetime
from typing import ClassVar

from pydantic import Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from casework.evidence import EvidenceKind
from documents.application import HandlerPart
from documents.household import ExternalReferencePart
from documents.record import Day, RecordDocument


class EvidenceDocument(RecordDocument):
    """One paper of a case; its key and tags name no person."""

    prefix: ClassVar[str] = "evd"

    case_id: str
    case_number: str
    kind: EvidenceKind
    title: str = Field(max_length=100)
    state: str  # REQUESTED or STORED
    size: int
    media_type: str
    sha256: str
    key: str
    version_id: str | None = None
    retain_until: datetime | None = None
    malware: str = "NOT_SCANNED"
    requested_on: Day
    requested_by: HandlerPart
    stored_on: Day | None = None
    external_reference: ExternalReferencePart | None = None

    class Settings:
        name = "evidence"
        indexes: ClassVar = [
            IndexModel([("caseId", ASCENDING), ("_id", ASCENDING)], name="case"),
            IndexModel([("areas", ASCENDING), ("_id", DESCENDING)], name="areas"),
            IndexModel([("state", ASCENDING), ("_id", ASCENDING)], name="state"),
        ]
