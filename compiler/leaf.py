"""How stored values become the answer's leaves: by MongoDB for stored paths, by the scalar for answered objects."""

from collections.abc import Callable
from typing import Any

from graphql import GraphQLEnumType, GraphQLList, GraphQLNonNull, GraphQLOutputType, GraphQLScalarType

from compiler.mask import Expression
from compiler.reason import NotCompilable, Reason

_AS_STORED = frozenset({"ID", "String", "Int", "Boolean", "LocalDay"})
_MOMENT = "%Y-%m-%dT%H:%M:%S.%LZ"
# Fails where it is reached: a row that lacks what every such row has is the reference executor's to answer.
_REFUSED: Expression = {"$toInt": "$_id"}


def literal(value: Any) -> Expression:
    return {"$literal": value}


def bounded(type_: GraphQLOutputType, value: Expression) -> Expression:
    """The value, or null where there is none and the type allows it."""
    return {"$ifNull": [value, _REFUSED if isinstance(type_, GraphQLNonNull) else None]}


def stored(type_: GraphQLOutputType, path: str) -> Expression:
    """The value at a path as its type writes it."""
    if path == "$_id":
        return path
    inner = _nullable(type_)
    if isinstance(inner, GraphQLList):
        _check_as_stored(inner.of_type)
        return bounded(type_, path)
    return bounded(type_, _scalar(inner, path))


def is_list(type_: GraphQLOutputType) -> bool:
    return isinstance(_nullable(type_), GraphQLList)


def _nullable(type_: Any) -> Any:
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_


def _check_as_stored(type_: GraphQLOutputType) -> None:
    if _scalar(_nullable(type_), "$each") != "$each":
        raise NotCompilable(Reason.NOT_DECLARED, f"a list of {type_}")


def _scalar(type_: GraphQLOutputType, path: str) -> Expression:
    if isinstance(type_, GraphQLEnumType) and _stored_by_name(type_):
        return path
    name = type_.name if isinstance(type_, GraphQLScalarType) else ""
    if name in _AS_STORED:
        return path
    if name == "Money":
        return {"$toString": path}
    if name == "Moment":
        return {"$dateToString": {"date": path, "format": _MOMENT}}
    raise NotCompilable(Reason.NOT_DECLARED, f"values of {type_}")


def _stored_by_name(type_: GraphQLEnumType) -> bool:
    """Whether each value is stored as its name, so that no translation is needed."""
    return all(getattr(each.value, "value", each.value) == name for name, each in type_.values.items())


def teller(type_: GraphQLOutputType) -> Callable[[Any], Any]:
    """Writes a value that Python found as its type does."""
    inner = _nullable(type_)
    if isinstance(inner, GraphQLList):
        each = teller(inner.of_type)
        return lambda values: None if values is None else [each(value) for value in values]
    if not isinstance(inner, (GraphQLEnumType, GraphQLScalarType)):
        raise NotCompilable(Reason.NOT_DECLARED, f"an object {inner}")
    written = inner.coerce_output_value
    return lambda value: None if value is None else written(value)
