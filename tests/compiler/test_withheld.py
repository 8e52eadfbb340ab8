"""What an answer withholds is named for what the executed operation selects, and for nothing else of its document."""

from typing import Any

import pytest

from casework.office import Role
from tests.api import Person
from tests.compiler.world import World

PHONE, PROPERTY, NAME = "Household.phone", "Household.propertyNote", "Household.headName"
ONLY = "query A { households { edges { node { phone } } } } query B { households { edges { node { propertyNote } } } }"
PARTS = """query A { households { edges { node { ...P } } } } query B { households { edges { node { ...Q } } } }
  fragment P on Household { phone } fragment Q on Household { propertyNote ...P }"""
WHEN = """query($a: Boolean!, $b: Boolean = false) { households { edges { node { kind phone @include(if: $a)
  ... on Household @skip(if: $a) { propertyNote } ...N @include(if: $b) } } } } fragment N on Household { headName }"""
NODES = "{ nodes(ids: []) { ... on Household { phone } ... on Node { ... on Supervision { kind } } } }"
EMPTY: dict[str, Any] = {}


def named(world: World, person: Person, query: str, name: str | None, variables: dict[str, Any]) -> Any:
    """What both ways name as withheld, masked ones among it."""
    assert world.both(person, query, name=name, **variables) in ("PLAN", "DIRECTIVE")
    body = {"query": query, "operationName": name, "variables": variables}
    told = world.ask(person, body, reference=False).json().get("extensions", {}).get("withheld")
    return told and told["masked"] + told["withheld"]


@pytest.mark.parametrize(
    ("query", "name", "variables", "coordinates"),
    [
        (ONLY, "A", EMPTY, [PHONE]),
        (ONLY, "B", EMPTY, [PROPERTY]),
        (PARTS, "A", EMPTY, [PHONE]),
        (PARTS, "B", EMPTY, [PHONE, PROPERTY]),
        (WHEN, None, {"a": True}, [PHONE]),
        (WHEN, None, {"a": False}, [PROPERTY]),
        (WHEN, None, {"a": True, "b": True}, [NAME, PHONE]),
        (WHEN, None, {"a": True, "b": None}, None),  # instead of such a household there is an error
        ("{ households @skip(if: true) { edges { node { phone } } } viewer { area } }", None, EMPTY, None),
        ("{ households { edges { node { phone @skip(if: true) phone } } } }", None, EMPTY, [PHONE]),
        (NODES, None, EMPTY, [PHONE, "Supervision.kind"]),
        ('{ node(id: "none") { ... on Application { decision { mandate { number } } } } }', None, EMPTY, None),
    ],
)
def test_only_what_the_executed_operation_selects_is_named(
    world: World, query: str, name: str | None, variables: dict[str, Any], coordinates: list[str] | None
) -> None:
    finance = world.api.person(Role.COUNTY_FINANCE)  # has the name masked, phone, property and supervision hidden
    assert named(world, finance, query, name, variables) == coordinates


def test_an_operation_that_was_not_executed_names_nothing(world: World) -> None:
    person = world.api.person(Role.COUNTY_FINANCE)
    query = "query($n: Int!) { households(first: $n) { edges { node { phone } } } }"
    answer = world.ask(person, {"query": query, "variables": {"n": "many"}}, reference=False).json()
    assert answer.keys() == {"data", "errors"}
