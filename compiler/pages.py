"""Lists with pages: one find for the rows, a count only when asked for, cursors only for what was selected."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from authorization.scope import Filter, scope
from compiler.rows import Rows, Run, together
from documents.database import Row
from documents.reading import Portion, count_rows, portions
from resolvers.cursor import signer
from resolvers.reader import Window, within

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

    async def answer_each(
        self, run: Run, foreign: str, fixed: Filter, windows: Mapping[Any, Window]
    ) -> dict[Any, dict[str, Any]]:
        """The page of each of several lists, by the value that their rows have at `foreign`; one command for all."""
        found = await self._portions(run, foreign, fixed, windows)
        cuts = {key: window.cut(found[key].get("rows", [])) for key, window in windows.items()}
        await self.rows.attach(run, [row for rows, _, _ in cuts.values() for row in rows])
        pages = {key: self._stood(run, windows[key], cut) for key, cut in cuts.items()}
        return {
            key: {name: _told(part, [page, found[key].get("count")]) for name, part in self.parts}
            for key, page in pages.items()
        }

    async def _portions(self, run: Run, foreign: str, fixed: Filter, windows: Mapping[Any, Window]) -> dict[Any, Row]:
        one, kinds = next(iter(windows.values())), {type(part) for _, part in self.parts}
        portion = Portion(
            one.kind,
            foreign,
            within(scope(run.desk.official, one.kind), fixed),
            self.rows.projection,
            one.walk,
            one.limit,
            rows=bool(kinds & {Edges, Standing}),
            count=Total in kinds,
            parameters=self.rows.parameters(run),
        )
        return await portions(run.desk.doors.database, list(windows), portion)

    async def _page(self, run: Run, window: Window) -> Any:
        found = await self.rows.find(run, window.part, window.walk, window.limit)
        cut = window.cut(found)
        await self.rows.attach(run, cut[0])
        return self._stood(run, window, cut)

    def _stood(self, run: Run, window: Window, cut: tuple[list[Row], bool, bool]) -> Page:
        rows, has_next, has_previous = cut
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
