"""What a schema must have to be built: a visibility on every field, room for null where one may be withheld."""

from typing import Any

import strawberry
from graphql import GraphQLInterfaceType, GraphQLNonNull, GraphQLObjectType, GraphQLSchema

from authorization.sight import Sight
from authorization.visibility import Visible
from casework.office import Role
from compiler.declaration import Relation, Stored, Way
from schema.field import RULE, TABLE, WAY
from schema.matrix import class_of
from schema.published import shape_faults

_ROOTS = frozenset({"Query", "Mutation"})


class SchemaUnsafe(Exception):
    """A field lacks its visibility, a description, or room for null."""


def check_schema(schema: strawberry.Schema) -> None:
    """Refuse a schema with an unsafe field. Raises `SchemaUnsafe`, which names the fields and the remedy."""
    core: GraphQLSchema = schema._schema  # noqa: SLF001 - Strawberry has no public way to it
    faults = [fault for each in core.type_map.values() for fault in _faults(each)] + _empty_parts()
    faults += shape_faults(core)
    if faults:
        raise SchemaUnsafe("\n".join(sorted(faults)))


def _faults(each: Any) -> list[str]:
    if each.name.startswith("__") or not isinstance(each, (GraphQLObjectType, GraphQLInterfaceType)):
        return []
    return [
        f"{each.name}.{name}: {fault}"
        for name, field in each.fields.items()
        for fault in _field_faults(each.name, field)
    ]


def _field_faults(parent: str, field: Any) -> list[str]:
    declared = field.extensions["strawberry-definition"]
    faults = [] if field.description else ["give it a description"]
    if parent in _ROOTS:
        return faults
    if RULE not in declared.metadata:
        return [*faults, "declare it by shown, related or structural, with its group of the access matrix"]
    visible, never_null = declared.metadata[RULE]["visible"], isinstance(field.type, GraphQLNonNull)
    if never_null and _may_be_withheld(visible):
        faults.append("some viewers have null here: make it nullable")
    if never_null and visible.only_while is not None:
        faults.append(f"it is null unless {visible.only_while}: make it nullable")
    if visible.only_while is not None and not _guardable(declared.metadata.get(WAY)):
        faults.append(f"{visible.only_while} guards what is stored and relations to one record: declare it on those")
    return faults


def _guardable(way: Way | None) -> bool:
    return isinstance(way, Stored) or (isinstance(way, Relation) and not way.many)


def _may_be_withheld(visible: Visible) -> bool:
    """Whether a viewer who may know of the object has null instead of the field."""
    typed = visible.mask is not None and visible.mask.value == "TYPED"
    sights = {visible.role_sight(role) for role in Role if role is not Role.SYSTEM_ADMIN}
    return Sight.HIDDEN in sights or (typed and Sight.MASKED in sights)


def _empty_parts() -> list[str]:
    """Embedded types of which somebody sees the parent and no field: their rows would be missing, not empty."""
    return [
        f"{name}.{rule.name}: {role} sees nothing inside it; give it a group of its own"
        for name, rules in TABLE.types.items()
        for rule in rules
        for role in Role
        if rule.embedded is not None and rule.paths(class_of(role)) and not _paths(rule.embedded, role)
    ]


def _paths(type_name: str, role: Role) -> list[str]:
    return [path for rule in TABLE.types[type_name] for path in rule.paths(class_of(role))]
