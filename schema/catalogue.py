"""What the compiler is told of the schema: gathered from the fields' own declarations when it is built."""

from typing import Any

import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLObjectType, specified_rules
from strawberry.schema.schema import validate_document

from compiler.declaration import Catalogue
from schema.act import acted
from schema.field import ROOT, TABLE, WAY

RULES = tuple(specified_rules)


def catalogue(schema: strawberry.Schema) -> Catalogue:
    """The catalogue of a schema."""
    core = schema._schema  # noqa: SLF001 - Strawberry has no public way to it

    def faults(document: DocumentNode) -> list[GraphQLError]:
        return validate_document(core, document, RULES)

    declared = {
        (type_.name, name): field.extensions["strawberry-definition"]
        for type_ in core.type_map.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
        for name, field in type_.fields.items()
    }
    return Catalogue(
        schema=core,
        table=TABLE,
        faults=faults,
        roots={
            name: field.metadata[ROOT]
            for (type_, name), field in declared.items()
            if type_ == "Query" and ROOT in field.metadata
        },
        acts={name: acted(schema, field) for (type_, name), field in declared.items() if type_ == "Mutation"},
        ways={place: field.metadata[WAY] for place, field in declared.items() if WAY in field.metadata},
        attributes={place: field.python_name for place, field in declared.items() if field.base_resolver is None},
        arguments={place: _arguments(field) for place, field in declared.items()},
    )


def _arguments(field: Any) -> dict[str, str]:
    name = strawberry.schema.name_converter.NameConverter().from_argument
    return {name(each): each.python_name for each in field.arguments}
