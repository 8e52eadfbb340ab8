"""The published shapes of lists: which arguments narrow a list together, in which order; nothing else is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from authorization.scope import Filter, Kind, Reach, reach
from resolvers.desk import Desk
from resolvers.fault import FilterNotPublished, FilterWithheld
from resolvers.reader import NEWEST_FIRST, Order

ORDER = "order"  # the argument that names the order


@dataclass(frozen=True, slots=True)
class Narrowing:
    """An argument that narrows a list to the rows whose stored `paths` equal it.

    `fields` are the fields of the type that tell the same, each path's own unless said otherwise: whoever has one of
    them not clear may not narrow by it. An argument that an official `by_assignment` may not use has no index for him.
    """

    paths: tuple[str, ...]
    fields: tuple[str, ...] = ()
    by_assignment: bool = True


@dataclass(frozen=True, slots=True)
class Ordering:
    """An order of a list, which rows have a place in it, and the sets of arguments that it is published with."""

    order: Order = NEWEST_FIRST
    with_: Sequence[frozenset[str]] = (frozenset(),)
    fixed: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chosen:
    """One shape as a request asks for it; `bound` is what its cursors are bound to."""

    filter: Filter
    order: Order
    bound: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shapes:
    """All that is published of one list; each shape has an index for every reach (docs/shapes.txt)."""

    kind: Kind
    type_name: str
    narrowings: Mapping[str, Narrowing]
    orderings: Mapping[str, Ordering]  # by name, the usual one first

    @property
    def usual(self) -> str:
        """The order of a request that names none."""
        return next(iter(self.orderings))

    def paths(self, given: Mapping[str, Any] | None) -> tuple[str, ...]:
        """The sort paths of a request with these arguments; of any request when they vary."""
        names = list(self.orderings) if given is None else [str(given.get(ORDER) or self.usual)]
        return tuple(dict.fromkeys(path for name in names for path, _ in self.orderings[name].order))

    def chosen(self, desk: Desk, given: Mapping[str, Any]) -> Chosen:
        """The shape of these arguments, before any command. Raises `FilterNotPublished`, `FilterWithheld`."""
        asked = {name: value for name, value in given.items() if value is not None and name != ORDER}
        name = str(given.get(ORDER) or self.usual)
        ordering = self.orderings[name]
        self._check_published(desk, name, frozenset(asked))
        self._check_clear(desk, asked, ordering)
        narrowed = {path: value for each, value in asked.items() for path in self.narrowings[each].paths}
        return Chosen({**ordering.fixed, **narrowed}, ordering.order, {ORDER: name, **asked})

    def published(self, name: str, of: Reach) -> list[frozenset[str]]:
        """The sets of arguments that an order is published with, for officials of this reach."""
        sets = self.orderings[name].with_
        if of is not Reach.ASSIGNMENT:
            return list(sets)
        return [each for each in sets if all(self.narrowings[one].by_assignment for one in each)]

    def _check_published(self, desk: Desk, name: str, asked: frozenset[str]) -> None:
        published = self.published(name, reach(desk.official))
        if asked not in published:
            told = ", ".join(" + ".join(sorted(each)) or "-" for each in published)
            raise FilterNotPublished(*sorted(asked or {ORDER}), order=name, published=told)

    def _check_clear(self, desk: Desk, asked: Mapping[str, Any], ordering: Ordering) -> None:
        """Whoever has a field not clear cannot filter or sort by it."""
        for each in asked:
            if not self._is_clear(desk, self.narrowings[each]):
                raise FilterWithheld(each)
        sorted_by = [path for path, _ in ordering.order if path != "_id"]  # an id is known with its object
        if not all(desk.doors.table.is_clear(self.type_name, path, desk.viewer) for path in sorted_by):
            raise FilterWithheld(ORDER)

    def _is_clear(self, desk: Desk, narrowing: Narrowing) -> bool:
        table, viewer = desk.doors.table, desk.viewer
        if narrowing.fields:
            return set(narrowing.fields) <= table.clear_fields(self.type_name, viewer)
        return all(table.is_clear(self.type_name, path, viewer) for path in narrowing.paths)


def sets(*texts: str) -> tuple[frozenset[str], ...]:
    """Sets of arguments as words: `sets("", "area", "area state")`."""
    return tuple(frozenset(each.split()) for each in texts)
