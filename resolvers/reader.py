"""Every read goes through here: the scope filters, the visibility table projects, a page is read by its keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from authorization.scope import NOBODY, Filter, Kind, in_both, scope
from documents.database import Row
from documents.reading import count_rows, find_row, find_rows
from resolvers.cursor import binding, read, signer
from resolvers.desk import Desk
from resolvers.fault import PageEndsInvalid, PageSizeInvalid

MAX_PAGE = 100
Order = Sequence[tuple[str, int]]
NEWEST_FIRST: Order = (("_id", -1),)
OLDEST_FIRST: Order = (("_id", 1),)


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for: `first` after a cursor, or `last` before one."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None

    def size(self) -> int:
        """How many rows; twenty when nothing is said. Raises `PageSizeInvalid`, `PageEndsInvalid`."""
        if self.first is not None and self.last is not None:
            raise PageSizeInvalid("first")
        size = 20 if self.first is None and self.last is None else (self.first or self.last or 0)
        if not 1 <= size <= MAX_PAGE:
            raise PageSizeInvalid("first" if self.last is None else "last")
        ignored = "after" if self.last is not None else "before"
        if getattr(self, ignored) is not None:
            raise PageEndsInvalid(ignored)
        return size


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of rows with their cursors, and the filter by which all of them are counted if asked."""

    rows: list[Row]
    cursors: list[str]
    has_next: bool
    has_previous: bool
    kind: Kind
    filter: Filter


def within(official_scope: Filter, filter_: Mapping[str, Any]) -> Filter:
    """Both filters at once, whatever names they share."""
    if official_scope == NOBODY or not filter_:
        return dict(official_scope)
    shared = official_scope.keys() & filter_.keys()
    if not shared:
        return {**official_scope, **filter_}
    own, asked = official_scope.get("areas"), filter_.get("areas")
    if shared == {"areas"} and isinstance(own, str) and isinstance(asked, str):
        both = in_both(own, asked)
        return dict(both) if both == NOBODY else {**official_scope, **filter_, **both}
    return {"$and": [official_scope, filter_]}


async def shown_rows(
    desk: Desk, kind: Kind, type_name: str, filter_: Filter, order: Order, limit: int, *more: str
) -> list[Row]:
    """Every row that the reference executor shows: of the paths that the viewer may see, and `more` for ourselves.

    `filter_` carries his scope; what the rows' own state withholds is marked. It is one half of the door; the other
    is compiler/rows.py (docs/decisions/0009).
    """
    projection = {**desk.doors.table.projection(type_name, desk.viewer), **dict.fromkeys(more, 1)}
    rows = await find_rows(desk.doors.database, kind, filter_, projection, order, limit)
    if guard := desk.doors.table.guard(type_name, desk.viewer):
        today = desk.today.isoformat()
        for row in rows:
            guard.mark(row, today)
    return rows


async def one(desk: Desk, kind: Kind, type_name: str, filter_: Mapping[str, Any]) -> Row | None:
    """The one row that the official may know of, in his shape; none when it lies outside or does not exist."""
    rows = await shown_rows(desk, kind, type_name, within(scope(desk.official, kind), filter_), [], 1)
    return rows[0] if rows else None


async def whole(desk: Desk, kind: Kind, id_: str) -> Row | None:
    """A whole record within the scope, for the rules' eyes only; never to be shown."""
    return await find_row(desk.doors.database, kind, within(scope(desk.official, kind), {"_id": id_}), {})


async def by_ids(desk: Desk, kind: Kind, type_name: str, ids: Sequence[str]) -> list[Row | None]:
    """Rows by id in the order asked, none where one lies outside or does not exist; one round trip."""
    found = within(scope(desk.official, kind), {"_id": {"$in": list(ids)}})
    rows = await shown_rows(desk, kind, type_name, found, [], len(ids), "_id")
    known = {row["_id"]: row for row in rows}
    return [known.get(each) for each in ids]


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows of a list a page asks for, found before any is read: `filter` is the whole list, `part` the page."""

    kind: Kind
    filter: Filter
    part: Filter
    walk: Order
    size: int
    backward: bool
    begun: bool
    bound: str

    @property
    def limit(self) -> int:
        """One row more than asked, to know whether there is another."""
        return self.size + 1

    def cut(self, rows: list[Row]) -> tuple[list[Row], bool, bool]:
        """The page's rows in the list's order, whether rows follow, and whether rows precede."""
        more, rows = len(rows) > self.size, rows[: self.size]
        if self.backward:
            rows.reverse()
            return rows, self.begun, more
        return rows, more, self.begun


def window(
    desk: Desk,
    kind: Kind,
    filter_: Mapping[str, Any],
    asked: Page,
    order: Order = NEWEST_FIRST,
    bound_to: Mapping[str, Any] | None = None,
) -> Window:
    """The part of a list that is asked for; its cursors are bound to `bound_to`, else to the filter.

    Raises `PageSizeInvalid`, `PageEndsInvalid`, `CursorInvalid`, `CursorStale`.
    """
    size, backward = asked.size(), asked.last is not None
    bound = binding(desk, kind, filter_ if bound_to is None else bound_to, order)
    walk = [(name, -way) for name, way in order] if backward else list(order)
    scoped = within(scope(desk.official, kind), filter_)
    place = _place(desk, bound, asked)
    part = scoped if place is None else _any_of([within(scoped, each) for each in _beyond(walk, place)])
    return Window(kind, scoped, part, walk, size, backward, place is not None, bound)


async def page(
    desk: Desk,
    kind: Kind,
    type_name: str,
    filter_: Mapping[str, Any],
    asked: Page,
    order: Order = NEWEST_FIRST,
    bound_to: Mapping[str, Any] | None = None,
) -> Slice:
    """One page by keyset, in the viewer's shape."""
    wanted = window(desk, kind, filter_, asked, order, bound_to)
    paths = ("_id", *(name for name, _ in order))
    found = await shown_rows(desk, kind, type_name, wanted.part, wanted.walk, wanted.limit, *paths)
    rows, has_next, has_previous = wanted.cut(found)
    signed = signer(desk.doors.cursor_key, wanted.bound)
    cursors = [signed([row.get(name) for name, _ in order]) for row in rows]
    return Slice(rows, cursors, has_next, has_previous, kind, wanted.filter)


async def total(desk: Desk, part: Slice) -> int:
    """How many rows the list has in all."""
    return await count_rows(desk.doors.database, part.kind, part.filter)


def _place(desk: Desk, bound: str, asked: Page) -> list[Any] | None:
    """The sort values of the row that the page begins after, if it does not begin at the list's end."""
    argument = "after" if asked.last is None else "before"
    cursor = asked.after if asked.last is None else asked.before
    return None if cursor is None else read(desk.doors.cursor_key, bound, cursor, argument)


def _beyond(walk: Order, place: Sequence[Any]) -> list[Filter]:
    """The rows after a place in a walk, as parts of which each is one stretch of the walk's index."""
    parts: list[Filter] = []
    for depth, (name, way) in enumerate(walk):
        same = {earlier: value for (earlier, _), value in zip(walk, place[:depth], strict=False)}
        parts.insert(0, {**same, name: {"$gt" if way > 0 else "$lt": place[depth]}})
    return parts


def _any_of(parts: list[Filter]) -> Filter:
    """Each part carries the whole filter, so that MongoDB merges their stretches and sorts nothing."""
    return parts[0] if len(parts) == 1 or parts[0] == NOBODY else {"$or": parts}
