"""A connection's selection as a plan: its nodes by one projection, however many selections of them there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from graphql import GraphQLObjectType, get_named_type

from compiler.leaf import literal
from compiler.mask import Expression
from compiler.pages import CURSOR, TYPE, WHOLE, Edges, Keyed, Standing, Total
from compiler.projection import Projection, Shaper, Spot
from compiler.reason import NotCompilable, Reason
from compiler.rows import ID_SLOT
from compiler.selection import Selected, Selections

_STANDING = frozenset({"hasNextPage", "hasPreviousPage", "startCursor", "endCursor"})
Part = Edges | Standing | Total | str


@dataclass(slots=True)
class Parts:
    """The parts of one connection, gathered while it is compiled."""

    selections: Selections
    nodes: list[Selected] = field(default_factory=list)
    cursors: bool = False

    def of(self, connection: Selected) -> tuple[tuple[str, Part], ...]:
        """Its parts by response key."""
        below = self.selections.below(self._type(connection), connection)
        self.nodes = [node for each in below if each.name == "edges" for node in self._nodes(each)]
        return tuple((each.key, self._part(each)) for each in below)

    def slot(self, node: Selected) -> str:
        """Where a selection of the node lies in the row: it is the row itself when it is the only one."""
        return WHOLE if len(self.nodes) == 1 else str(1 + self.nodes.index(node))

    def _part(self, each: Selected) -> Part:
        match each.name:
            case "__typename":
                return each.parent
            case "edges":
                return Edges(self._type(each).name, self._keyed(each))
            case "pageInfo":
                return Standing(self._type(each).name, self._keyed(each))
            case "totalCount":
                return Total()
        raise NotCompilable(Reason.NOT_DECLARED, f"{each.parent}.{each.name}")

    def _keyed(self, selected: Selected) -> Keyed:
        return tuple((each.key, self._shown(each)) for each in self.selections.below(self._type(selected), selected))

    def _shown(self, each: Selected) -> str:
        if each.name == "node":
            return self.slot(each)
        if each.name not in {CURSOR, TYPE} | _STANDING:
            raise NotCompilable(Reason.NOT_DECLARED, f"{each.parent}.{each.name}")
        self.cursors |= each.name.lower().endswith(CURSOR)
        return each.name

    def _nodes(self, edges: Selected) -> list[Selected]:
        return [each for each in self.selections.below(self._type(edges), edges) if each.name == "node"]

    def _type(self, each: Selected) -> GraphQLObjectType:
        if each.field is None:
            raise NotCompilable(Reason.NOT_DECLARED, each.name)
        return self.selections.object_type(get_named_type(each.field.type).name)


def projected(parts: Parts, shaper: Shaper, type_: GraphQLObjectType) -> Projection:
    """The rows' projection: the node's own, or one below each slot."""
    if len(parts.nodes) == 1:
        return shaper.shape(type_, parts.nodes[0], Spot(many=True))
    slots = {parts.slot(node): node for node in parts.nodes}
    return {
        slot: shaper.shape(type_, node, Spot("$", (slot,), many=True)) or literal({}) for slot, node in slots.items()
    }


def places_of(paths: Sequence[str], projection: Projection) -> tuple[dict[str, str], Projection]:
    """The rows' keys of sort values by path, and what the projection lacks for them or for want of anything."""
    added: Projection = {}
    places = {path: placed(path, projection, added) for path in paths}
    if not projection and not added:
        added[ID_SLOT] = "$_id"
    return places, added


def placed(name: str, projection: Projection, added: Projection) -> str:
    """The key of a row's stored value, which is added where it is not selected."""
    key = next((key for key, expression in projection.items() if expression == f"${name}"), None)
    if key is not None:
        return key
    slot = ID_SLOT if name == "_id" else f"0{name}"
    expression: Expression = "$_id" if name == "_id" else {"$ifNull": [f"${name}", None]}
    added[slot] = expression
    return slot
