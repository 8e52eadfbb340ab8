"""What the schema declares of its fields, so that reference executor and compiler read the same words."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema

from authorization.scope import Filter, Kind
from authorization.visibility import FieldRule, VisibilityTable
from documents.database import Row
from resolvers.desk import Desk
from resolvers.reader import NEWEST_FIRST, Order
from resolvers.shape import Chosen, Shapes


@dataclass(frozen=True, slots=True)
class Relation:
    """Other records that a row leads to: those whose `foreign` path equals the row's `local` path.

    One record, or with `many` a list with pages of its own in `order`, of those that also fit `fixed`.
    """

    kind: Kind
    type_name: str
    local: str
    foreign: str = "_id"
    many: bool = False
    order: Order = NEWEST_FIRST
    fixed: Mapping[str, Any] = field(default_factory=dict)

    def filter(self, local: Any) -> Filter:
        """The list's filter for a row with this value at its local path."""
        return {self.foreign: local, **self.fixed}


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is found out for all rows of a level together, by what they hold at `local`, in the viewer's language."""

    name: str
    load: Callable[[Desk, list[str]], Awaitable[list[Any]]]
    local: str = "_id"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Stored paths that are read as far as concerns this viewer today, by expressions that need no plan of his own.

    Their variables (`$$day`) are `parameters` of each request.
    """

    paths: Mapping[str, Any]
    parameters: Callable[[Desk], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Stored:
    """What the row itself holds, as the visibility table says."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What a function makes of the stored paths that it needs, and of the desk's day."""

    of: Callable[[Row, Desk], Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A root question that the desk itself answers."""

    of: Callable[[Desk], Any]


@dataclass(frozen=True, slots=True)
class Answered:
    """A root question that a function answers, from the desk and the arguments: objects, or rows in their stored shape.

    Of rows the visibility table tells what is masked and withheld; what is withheld it had better not have read.
    """

    of: Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class One:
    """A root question for one record, by an argument that equals a path of it."""

    kind: Kind
    type_name: str
    argument: str
    path: str


@dataclass(frozen=True, slots=True)
class ById:
    """A root question for records by their ids, whose first letters tell the kind; one, or several in the order asked.

    `limit` is how many at most; more is the reference executor's to refuse.
    """

    argument: str
    several: bool
    kinds: Mapping[str, tuple[Kind, str]]
    limit: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """A root question for a list by one of its published shapes; besides its page, arguments are the shape's.

    Where rows are `narrowed` to what concerns the viewer today, `filter` tells so of the shape's arguments.
    """

    shapes: Shapes
    narrowed: Narrowed | None = None
    filter: Callable[[Desk, Mapping[str, Any]], Filter] | None = None

    def found(self, desk: Desk, asked: Mapping[str, Any], chosen: Chosen) -> Filter:
        """The list's filter for these arguments."""
        return chosen.filter if self.filter is None else self.filter(desk, asked)


@dataclass(frozen=True, slots=True)
class Record:
    """A record that a payload returns: what the act's result calls it, its kind and its type."""

    result: str
    kind: Kind
    type_name: str


@dataclass(frozen=True, slots=True)
class Acted:
    """An act: `done` does it with its coerced arguments, `errors` tells its refusals, `records` are by field name."""

    done: Callable[[Desk, Mapping[str, Any]], Awaitable[Any]]
    errors: Callable[[Desk, Any], list[Any]]
    records: Mapping[str, Record]


Root = Told | Answered | One | ById | Listed
Way = Stored | Derived | Relation | Gathered


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that the compiler knows of a schema; what is not in it runs on the reference executor.

    `attributes` names an answered object's attribute by type and field, `arguments` the Python names of arguments.
    """

    schema: GraphQLSchema
    table: VisibilityTable
    faults: Callable[[DocumentNode], Sequence[GraphQLError]]
    roots: Mapping[str, Root]
    acts: Mapping[str, Acted]
    ways: Mapping[tuple[str, str], Way]
    attributes: Mapping[tuple[str, str], str]
    arguments: Mapping[tuple[str, str], Mapping[str, str]]
    _rules: dict[str, dict[str, FieldRule]] = field(default_factory=dict)

    def rule(self, type_name: str, name: str) -> FieldRule | None:
        """A field's rule in the visibility table, if its type is one of stored rows."""
        if type_name not in self._rules:
            self._rules[type_name] = {rule.name: rule for rule in self.table.types.get(type_name, ())}
        return self._rules[type_name].get(name)
