"""Many acts of days gone by, kept in few writes: each record as its last act left it, its journal chained as ever."""

from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from beanie import Document

from documents.database import Database, Row
from documents.outbox import CounterDocument
from documents.record import RecordDocument, stored
from documents.seal import Seals
from documents.transaction import Deed, changed_names, entry_of, event_of

NewId = Callable[[str, datetime], str]


class Bulk:
    """Collects what transactions would have kept one by one; nothing is in the database before `flush`."""

    def __init__(self, new_id: NewId, seals: Seals) -> None:
        self._new_id, self._seals = new_id, seals
        self._records: dict[str, tuple[type[RecordDocument], Row]] = {}
        self._rows: dict[type[Document], list[Row]] = {}

    def keep(self, record: RecordDocument, deed: Deed, at: datetime) -> None:
        """Keep a new or changed record with the entry and the event of one act, as a transaction does."""
        before = self._records[record.id][1] if record.id in self._records else None
        after = record.stored()
        entry = entry_of(record, after, changed_names(before, after), deed, self._new_id("jrn", at), at, self._seals)
        record.journal_seq, record.journal_head = entry.seq, entry.hash
        record.revision = record.revision if before is None else record.revision + 1
        after |= {"journalSeq": entry.seq, "journalHead": entry.hash, "revision": record.revision}
        self._records[record.id] = (type(record), after)
        self.add(entry)
        self.add(event_of(record, entry, self._new_id("evt", at)))

    def fence(self, record: RecordDocument) -> None:
        """Write what a guard relied on, as a transaction does."""
        record.fence += 1
        self._records[record.id][1]["fence"] = record.fence

    def add(self, document: Document) -> None:
        """Keep a document that is not a record under a journal of its own."""
        self._rows.setdefault(type(document), []).append(stored(document))

    def flush(self) -> Coroutine[Any, Any, int]:
        """Insert everything collected up to this call; awaited, it says how many documents. Each is flushed once."""
        records, rows = self._records, self._rows
        self._records, self._rows = {}, {}
        for kind, row in records.values():
            rows.setdefault(kind, []).append(row)
        return _inserted(rows)


async def _inserted(rows: dict[type[Document], list[Row]]) -> int:
    for kind, each in rows.items():
        await kind.get_pymongo_collection().insert_many(each, ordered=False)
    return sum(map(len, rows.values()))


def counters(last: dict[str, int]) -> list[CounterDocument]:
    """The last number given out in each series, so that later numbers go on from there."""
    return [CounterDocument(id=series, last=place) for series, place in sorted(last.items())]


async def emptied(database: Database, kinds: tuple[type[Document], ...]) -> None:
    """Delete every document of these kinds: what an interrupted seeding left behind."""
    for kind in kinds:
        await database.database[str(kind.get_settings().name)].delete_many({})


async def marked(database: Database, name: str) -> dict[str, Any] | None:
    """The marker under a name, if it was set."""
    return await database.database["markers"].find_one({"_id": name})


async def mark(database: Database, name: str, **facts: Any) -> None:
    """Set a marker, or change what it says."""
    await database.database["markers"].update_one({"_id": name}, {"$set": facts}, upsert=True)
