"""How an upload is verified and locked in the store, outside the transaction that takes it into the file."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from authorization.scope import Kind
from casework import evidence as rules
from casework.evidence import EvidenceState, PaperFacts
from casework.refusal import Refusal
from casework.retention import provisional_retention
from documents.evidence import EvidenceDocument, held, let_go
from documents.record import utc_now
from resolvers.desk import Desk
from resolvers.reader import whole
from storage.errors import FileChanged, FileMissing, FileTooLarge, StorageError
from storage.evidence_key import incoming_key
from storage.evidence_store import EvidenceStore

HOLD = timedelta(minutes=1)  # longer than the largest paper takes; a process that died holds nothing up for longer
WAIT_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Admitted:
    """What lies in the store by now: the version that is locked, and until when."""

    version_id: str
    retain_until: datetime


@asynccontextmanager
async def examined(desk: Desk, *, id: str, expected_revision: int) -> AsyncIterator[Admitted | None]:
    """Lock what arrived when it is what was announced; the upload itself goes when that is kept, or is wrong.

    What cannot be completed anyway is left to the act's own refusal, or to its first answer. Two at once would lock two
    copies, so the second waits.
    """
    if await _waiting(desk, id, expected_revision) is None:
        yield None
        return
    async with _alone(id):
        paper = await _waiting(desk, id, expected_revision)
        yield None if paper is None else await _admitted(desk.doors.store, paper)
        if paper is not None:
            with suppress(StorageError):  # what stays is swept
                await desk.doors.store.discard(incoming_key(paper.id))


async def _waiting(desk: Desk, id_: str, revision: int) -> EvidenceDocument | None:
    """The paper if it waits for its upload at that revision. Raises `CaseClosedToPapers`."""
    row = await whole(desk, Kind.EVIDENCE, id_)
    case = await whole(desk, Kind.APPLICATION, row["caseId"]) if row else None
    if row is None or case is None or row["state"] == EvidenceState.STORED or row["revision"] != revision:
        return None
    rules.check_takes_paper(case["state"], row["kind"])
    paper: EvidenceDocument = EvidenceDocument.model_validate(row)
    return paper


@asynccontextmanager
async def _alone(id_: str) -> AsyncIterator[None]:
    """Hold the paper's record, waiting for whoever holds it."""
    until = utc_now() + HOLD
    while not await held(id_, utc_now(), until):
        await asyncio.sleep(WAIT_SECONDS)
        until = utc_now() + HOLD
    try:
        yield
    finally:
        await let_go(id_, until)


async def _admitted(store: EvidenceStore, paper: EvidenceDocument) -> Admitted:
    """The paper at its final place, under lock. Raises what is wrong with the upload, which is then gone."""
    try:
        return await _moved(store, paper)
    except FileMissing:
        raise rules.UploadMissing from None
    except (FileTooLarge, FileChanged, Refusal) as wrong:
        await store.discard(incoming_key(paper.id))
        raise _told(wrong) from None


async def _moved(store: EvidenceStore, paper: EvidenceDocument) -> Admitted:
    upload = incoming_key(paper.id)
    arrived = await store.inspect(upload, max_bytes=rules.MAX_BYTES)
    rules.check_arrived(
        PaperFacts(paper.size, paper.media_type, paper.sha256),
        PaperFacts(arrived.size, arrived.media_type or "", arrived.sha256),
    )
    until = provisional_retention(utc_now())
    version_id = await store.admit(
        upload,
        paper.key,
        retain_until=until,
        media_type=paper.media_type,
        sha256=paper.sha256,
        etag=arrived.etag,
    )
    return Admitted(version_id, until)


def _told(wrong: Exception) -> Refusal:
    if isinstance(wrong, Refusal):
        return wrong
    if isinstance(wrong, FileTooLarge):
        return rules.FileTooLarge(most=rules.MAX_BYTES // 1024**2)
    return rules.DigestDiffers()  # it was overwritten after it had been inspected
