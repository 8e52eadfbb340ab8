"""One act, kept whole or not at all: the record, its journal entry, the event and the key that may repeat it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from beanie import Document

from casework.purpose import Purpose
from documents.database import Row, Session
from documents.generation import Generations
from documents.journal import JournalDocument, link
from documents.outbox import IdempotencyDocument, OutboxDocument
from documents.record import RecordDocument, new_id, stored, utc_now
from documents.seal import Seals

D = TypeVar("D", bound=RecordDocument)
KEY_LIFE = timedelta(days=30)
_HOUSEKEEPING = frozenset({"revision", "fence", "journalSeq", "journalHead"})


class RevisionStale(Exception):
    """The record changed between its loading and its keeping."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What the journal says of an act: who, what, on what legal basis, and on which case day."""

    official_id: str
    act: str
    legal_basis: str
    case_day: date


class Transaction:
    """The records of one act, read in one snapshot and written in one commit."""

    def __init__(self, session: Session, deed: Deed, seals: Seals) -> None:
        self.session = session
        self.deed = deed
        self._seals = seals
        self._loaded: dict[str, Row] = {}
        self._generations: Generations | None = None

    async def load(self, kind: type[D], filter_: Mapping[str, Any]) -> D | None:
        """The record that the filter finds, to be judged and kept; none when there is none."""
        row = await kind.get_pymongo_collection().find_one(filter_, session=self.session)
        if row is None:
            return None
        self._loaded[row["_id"]] = row
        record: D = kind.model_validate(row)
        return record

    async def read(self, kind: type[D], filter_: Mapping[str, Any], limit: int = 1000) -> list[D]:
        """Records that a guard looks at; whoever relies on them also fences them."""
        cursor = kind.get_pymongo_collection().find(filter_, session=self.session, limit=limit)
        return [kind.model_validate(row) async for row in cursor]

    async def create(self, record: RecordDocument) -> None:
        """Keep a new record with the first entry of its journal."""
        entry = self._entry(record, changed_names(None, record.stored()))
        record.journal_seq, record.journal_head = entry.seq, entry.hash
        await type(record).get_pymongo_collection().insert_one(record.stored(), session=self.session)
        await self._tell(record, entry)

    async def keep(self, record: RecordDocument) -> None:
        """Keep a changed record under its revision, with a journal entry that names the changed fields.

        Raises `RevisionStale` when the record is no longer as it was loaded.
        """
        before, after = self._loaded[record.id], record.stored()
        changed = changed_names(before, after)
        entry = self._entry(record, changed)
        update = {name: after[name] for name in changed} | {"journalSeq": entry.seq, "journalHead": entry.hash}
        kept = (
            await type(record)
            .get_pymongo_collection()
            .update_one(
                {"_id": record.id, "revision": record.revision},
                {"$set": update, "$inc": {"revision": 1}},
                session=self.session,
            )
        )
        if kept.matched_count != 1:
            raise RevisionStale
        await self._tell(record, entry)

    async def note(
        self, record: RecordDocument, names: list[str], digest: str, purpose: Purpose | None, basis: str = ""
    ) -> None:
        """Keep a journal entry of an act that changes nothing on the record; its keyed digest is given.

        `basis` is added to the deed's. The revision stays: nobody's screen grows stale by a look.
        """
        deed = replace(self.deed, legal_basis="; ".join(filter(None, (self.deed.legal_basis, basis))))
        entry = chained(record, names, digest, deed, new_id("jrn"), utc_now(), purpose)
        await (
            type(record)
            .get_pymongo_collection()
            .update_one(
                {"_id": record.id},
                {"$set": {"journalSeq": entry.seq, "journalHead": entry.hash}},
                session=self.session,
            )
        )
        record.journal_seq, record.journal_head = entry.seq, entry.hash
        await self._tell(record, entry)

    async def put(self, record: RecordDocument) -> None:
        """Keep a record as it stands, new or not, without an entry: for what its own journal tells otherwise."""
        await (
            type(record)
            .get_pymongo_collection()
            .replace_one({"_id": record.id}, record.stored(), upsert=True, session=self.session)
        )

    async def fence(self, kind: type[RecordDocument], filter_: Mapping[str, Any]) -> bool:
        """Write what a guard relied on, so that whoever changes it at the same time conflicts (design decision 5)."""
        done = await kind.get_pymongo_collection().update_one(filter_, {"$inc": {"fence": 1}}, session=self.session)
        return done.matched_count == 1

    async def add(self, document: Document) -> None:
        """Keep a document that is not a record under a journal of its own (a claim, a version)."""
        await type(document).get_pymongo_collection().insert_one(stored(document), session=self.session)

    async def generations(self) -> Generations:
        """Which generations of the deterministic key are in force in this snapshot."""
        if self._generations is None:
            self._generations = await self._seals.generations(self.session)
        return self._generations

    async def earlier(self, key: str) -> IdempotencyDocument | None:
        """What an act under this key gave the first time."""
        row = await IdempotencyDocument.get_pymongo_collection().find_one({"_id": key}, session=self.session)
        return IdempotencyDocument.model_validate(row) if row else None

    async def remember(self, key: str, input_hash: str, result: dict[str, str]) -> None:
        """Keep the first result under its key."""
        expires = utc_now() + KEY_LIFE
        await self.add(IdempotencyDocument(id=key, input_hash=input_hash, result=result, expires_at=expires))

    def _entry(self, record: RecordDocument, changed: list[str]) -> JournalDocument:
        return entry_of(record, record.stored(), changed, self.deed, new_id("jrn"), utc_now(), self._seals)

    async def _tell(self, record: RecordDocument, entry: JournalDocument) -> None:
        await self.add(entry)
        await self.add(event_of(record, entry, new_id("evt")))


