"""One operation of a document: parsed and validated once, whoever asks; its plans are kept with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    ObjectValueNode,
    OperationDefinitionNode,
    OperationType,
    StringValueNode,
    VariableNode,
    Visitor,
    get_variable_values,
    parse,
    visit,
)
from graphql.execution.values import VariableValues

from authorization.official import ViewerClass
from compiler.cache import Cache
from compiler.declaration import Catalogue
from compiler.operation import OperationCompiler
from compiler.plan import Plan
from compiler.reason import NotCompilable, Reason
from compiler.selection import Selections

MAX_PLANS = 256  # of one operation: viewer classes times the values of its conditions
NO_VARIABLES = VariableValues({}, {})
Flags = tuple[Any, ...]


class _Conditions(Visitor):
    """Gathers the variables of @skip and @include."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_rest: Any) -> None:
        if node.name.value in ("skip", "include"):
            given = (argument.value for argument in node.arguments or ())
            self.names |= {value.name.value for value in given if isinstance(value, VariableNode)}


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation that may be compiled, with the names of the variables on which its shape depends."""

    definition: OperationDefinitionNode
    fragments: dict[str, FragmentDefinitionNode]
    conditions: tuple[str, ...]
    plans: Cache[tuple[ViewerClass, Flags], Plan | NotCompilable] = field(default_factory=lambda: Cache(MAX_PLANS))

    def variables(self, catalogue: Catalogue, given: Mapping[str, Any] | None) -> VariableValues:
        """The variables as the specification coerces them. Raises `NotCompilable`: the executor tells what is wrong."""
        definitions = self.definition.variable_definitions
        if not definitions:
            return NO_VARIABLES
        values = get_variable_values(catalogue.schema, definitions, dict(given or {}))
        if isinstance(values, list):
            raise NotCompilable(Reason.VARIABLES)
        return values

    def flags(self, variables: VariableValues) -> Flags:
        return tuple(variables.coerced.get(name) for name in self.conditions)

    def compiled(self, catalogue: Catalogue, viewer: ViewerClass, variables: VariableValues) -> Plan | NotCompilable:
        """The plan for a viewer class under these conditions, or why there is none."""
        named = {name: variables.coerced[name] for name in self.conditions if name in variables.coerced}
        kept = {name: variables.sources[name] for name in named}
        selections = Selections(catalogue.schema, self.definition, self.fragments, VariableValues(kept, named))
        try:
            return OperationCompiler(catalogue, selections, viewer).plan()
        except NotCompilable as no:
            return no.with_traceback(None)


class _Literals(Visitor):
    """Whether a text or an object stands in a document."""

    found = False

    def enter_string_value(self, _node: StringValueNode, *_rest: Any) -> None:
        self.found = True

    def enter_object_value(self, _node: ObjectValueNode, *_rest: Any) -> None:
        self.found = True


def _has_literals(document: DocumentNode) -> bool:
    """Whether an act's input stands in its text: a family's data, which must not be kept with a plan."""
    literals = _Literals()
    visit(document, literals)
    return literals.found


def read_operation(catalogue: Catalogue, text: str, name: str | None) -> Operation | NotCompilable:
    """The operation that is meant, or why it is the reference executor's."""
    try:
        document = parse(text, no_location=True)
        if catalogue.faults(document):
            return NotCompilable(Reason.INVALID)
    except (GraphQLError, RecursionError):
        return NotCompilable(Reason.INVALID)
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    meant = [each for each in operations if name is None or (each.name is not None and each.name.value == name)]
    if len(meant) != 1:
        return NotCompilable(Reason.INVALID)
    if meant[0].operation is OperationType.MUTATION and _has_literals(document):
        return NotCompilable(Reason.LITERAL_INPUT)
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    conditions = _Conditions()
    visit(document, conditions)
    return Operation(meant[0], fragments, tuple(sorted(conditions.names)))
