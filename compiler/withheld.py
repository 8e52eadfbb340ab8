"""What a whole answer withholds from its viewer, told once by coordinate and never by row."""

from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLAbstractType,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_object_type,
)

from authorization.official import ViewerClass
from authorization.sight import Sight
from authorization.visibility import VisibilityTable
from compiler.selection import Selected, Selections

Coordinate = tuple[str, str]


def withheld(table: VisibilityTable, selections: Selections, viewer: ViewerClass) -> dict[str, Any]:
    """`{withheld {masked withheld mayBeWithheld}}` of one operation for a viewer class: by coordinate, never by row.

    Nothing when nothing is kept from him; `mayBeWithheld` only where an object's own state may withhold.
    """
    selected = coordinates(selections)
    sights = {
        f"{name}.{rule.name}": rule.visible.sight(viewer)
        for name in {name for name, _ in selected} & table.types.keys()
        for rule in table.types[name]
        if (name, rule.name) in selected
    }
    masked = sorted(each for each, seen in sights.items() if seen is Sight.MASKED)
    hidden = sorted(each for each, seen in sights.items() if seen is Sight.HIDDEN)
    conditional = sorted(f"{name}.{field}" for name, field in selected if field in _conditional(table, name, viewer))
    told = {"masked": masked, "withheld": hidden} | ({"mayBeWithheld": conditional} if conditional else {})
    return {"withheld": told} if any(told.values()) else {}


def _conditional(table: VisibilityTable, type_name: str, viewer: ViewerClass) -> list[str]:
    return table.conditional(type_name, viewer) if type_name in table.types else []


def coordinates(selections: Selections) -> set[Coordinate]:
    """Every (type, field) that the operation selects under its conditions; an interface counts for each type."""
    root = selections.schema.get_root_type(selections.operation.operation)
    return set(_walked(selections, root, None)) if root is not None else set()


def _walked(selections: Selections, type_: GraphQLObjectType, selected: Selected | None) -> Iterator[Coordinate]:
    for each in _collected(selections, type_, selected):
        yield type_.name, each.name
        for below in _types(selections.schema, each):
            yield from _walked(selections, below, each)


def _collected(selections: Selections, type_: GraphQLObjectType, selected: Selected | None) -> list[Selected]:
    """What is asked of the type; where a condition has no value the executor answers an error, and no field."""
    try:
        return selections.collected(type_, selected)
    except GraphQLError:
        return []


def _types(schema: GraphQLSchema, each: Selected) -> list[GraphQLObjectType]:
    named: Any = get_named_type(each.field.type) if each.field else None
    if is_abstract_type(named):
        abstract: GraphQLAbstractType = named
        return list(schema.get_possible_types(abstract))
    return [named] if is_object_type(named) else []