def changed_names(before: Row | None, after: Row) -> list[str]:
    """The fields of a record that an act changed, the act's own housekeeping aside; all of a new one's."""
    kept = before or {}
    return sorted(
        name
        for name, value in after.items()
        if name not in _HOUSEKEEPING and (before is None or kept.get(name) != value)
    )


def entry_of(
    record: RecordDocument, row: Row, changed: list[str], deed: Deed, id_: str, at: datetime, seals: Seals
) -> JournalDocument:
    """The journal entry that chains a deed to the record's earlier ones; `row` is the record as it will be kept.

    Its digest is keyed: whoever reads the journal but not the values cannot find them by trying.
    """
    return chained(record, changed, seals.fingerprint(_values(row, changed)), deed, id_, at)


def chained(
    record: RecordDocument,
    changed: list[str],
    digest: str,
    deed: Deed,
    id_: str,
    at: datetime,
    purpose: Purpose | None = None,
) -> JournalDocument:
    """The entry of a deed, chained to the record's earlier ones."""
    entry = JournalDocument(
        id=id_,
        case_id=record.id,
        seq=record.journal_seq + 1,
        prev=record.journal_head,
        hash="",
        official_id=deed.official_id,
        act=deed.act,
        legal_basis=deed.legal_basis,
        at=at,
        case_day=deed.case_day.isoformat(),
        changed=changed,
        digest=digest,
        purpose=purpose,
        county=record.county,
        areas=record.journal_areas,
    )
    entry.hash = link(entry)
    return entry


def event_of(record: RecordDocument, entry: JournalDocument, id_: str) -> OutboxDocument:
    """The event that tells of an entry."""
    return OutboxDocument(
        id=id_,
        type=entry.act,
        case_id=record.id,
        case_seq=entry.seq,
        county=record.county,
        township=record.township,
        day=entry.case_day,
        at=entry.at,
    )


def _values(row: Row, changed: list[str]) -> str:
    """The changed values as canonical JSON: their digest proves a later copy without telling what it held."""
    return json.dumps({name: row[name] for name in changed}, sort_keys=True, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
