"""The store is told for how long the papers of a closed case are kept; done twice, nothing changes."""

from datetime import date

from documents.database import Database, Session
from documents.evidence import RETENTION_DUE, EvidenceDocument
from documents.reading import find_rows
from documents.transaction import Deed, RevisionStale, Transaction
from storage.errors import RetentionHolds, StorageError, StoreUnavailable
from storage.evidence_store import EvidenceStore

BATCH = 100
MACHINE = "off_upkeep"  # whom the journal names: no official did it


async def extend_retention(database: Database, store: EvidenceStore, today: date) -> list[str]:
    """Tell the store what is due, first the lock and then the record, so that a crash repeats the lock.

    Returns the papers that the store refuses to lock. Raises `StoreUnavailable`, `DatabaseUnavailable`.
    """
    rows = await find_rows(database, "evidence", RETENTION_DUE, {}, [("retentionDue", 1)], BATCH)
    papers = [EvidenceDocument.model_validate(row) for row in rows]
    return [paper.id for paper in papers if not await _extended(database, store, paper, today)]


async def _extended(database: Database, store: EvidenceStore, paper: EvidenceDocument, today: date) -> bool:
    try:
        await _locked(store, paper)
    except StoreUnavailable:
        raise
    except StorageError:
        return False
    await _noted(database, paper, today)
    return True


async def _locked(store: EvidenceStore, paper: EvidenceDocument) -> None:
    if paper.version_id is None or paper.retention_due is None:
        return
    try:
        await store.extend_retention(paper.key, paper.version_id, paper.retention_due)
    except RetentionHolds:  # another process was further, or somebody locked it for longer
        return


async def _noted(database: Database, paper: EvidenceDocument, today: date) -> None:
    """Keep that it was done, once: whoever comes second finds nothing due."""

    async def once(session: Session) -> None:
        transaction = Transaction(session, Deed(MACHINE, "extendRetention", "ARCH art.37", today), database.seals)
        due = await transaction.load(EvidenceDocument, {"_id": paper.id, "retentionDue": paper.retention_due})
        if due is None:
            return
        due.retain_until, due.retention_due = due.retention_due, None
        await transaction.keep(due)

    try:
        await database.transaction(once)
    except RevisionStale:  # it is due still, and comes again
        return
