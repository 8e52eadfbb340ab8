"""All that can be asked: every root question of the schema, with every field below it, none of them twice on a way."""

import base64
import json
from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLObjectType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
)

from schema.build import SCHEMA

CORE: Any = SCHEMA._schema  # noqa: SLF001 - Strawberry has no public way to it
QUESTIONS = tuple(CORE.query_type.fields)
TAG = 16  # bytes of a cursor's signature; then its binding and the sort values as JSON
PERIOD = {"from": "2020-01-01", "to": "2020-12-31"}


def selection(type_: Any, above: tuple[str, ...] = ()) -> str:
    """Every field of a type; an object that lies above it already is not entered again."""
    if is_abstract_type(type_):
        return "__typename id"
    above = (*above, type_.name)
    parts = (_field(name, each, above) for name, each in type_.fields.items())
    return " ".join(["__typename", *(part for part in parts if part)])


def _field(name: str, each: Any, above: tuple[str, ...]) -> str:
    inner = get_named_type(each.type)
    page = "(first: 100)" if "first" in each.args else ""
    if is_leaf_type(inner):
        return name
    return "" if inner.name in above else f"{name}{page} {{ {selection(inner, above)} }}"


def question(root: str, **given: Any) -> dict[str, Any]:
    """A root question with everything below it; `given` has the values of arguments that it needs."""
    each = CORE.query_type.fields[root]
    known = PERIOD | {"first": 100} | given
    needed = {name: argument for name, argument in each.args.items() if is_required_argument(argument)}
    used = {name: argument for name, argument in each.args.items() if name in needed or name == "first"}
    declared = ", ".join(f"${name}: {argument.type}" for name, argument in used.items())
    passed = ", ".join(f"{name}: ${name}" for name in used)
    inner = get_named_type(each.type)
    below = "" if is_leaf_type(inner) else f" {{ {selection(inner)} }}"
    head = f"query({declared})" if used else "query"
    return {
        "query": f"{head} {{ {root}{f'({passed})' if used else ''}{below} }}",
        "variables": {name: known[name] for name in used},
    }


def by_id(id_: str, type_name: str) -> dict[str, Any]:
    """A record by its id with everything below it."""
    text = f"query($id: ID!) {{ node(id: $id) {{ ... on {type_name} {{ {selection(CORE.type_map[type_name])} }} }} }}"
    return {"query": text, "variables": {"id": id_}}


def opened(cursor: str) -> list[Any]:
    """What a cursor holds besides signature and binding: the sort values of its row."""
    raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    return list(json.loads(raw[TAG:])[1:])


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of an answer."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from objects(each)
    elif isinstance(value, list):
        for each in value:
            yield from objects(each)


def cursors(value: Any) -> Iterator[list[Any]]:
    """The sort values of every cursor of an answer."""
    for each in objects(value):
        yield from (opened(each[key]) for key in ("cursor", "startCursor", "endCursor") if each.get(key))


def of_one_record(root: str) -> bool:
    """Whether a question is about a record that its argument names."""
    return any(is_required_argument(each) for each in CORE.query_type.fields[root].args.values()) and not is_list_type(
        CORE.query_type.fields[root].type.of_type
        if is_non_null_type(CORE.query_type.fields[root].type)
        else CORE.query_type.fields[root].type
    )


def type_names() -> list[str]:
    return [each.name for each in CORE.type_map.values() if isinstance(each, GraphQLObjectType)]
