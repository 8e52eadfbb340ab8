"""Whether the journal of a case and of its papers is whole: no entry altered, none missing, none added."""

from authorization.scope import Kind, scope
from documents.database import Row
from documents.journal import JournalDocument, chain_holds
from documents.reading import find_rows
from resolvers.desk import Desk
from resolvers.reader import OLDEST_FIRST, Order, whole, within

MOST_PAPERS = 1000
_HEAD = {"_id": 1, "journalSeq": 1, "journalHead": 1}
BY_SEQUENCE: Order = (("seq", 1),)


async def case_chains_hold(desk: Desk, case_id: str) -> bool:
    """Whether the chain of the case and of each of its papers leads, unbroken, to the head that the record keeps."""
    case = await whole(desk, Kind.APPLICATION, case_id)
    scoped = within(scope(desk.official, Kind.EVIDENCE), {"caseId": case_id})
    papers = await find_rows(desk.doors.database, Kind.EVIDENCE, scoped, _HEAD, OLDEST_FIRST, MOST_PAPERS)
    return all([await _holds(desk, record) for record in (case, *papers) if record is not None])


async def _holds(desk: Desk, record: Row) -> bool:
    """Whether a record's entries are as many as it says, chained, and end in the hash that it keeps."""
    seq, head = record["journalSeq"], record["journalHead"]
    scoped = within(scope(desk.official, Kind.JOURNAL), {"caseId": record["_id"]})
    rows = await find_rows(desk.doors.database, Kind.JOURNAL, scoped, {}, BY_SEQUENCE, seq + 1)
    entries = [JournalDocument.model_validate(row) for row in rows]
    return len(entries) == seq > 0 and entries[-1].hash == head and chain_holds(entries)
