"""The papers of a case: announced, uploaded past the API, verified and locked in the store, opened by a short link."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from authorization.official import ViewerClass
from authorization.paper import Opening, known_kinds, opening
from authorization.policy import ActName
from authorization.scope import Kind
from casework import evidence as rules
from casework.evidence import EvidenceKind, EvidenceState, PaperWithheld
from casework.purpose import Purpose, PurposeMissing
from casework.refusal import refusals_in
from casework.retention import final_retention
from casework.text import checked_text
from documents.application import ApplicationDocument
from documents.evidence import EvidenceDocument
from documents.read_log import ReadLogDocument
from documents.record import new_id, utc_now
from resolvers.act import Hand, StaleRevision, act
from resolvers.desk import Desk
from resolvers.evidence_admission import examined
from storage.errors import StoreUnavailable
from storage.evidence_key import evidence_key

TITLE_LIMIT = 100
OPENED = "OpenEvidencePayload.link"  # what the read log says was read


@asynccontextmanager
async def _store_at_hand(desk: Desk, **_given: Any) -> AsyncIterator[None]:
    """Begin only while the store is there, that nothing is kept whose form or link cannot be signed."""
    if not (await desk.doors.store.probe()).reachable:
        raise StoreUnavailable("the store is away")
    yield


@act(
    ActName.REQUEST_EVIDENCE_UPLOAD,
    "ARCH art.37; M57 art.9",
    subject="evidence",
    refusals=(
        PaperWithheld,
        rules.CaseClosedToPapers,
        rules.FileEmpty,
        rules.FileTooLarge,
        rules.MediaTypeNotAllowed,
        rules.DigestInvalid,
        *refusals_in("casework.text"),
    ),
    around=_store_at_hand,
)
async def request_evidence_upload(
    hand: Hand, *, application_id: str, kind: EvidenceKind, title: str, size: int, media_type: str, sha256: str
) -> dict[str, str]:
    """Announce a paper by what it is, byte for byte; nobody files what he may not know of (档案法 art.37)."""
    case = await hand.load(Kind.APPLICATION, ApplicationDocument, application_id, None, "applicationId")
    if kind not in known_kinds(hand.desk.viewer):
        raise PaperWithheld("kind")
    rules.check_takes_paper(case.state, kind)
    rules.check_declared(size, media_type, sha256)
    id_ = new_id("evd")
    paper = EvidenceDocument(
        id=id_,
        county=case.county,
        township=case.township,
        village=case.village,
        areas=case.areas,
        shared_with=case.shared_with,
        case_id=case.id,
        case_number=case.number,
        kind=kind,
        title=checked_text(title, "title", limit=TITLE_LIMIT),
        state=EvidenceState.REQUESTED,
        size=size,
        media_type=media_type,
        sha256=sha256,
        key=evidence_key(case.county, case.id, id_),
        requested_on=hand.desk.today.isoformat(),
        requested_by=hand.desk.handler,
        external_reference=case.external_reference,
    )
    return await hand.create(paper)


@act(
    ActName.COMPLETE_EVIDENCE_UPLOAD,
    "ARCH art.37",
    subject="evidence",
    refusals=(
        rules.AlreadyCompleted,
        rules.CaseClosedToPapers,
        rules.UploadMissing,
        rules.FileTooLarge,
        rules.SizeDiffers,
        rules.DigestDiffers,
        rules.MediaTypeDiffers,
    ),
    around=examined,
)
async def complete_evidence_upload(hand: Hand, *, id: str, expected_revision: int) -> dict[str, str]:
    """Take the paper into the file: this version counts, for good; the fence keeps the case open meanwhile."""
    paper = await hand.load(Kind.EVIDENCE, EvidenceDocument, id, None)
    case = await hand.load(Kind.APPLICATION, ApplicationDocument, paper.case_id, None)
    rules.check_not_stored(paper.state)
    rules.check_takes_paper(case.state, paper.kind)
    if paper.revision != expected_revision or hand.found is None:
        raise StaleRevision("expectedRevision")
    await hand.transaction.fence(ApplicationDocument, {"_id": case.id})
    paper.state, paper.stored_on = EvidenceState.STORED, hand.desk.today.isoformat()
    paper.version_id, paper.retain_until = hand.found.version_id, hand.found.retain_until
    paper.retention_due = final_retention(case.state, utc_now()) if case.ended else None
    return await hand.keep(paper)


@act(
    ActName.OPEN_EVIDENCE,
    "PIPL art.6, 51",
    subject="evidence",
    refusals=(rules.UploadMissing, PaperWithheld, PurposeMissing),
    around=_store_at_hand,
)
async def open_evidence(hand: Hand, *, id: str, purpose: Purpose | None) -> dict[str, str]:
    """Open a paper for the life of one link, and say so in the read log (PIPL art.51)."""
    paper = await hand.load(Kind.EVIDENCE, EvidenceDocument, id, None)
    rules.check_stored(paper.state)
    if opening(hand.desk.viewer, paper.kind) is Opening.NEVER:
        raise PaperWithheld
    if not may_open(hand.desk.viewer, paper.kind, purpose):
        raise PurposeMissing("purpose")
    now = utc_now()
    entry = ReadLogDocument(
        id=new_id("rdl"),
        month=f"{now:%Y-%m}",
        at=now,
        official_id=hand.desk.official.id,
        operation=None,
        document_hash=None,
        act=ActName.OPEN_EVIDENCE,
        purpose=purpose,
        fields=[OPENED],
        record_ids=[paper.case_id, paper.id],
        county=paper.county,
        areas=paper.areas,
    )
    await hand.transaction.add(entry)
    return {hand.subject: paper.id, "opening": entry.id}


def may_open(viewer: ViewerClass, kind: EvidenceKind, purpose: Purpose | None) -> bool:
    """Whether this viewer may open papers of a kind with this purpose, or without any."""
    how = opening(viewer, kind)
    return how is Opening.FREELY or (how is Opening.FOR_A_PURPOSE and purpose is not None)
