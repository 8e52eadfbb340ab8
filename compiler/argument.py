"""A field's arguments: folded once when they are literal, coerced by graphql-core for each request when they vary."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, GraphQLField, VariableNode, Visitor, visit
from graphql.execution.values import get_argument_values

from compiler.declaration import Catalogue
from compiler.reason import NotCompilable, Reason
from compiler.rows import Run
from compiler.selection import Selected
from resolvers.reader import Page

_PAGE = ("first", "after", "last", "before")


class _Variables(Visitor):
    found = False

    def enter_variable(self, _node: VariableNode, *_rest: Any) -> None:
        self.found = True


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of one selected field, by their Python names."""

    field: GraphQLField
    node: FieldNode
    names: Mapping[str, str]
    folded: Mapping[str, Any] | None

    @classmethod
    def of(cls, catalogue: Catalogue, each: Selected) -> "Arguments":
        if each.field is None:
            raise NotCompilable(Reason.NOT_DECLARED, each.name)
        names = catalogue.arguments[each.parent, each.name]
        varies = any(_varies(argument) for argument in each.node.arguments or ())
        made = cls(each.field, each.node, names, None)
        return made if varies else cls(each.field, each.node, names, made._coerced(None))

    def given(self, run: Run) -> Mapping[str, Any]:
        """The values of this request. Raises `GraphQLError` as the executor would."""
        return self._coerced(run) if self.folded is None else self.folded

    def _coerced(self, run: Run | None) -> dict[str, Any]:
        values = get_argument_values(self.field, self.node, run.variables if run else None)
        return {self.names[name]: value for name, value in values.items()}


def _varies(node: Any) -> bool:
    visitor = _Variables()
    visit(node, visitor)
    return visitor.found


def parted(given: Mapping[str, Any]) -> tuple[Page, dict[str, Any]]:
    """The page that is asked for, and the filter's arguments."""
    page = Page(*(given.get(name) for name in _PAGE))
    return page, {name: value for name, value in given.items() if name not in _PAGE}
