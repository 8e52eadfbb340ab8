"""What a whole answer withholds from its viewer, told once by coordinate and never by row."""

from collections.abc import Iterator
from typing import Any

from graphql import DocumentNode, FieldNode, GraphQLSchema, TypeInfo, TypeInfoVisitor, Visitor, get_named_type, visit
from strawberry.extensions import SchemaExtension

from authorization.official import ViewerClass
from authorization.sight import Sight
from schema.field import TABLE


class _Coordinates(Visitor):
    """Gathers `Type.field` of every selected field; a field of an interface counts for each of its types."""

    def __init__(self, schema: GraphQLSchema, info: TypeInfo) -> None:
        super().__init__()
        self._schema, self._info = schema, info
        self.found: set[tuple[str, str]] = set()

    def enter_field(self, node: FieldNode, *_rest: Any) -> None:
        parent = self._info.get_parent_type()
        if parent is not None:
            self.found |= {(name, node.name.value) for name in self._concrete(parent)}

    def _concrete(self, parent: Any) -> Iterator[str]:
        named = get_named_type(parent)
        abstract = hasattr(named, "resolve_type")
        yield from (each.name for each in self._schema.get_possible_types(named)) if abstract else (named.name,)


def coordinates(schema: GraphQLSchema, document: DocumentNode) -> set[tuple[str, str]]:
    """Every (type, field) that a document selects."""
    info = TypeInfo(schema)
    visitor = _Coordinates(schema, info)
    visit(document, TypeInfoVisitor(info, visitor))
    return visitor.found


def withheld(schema: GraphQLSchema, document: DocumentNode, viewer: ViewerClass) -> dict[str, Any]:
    """`{withheld {masked withheld mayBeWithheld}}` of a document for a viewer class: by coordinate, never by row.

    Nothing when nothing is kept from him; `mayBeWithheld` only where an object's own state may withhold.
    """
    selected = coordinates(schema, document)
    sights = {
        f"{name}.{rule.name}": rule.visible.sight(viewer)
        for name in {name for name, _ in selected} & TABLE.types.keys()
        for rule in TABLE.types[name]
        if (name, rule.name) in selected
    }
    masked = sorted(each for each, seen in sights.items() if seen is Sight.MASKED)
    hidden = sorted(each for each, seen in sights.items() if seen is Sight.HIDDEN)
    conditional = sorted(f"{name}.{field}" for name, field in selected if field in _conditional(name, viewer))
    told = {"masked": masked, "withheld": hidden} | ({"mayBeWithheld": conditional} if conditional else {})
    return {"withheld": told} if any(told.values()) else {}


def _conditional(type_name: str, viewer: ViewerClass) -> list[str]:
    return TABLE.conditional(type_name, viewer) if type_name in TABLE.types else []


class WithheldExtension(SchemaExtension):
    """Adds `extensions.withheld` to an answer from which something is kept."""

    def get_results(self) -> dict[str, Any]:
        context = self.execution_context
        if context.graphql_document is None or context.context is None or context.pre_execution_errors:
            return {}
        core = context.schema._schema  # noqa: SLF001 - no public way
        return withheld(core, context.graphql_document, context.context.desk.viewer)
