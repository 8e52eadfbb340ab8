"""What the reference executor reads clear, noted for the read log as each record comes to be shown."""

from collections.abc import Iterator
from typing import Any

from graphql import GraphQLObjectType, GraphQLResolveInfo
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_subfields
from graphql.execution.values import VariableValues

from authorization.visibility import FieldRule
from schema.field import TABLE
from schema.node import NODE_TYPES


def note(info: GraphQLResolveInfo[Any], type_name: str, id_: str) -> None:
    """A record is about to be shown: what is selected of it that its viewer has clear, embedded types included."""
    context = info.context
    key = type_name, *map(id, info.field_nodes)
    if key not in context.logged:
        found = _logged(info, type_name, [FieldDetails(node, None) for node in info.field_nodes])
        context.logged[key] = tuple(sorted(set(found)))
        context.reads.operation = info.operation.name.value if info.operation.name else None
    if context.logged[key]:
        context.reads.note(NODE_TYPES[id_.split("_", 1)[0]][0], context.logged[key], [id_])


def _logged(info: GraphQLResolveInfo[Any], type_name: str, details: list[FieldDetails]) -> Iterator[str]:
    type_: Any = info.schema.type_map[type_name]
    for name, below in _selected(info, type_, details):
        rule = _rule(type_name, name)
        if rule is None:
            continue
        if rule.visible.is_logged(info.context.desk.viewer):
            yield f"{type_name}.{name}"
        if rule.embedded is not None and rule.paths(info.context.desk.viewer):
            yield from _logged(info, rule.embedded, below)


def _selected(
    info: GraphQLResolveInfo[Any], type_: GraphQLObjectType, details: list[FieldDetails]
) -> Iterator[tuple[str, list[FieldDetails]]]:
    fragments = {name: FragmentDetails(each) for name, each in info.fragments.items()}
    variables: Any = info.variable_values  # Strawberry hands on what was coerced, without its sources
    values = VariableValues({}, variables)
    found = collect_subfields(info.schema, fragments, values, info.operation, type_, details)
    for below in found.grouped_field_set.values():
        yield below[0].node.name.value, below


def _rule(type_name: str, name: str) -> FieldRule | None:
    return next((rule for rule in TABLE.types[type_name] if rule.name == name), None)
