"""The reference executor's answers name what they withhold, as the compiled ones do."""

from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    get_operation_ast,
    get_variable_values,
)
from strawberry.extensions import SchemaExtension

from compiler.selection import Selections
from compiler.withheld import withheld
from schema.field import TABLE


class WithheldExtension(SchemaExtension):
    """Adds `extensions.withheld` to an answer from which something is kept."""

    def get_results(self) -> dict[str, Any]:
        context = self.execution_context
        document = context.graphql_document
        if document is None or context.context is None or context.pre_execution_errors:
            return {}
        operation = get_operation_ast(document, context.operation_name)
        if operation is None:
            return {}
        core = context.schema._schema  # noqa: SLF001 - no public way
        executed = _executed(core, document, operation, context.variables or {})
        return withheld(TABLE, executed, context.context.desk.viewer) if executed else {}


def _executed(
    core: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, given: dict[str, Any]
) -> Selections | None:
    """What is selected under the variables given; nothing when they are refused."""
    values = get_variable_values(core, operation.variable_definitions or (), given)
    if isinstance(values, list):
        return None
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    return Selections(core, operation, fragments, values)
