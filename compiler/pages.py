"""Lists with pages: one find for the rows, a count only when asked for, cursors only for what was selected."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compiler.rows import Rows, Run, together
from documents.database import Row
from documents.reading import count_rows
from resolvers.cursor import signer
from resolvers.reader import Window

CURSOR, TYPE, WHOLE = "cursor", "__typename", ""
Keyed = tuple[tuple[str, str], ...]  # response keys, and the part of the frame that each shows


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read; `places` are its rows' sort values, if a cursor is selected."""

    rows: list[Row]
    places: list[list[Any]]
    sign: Callable[[Sequence[Any]], str]
    has_next: bool
    has_previous: bool

    def cursor(self, index: int) -> str | None:
        return self.sign(self.places[index]) if self.places else None


@dataclass(frozen=True, slots=True)
class Edges:
    """What is selected of each edge; a node by its slot in the row, the whole row where there is one selection."""

    type_name: str
    keyed: Keyed

    def told(self, page: Page) -> list[dict[str, Any]]:
        if len(self.keyed) == 1 and self.keyed[0][1] == WHOLE:
            key = self.keyed[0][0]
            return [{key: row} for row in page.rows]
        return [
            {key: self._part(page, part, row, index) for key, part in self.keyed} for index, row in enumerate(page.rows)
        ]

    def _part(self, page: Page, part: str, row: Row, index: int) -> Any:
        if part == WHOLE:
            return row
        if part == CURSOR:
            return page.cursor(index)
        return self.type_name if part == TYPE else row[part]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is selected of where the page stands."""

    type_name: str
    keyed: Keyed

    def told(self, page: Page) -> dict[str, Any]:
        return {key: self._part(page, part) for key, part in self.keyed}

    def _part(self, page: Page, part: str) -> Any:
        if part == "hasNextPage":
            return page.has_next
        if part == "hasPreviousPage":
            return page.has_previous
        return self.type_name if part == TYPE else page.cursor(0 if part == "startCursor" else -1)


@dataclass(frozen=True, slots=True)
class Total:
    """The whole list's number of rows."""


@dataclass(frozen=True, slots=True)
class Pages:
    """A connection's plan: its parts by response key (a text is the type's name).

    `places` are the rows' keys of what they may be sorted by, none when no cursor is selected; `spare` those that are
    ours alone.
    """

    rows: Rows
    places: Mapping[str, str]  # by stored path
    spare: tuple[str, ...]
    parts: tuple[tuple[str, Edges | Standing | Total | str], ...]

    async def answer(self, run: Run, window: Window) -> dict[str, Any]:
        """The page that the window shows."""
        kinds = {type(part) for _, part in self.parts}
        works = [self._page(run, window)] if kinds & {Edges, Standing} else []
        if Total in kinds:
            works.append(count_rows(run.desk.doors.database, window.kind, window.filter))
        found = await together(works) if works else []
        return {key: _told(part, found) for key, part in self.parts}

    async def _page(self, run: Run, window: Window) -> Any:
        found = await self.rows.find(run, window.part, window.walk, window.limit)
        rows, has_next, has_previous = window.cut(found)
        await self.rows.attach(run, rows)
        keys = [self.places[path] for path, _ in window.walk] if self.places else []
        places = [[row[key] for key in keys] for row in rows] if keys else []
        for key in self.spare:
            for row in rows:
                del row[key]
        return Page(rows, places, signer(run.desk.doors.cursor_key, window.bound), has_next, has_previous)


def _told(part: Edges | Standing | Total | str, found: list[Any]) -> Any:
    if isinstance(part, str):
        return part
    return found[-1] if isinstance(part, Total) else part.told(found[0])
