"""What is put into rows once they have come: other records, pages of them, what rules say, what is derived."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from compiler.argument import Arguments, parted
from compiler.declaration import Derived, Gathered, Relation
from compiler.pages import Pages
from compiler.rows import Place, Rows, Run, holders
from documents.database import Row
from documents.reading import RowUnfit
from resolvers.reader import Window, window


@dataclass(frozen=True, slots=True)
class LeadToOne:
    """One record for each row, all of a level by one command; the rows hold the ids where the records go."""

    place: Place
    key: str
    rows: Rows
    required: bool

    async def attach(self, run: Run, rows: list[Row]) -> None:
        held, key = holders(rows, self.place), self.key
        ids = list({row[key]: None for row in held if row[key] is not None})
        known = await self.rows.by_id(run, ids) if ids else {}
        for row in held:
            row[key] = known.get(row[key])
            if self.required and row[key] is None:
                raise RowUnfit


@dataclass(frozen=True, slots=True)
class LeadToMany:
    """A page of records for each row: one find where there is one row, one command for all where there are several."""

    place: Place
    key: str
    relation: Relation
    arguments: Arguments
    pages: Pages

    async def attach(self, run: Run, rows: list[Row]) -> None:
        held, key = holders(rows, self.place), self.key
        windows = self._windows(run, {row[key]: None for row in held})
        if len(windows) == 1:
            answers = {local: await self.pages.answer(run, found) for local, found in windows.items()}
        else:
            fixed = dict(self.relation.fixed)
            answers = await self.pages.answer_each(run, self.relation.foreign, fixed, windows) if windows else {}
        for row in held:
            row[key] = answers[row[key]]

    def _windows(self, run: Run, locals_: Iterable[Any]) -> dict[Any, Window]:
        """The page of each list, found before any is read: a cursor is one list's own."""
        relation, (page, _) = self.relation, parted(self.arguments.given(run))
        return {each: window(run.desk, relation.kind, relation.filter(each), page, relation.order) for each in locals_}


@dataclass(frozen=True, slots=True)
class Gather:
    """What is found out for all rows of a level together; the rows hold what it is found out by where it goes."""

    place: Place
    key: str
    gathered: Gathered
    told: Callable[[Any], Any]

    async def attach(self, run: Run, rows: list[Row]) -> None:
        held = holders(rows, self.place)
        ids = list({row[self.key]: None for row in held})
        known = dict(zip(ids, await self.gathered.load(run.desk, ids), strict=True))
        for row in held:
            row[self.key] = self.told(known[row[self.key]])


@dataclass(frozen=True, slots=True)
class Derive:
    """What a function makes of what each row holds where it goes."""

    place: Place
    key: str
    derived: Derived
    told: Callable[[Any], Any]
    required: bool

    async def attach(self, run: Run, rows: list[Row]) -> None:
        for row in holders(rows, self.place):
            row[self.key] = self._checked(self.told(self.derived.of(row[self.key], run.desk)))

    def _checked(self, value: Any) -> Any:
        if value is None and self.required:
            raise RowUnfit
        return value
