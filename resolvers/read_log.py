"""The read log: what an answer showed clear, gathered while it is made and kept before it leaves."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from authorization.scope import Kind
from casework.office import Tier
from casework.retention import read_log_retention
from documents.database import Row
from documents.read_log import MOST_NAME, MOST_RECORDS
from documents.reading import find_rows
from documents.record import new_id, utc_now
from resolvers.desk import SHANGHAI, Desk

Fields = tuple[str, ...]


@dataclass(slots=True)
class Reads:
    """Which coordinates of which records one answer shows clear; `operation` is its name in the document."""

    operation: str | None = None
    _found: dict[tuple[Kind, Fields], set[str]] = field(default_factory=dict)

    def note(self, kind: Kind, fields: Fields, ids: Iterable[str]) -> None:
        """These records' fields are about to be shown."""
        self._found.setdefault((kind, fields), set()).update(ids)

    def __bool__(self) -> bool:
        return bool(self._found)

    def grouped(self) -> Iterator[tuple[Kind, Fields, list[str]]]:
        """The records of which the same fields are shown, whatever part of the answer shows each of them."""
        found = self._found
        if len({kind for kind, _ in found}) != len(found):
            found = _united(found)
        for (kind, fields), ids in sorted(found.items()):
            yield kind, fields, sorted(ids)


def _united(found: dict[tuple[Kind, Fields], set[str]]) -> dict[tuple[Kind, Fields], set[str]]:
    """One record's fields from all parts of an answer, put together."""
    fields_of: dict[tuple[Kind, str], set[str]] = defaultdict(set)
    for (kind, fields), ids in found.items():
        for id_ in ids:
            fields_of[kind, id_].update(fields)
    united: dict[tuple[Kind, Fields], set[str]] = defaultdict(set)
    for (kind, id_), fields_ in fields_of.items():
        united[kind, tuple(sorted(fields_))].add(id_)
    return united


async def keep_reads(desk: Desk, reads: Reads, text: str) -> None:
    """Make durable who read what by the document `text`. Raises `AuditUnavailable`, `DatabaseUnavailable`."""
    now, entries = utc_now(), []
    name, hash_ = reads.operation, hashlib.sha256(text.encode()).hexdigest()
    for kind, fields, ids in reads.grouped():
        for county, some in await _by_county(desk, kind, ids):
            entries += [
                {
                    "_id": new_id("rdl"),
                    "month": f"{now:%Y-%m}",
                    "at": now,
                    "officialId": desk.official.id,
                    "operation": name and name[:MOST_NAME],
                    "documentHash": hash_,
                    "act": None,
                    "purpose": None,
                    "fields": list(fields),
                    "recordIds": some[start : start + MOST_RECORDS],
                    "county": county,
                    "areas": _areas(desk.official.area, county),
                }
                for start in range(0, len(some), MOST_RECORDS)
            ]
    await desk.doors.read_log.keep(entries)


async def _by_county(desk: Desk, kind: Kind, ids: list[str]) -> Sequence[tuple[str, list[str]]]:
    """The records by their county, whose auditors are to know of it; nobody below a city reads in two."""
    if desk.official.tier is not Tier.CITY:
        return [(desk.official.area[:6], ids)]
    found: dict[str, list[str]] = {}
    for row in await find_rows(desk.doors.database, kind, {"_id": {"$in": ids}}, {"county": 1}, (), len(ids)):
        found.setdefault(row["county"], []).append(row["_id"])
    return [(county, sorted(some)) for county, some in sorted(found.items())]


def _areas(own: str, county: str) -> list[str]:
    """The areas whose auditors may know of a reading: the county's, its city's, and the reader's own below it."""
    return [f"{county[:4]}00", county, *(own[:length] for length in (9, 12) if len(own) >= length)]


def kept_until(row: Row) -> str:
    """Until which day an entry is kept at least."""
    at: datetime = row["at"]
    return read_log_retention(at.astimezone(SHANGHAI)).date().isoformat()
