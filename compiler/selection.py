"""What an operation selects: fields by response key, fragments and conditions resolved as the executor does it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    Visitor,
    visit,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues

from compiler.reason import NotCompilable, Reason

ID_KEY = "0_id"  # the response key `_id` as plans have it: MongoDB keeps that name for itself


@dataclass(frozen=True, slots=True)
class Selected:
    """One response key of an object: its field, and every node that asks for it under this key."""

    key: str
    name: str
    parent: str
    field: GraphQLField | None  # none for __typename
    details: list[FieldDetails]

    @property
    def asked_key(self) -> str:
        """The key as the client wrote it."""
        return "_id" if self.key == ID_KEY else self.key

    @property
    def node(self) -> FieldNode:
        return self.details[0].node


class _IdAlias(Visitor):
    found = False

    def enter_field(self, node: FieldNode, *_rest: Any) -> None:
        self.found |= node.alias is not None and node.alias.value == "_id"


@dataclass(frozen=True, slots=True)
class Selections:
    """One operation with its fragments, under fixed values of the variables in @skip and @include."""

    schema: GraphQLSchema
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDefinitionNode]
    flags: VariableValues

    def roots(self, type_: GraphQLObjectType) -> list[Selected]:
        """What the operation asks of the root."""
        return self._taken(type_, None)

    def below(self, type_: GraphQLObjectType, selected: Selected) -> list[Selected]:
        """What is asked of an object of this type."""
        return self._taken(type_, selected)

    def collected(self, type_: GraphQLObjectType, selected: Selected | None) -> list[Selected]:
        """What is asked of an object of this type, or of the root. Raises `GraphQLError` as the executor would."""
        fragments = {name: FragmentDetails(each) for name, each in self.fragments.items()}
        if selected is None:
            found = collect_fields(self.schema, fragments, self.flags, type_, self.operation)
        else:
            found = collect_subfields(self.schema, fragments, self.flags, self.operation, type_, selected.details)
        return list(_selected(type_, found.grouped_field_set))

    def _taken(self, type_: GraphQLObjectType, selected: Selected | None) -> list[Selected]:
        try:
            found = self.collected(type_, selected)
        except GraphQLError as error:
            raise NotCompilable(Reason.DIRECTIVE) from error
        for each in found:
            if each.name.startswith("__") and each.name != "__typename":
                raise NotCompilable(Reason.INTROSPECTION)
        return found

    @property
    def names_id(self) -> bool:
        """Whether `_id` may be a response key."""
        alias = _IdAlias()
        for each in (self.operation, *self.fragments.values()):
            visit(each, alias)
        return alias.found

    def object_type(self, name: str) -> GraphQLObjectType:
        type_ = self.schema.type_map.get(name)
        if not isinstance(type_, GraphQLObjectType):
            raise NotCompilable(Reason.NOT_DECLARED, name)
        return type_


def _selected(type_: GraphQLObjectType, grouped: dict[str, Any]) -> Iterator[Selected]:
    for key, details in grouped.items():
        name = details[0].node.name.value
        yield Selected(ID_KEY if key == "_id" else key, name, type_.name, type_.fields.get(name), details)
