"""Which operation of a document is meant: one of several must be named (GraphQL specification, GetOperation)."""

from collections.abc import Iterator

from graphql import GraphQLError, OperationDefinitionNode
from strawberry.extensions import SchemaExtension


class NamedOperationExtension(SchemaExtension):
    """Refuses a document with several operations and no name; Strawberry would run the first."""

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        definitions = context.graphql_document.definitions if context.graphql_document else ()
        operations = [each for each in definitions if isinstance(each, OperationDefinitionNode)]
        if len(operations) > 1 and context._provided_operation_name is None:  # noqa: SLF001 - it tells no other way
            error = GraphQLError("Must provide operation name if query contains multiple operations.")
            context.pre_execution_errors = [error]
        yield
