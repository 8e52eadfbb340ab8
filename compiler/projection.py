"""From what is selected of a type to a computed projection: MongoDB renames, converts, masks and withholds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLNonNull, GraphQLObjectType, GraphQLOutputType

from authorization.mask import Mask
from authorization.official import ViewerClass
from authorization.sight import Sight
from authorization.visibility import FieldRule
from compiler.argument import Arguments
from compiler.attachment import Derive, Gather, LeadToMany, LeadToOne
from compiler.declaration import Catalogue, Derived, Gathered, Relation, Stored, Way
from compiler.frame import access, written
from compiler.leaf import bounded, is_list, literal, stored, teller
from compiler.mask import Expression, masked_expression
from compiler.pages import Pages
from compiler.reason import NotCompilable, Reason
from compiler.rows import Attachment, Place
from compiler.selection import Selected, Selections
from compiler.state import only_while

Projection = dict[str, Expression]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a row a selection is shaped: its stored path, its place in the answer, whether it is one of many."""

    prefix: str = "$"
    place: Place = ()
    many: bool = False


@dataclass(frozen=True, slots=True)
class Shaper:
    """Shapes one selection for one viewer class; `attachments` gathers what must be put into its rows afterwards.

    `logged` gathers the coordinates for the read log; `pages` and `rows` compile what lies beyond a relation;
    `narrowed` stored paths are read by an expression instead.
    """

    catalogue: Catalogue
    selections: Selections
    viewer: ViewerClass
    rows: Callable[..., Any]
    pages: Callable[..., Pages]
    narrowed: Mapping[str, Expression] = field(default_factory=dict)
    attachments: list[Attachment] = field(default_factory=list)
    logged: set[str] = field(default_factory=set)

    def shape(self, type_: GraphQLObjectType, selected: Selected, spot: Spot) -> Projection:
        """The expressions of what is selected of a type, by response key."""
        return {each.key: self._field(each, spot) for each in self.selections.below(type_, selected)}

    def _field(self, each: Selected, spot: Spot) -> Expression:
        if each.field is None:
            return literal(each.parent)
        if each.name == "access":
            return literal(access(self.catalogue, self.selections, self.viewer, each))
        rule, way = self.catalogue.rule(each.parent, each.name), self.catalogue.ways.get((each.parent, each.name))
        if rule is None or way is None:
            raise _not_declared(each)
        if rule.visible.sight(self.viewer) is Sight.HIDDEN:
            return _withheld(each)
        if rule.visible.is_logged(self.viewer):
            self.logged.add(f"{each.parent}.{each.name}")
        return self._guarded(each, way, rule, spot)

    def _guarded(self, each: Selected, way: Way, rule: FieldRule, spot: Spot) -> Expression:
        """The field, or null inside mongod where the object's own state withholds it."""
        shown, condition = self._shown(each, way, rule, spot), rule.visible.condition(self.viewer)
        if condition is None:
            return shown
        if isinstance(way, (Derived, Gathered)) or (isinstance(way, Relation) and way.many):
            raise _not_declared(each)
        return only_while(condition, spot.prefix, shown, _withheld(each))

    def _shown(self, each: Selected, way: Way, rule: FieldRule, spot: Spot) -> Expression:
        match way:
            case Stored() if rule.path in self.narrowed:
                raise _not_declared(each)
            case Stored():
                return self._embedded(each, rule, spot) if rule.embedded else self._leaf(each, rule, spot)
            case Derived():
                return self._derived(each, way, rule, spot)
            case Relation():
                return self._relation(each, way, spot)
            case Gathered():
                return self._gathered(each, way, spot)

    def _leaf(self, each: Selected, rule: FieldRule, spot: Spot) -> Expression:
        visible, type_ = rule.visible, _type(each)
        if visible.sight(self.viewer) is Sight.CLEAR or visible.mask is None:
            return stored(type_, f"{spot.prefix}{rule.path}")
        if visible.mask is Mask.TYPED:
            return _withheld(each)
        return bounded(type_, masked_expression(visible.mask, f"{spot.prefix}{visible.masked_path or rule.path}"))

    def _embedded(self, each: Selected, rule: FieldRule, spot: Spot) -> Expression:
        """A part of the record: an object or null, or a list of objects."""
        part, type_ = self.selections.object_type(str(rule.embedded)), _type(each)
        path, place = f"{spot.prefix}{rule.path}", (*spot.place, each.key)
        if is_list(type_):
            variable = f"v{len(place)}"
            inner = self.shape(part, each, Spot(f"$${variable}.", place, many=True))
            return bounded(type_, {"$map": {"input": path, "as": variable, "in": inner}})
        inner = self.shape(part, each, Spot(f"{path}.", place, spot.many))
        return {"$cond": [{"$gt": [path, None]}, inner, bounded(type_, None)]}

    def _derived(self, each: Selected, way: Derived, rule: FieldRule, spot: Spot) -> Expression:
        self.attachments.append(Derive(spot.place, each.key, way, teller(_type(each)), _required(each)))
        needs = {need: self.narrowed.get(need, f"{spot.prefix}{need}") for need in rule.paths(self.viewer)}
        return {"$mergeObjects": [needs]}

    def _relation(self, each: Selected, way: Relation, spot: Spot) -> Expression:
        if not way.many:
            rows = self.rows(way.kind, way.type_name, each, many=spot.many)
            self.attachments.append(LeadToOne(spot.place, each.key, rows, _required(each)))
        else:
            arguments, paths = Arguments.of(self.catalogue, each), [path for path, _ in way.order]
            pages = self.pages(way.kind, way.type_name, paths, each)
            self.attachments.append(LeadToMany(spot.place, each.key, way, arguments, pages))
        return {"$ifNull": [f"{spot.prefix}{way.local}", None]}

    def _gathered(self, each: Selected, way: Gathered, spot: Spot) -> Expression:
        told = written(self.catalogue, self.selections, each, _type(each))
        self.attachments.append(Gather(spot.place, each.key, way, told))
        # Not "$_id" alone, which would be taken for the row's id after it is replaced.
        return {"$ifNull": [f"{spot.prefix}{way.local}", None]}


def _not_declared(each: Selected) -> NotCompilable:
    return NotCompilable(Reason.NOT_DECLARED, f"{each.parent}.{each.name}")


def _withheld(each: Selected) -> Expression:
    if _required(each):
        raise NotCompilable(Reason.NEVER_NULL_YET_HIDDEN, f"{each.parent}.{each.name}")
    return literal(None)


def _required(each: Selected) -> bool:
    return isinstance(_type(each), GraphQLNonNull)


def _type(each: Selected) -> GraphQLOutputType:
    if each.field is None:
        raise _not_declared(each)
    return each.field.type
