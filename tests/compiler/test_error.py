"""What errs is told as the reference executor tells it: its code, its path, and how far null reaches upwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from casework.office import Role
from tests import kept
from tests.compiler.world import World

PAGE, LONG, CURSOR, ARGUMENT, INTERNAL = (
    *("PAGE_SIZE_INVALID", "LIST_TOO_LONG", "CURSOR_INVALID", "ARGUMENT_INVALID", "INTERNAL"),
)
SUPERVISOR, WINDOW = Role.COUNTY_SUPERVISOR, Role.TOWNSHIP_WINDOW
EVIDENCE = """query($n: String!) { viewer { tier } one: application(number: $n) { number ...P } }
  fragment P on Application { evidence(first: 101) { totalCount } }"""
ALIASES = """query($n: String!) { file: caseFile(number: $n) {
  a: journal(after: "x") { totalCount } b: journal(first: 1) { edges { node { seq } } } } }"""
COUNTY: dict[str, Any] = {"viewer": {"tier": "COUNTY"}}
Case = tuple[str, dict[str, Any], str, Any, list[list[Any]]]
# The operation, its variables, by which way it is answered, its data, and its errors by code and path.
CASES: dict[str, Case] = {
    "one of several roots errs": (
        "{ viewer { tier } a: applications(first: 0) { totalCount } }",
        {},
        "FAULT",
        None,
        [[PAGE, "a"]],
    ),
    "a root that errs is left out": (
        "{ viewer { tier } a: applications(first: 0) @skip(if: true) { totalCount } }",
        {},
        "PLAN",
        COUNTY,
        [],
    ),
    "a fault under a fragment": (
        EVIDENCE,
        {},
        "FAULT",
        COUNTY | {"one": None},
        [[PAGE, "one", "evidence"]],
    ),
    "a fault under what is not there": (
        EVIDENCE,
        {"n": "none"},
        "PLAN",
        COUNTY | {"one": None},
        [],
    ),
    "a fault of a list that may be null": (
        "query($n: String!) { file: caseFile(number: $n) { __typename journal(first: 0) { totalCount } } }",
        {},
        "FAULT",
        {"file": {"__typename": "CaseFile", "journal": None}},
        [[PAGE, "file", "journal"]],
    ),
    "a cursor of one alias": (
        ALIASES,
        {},
        "FAULT",
        {"file": {"a": None, "b": {"edges": [{"node": {"seq": 1}}]}}},
        [[CURSOR, "file", "a"]],
    ),
    "a cursor of one root's alias": (
        'query { a: households(last: 1, before: "x") { totalCount } b: households(last: 1) { __typename } }',
        {},
        "FAULT",
        None,
        [[CURSOR, "a"]],
    ),
    "a fault under each row of a list": (
        "{ list: applications(last: 2) { edges { node { number evidence(last: 0) { totalCount } } } } }",
        {},
        "FAULT",
        {"list": {"edges": [{"node": None}, {"node": None}]}},
        [[PAGE, "list", "edges", 0, "node", "evidence"], [PAGE, "list", "edges", 1, "node", "evidence"]],
    ),
    "a fault under the rows of an empty list": (
        '{ list: applications(area: "none") { edges { node { evidence(last: 0) { totalCount } } } } }',
        {},
        "PLAN",
        {"list": {"edges": []}},
        [],
    ),
    "more than a hundred ids": (
        "query($ids: [ID!]!) { nodes(ids: $ids) { id } viewer { tier } }",
        {"ids": [f"hh_{n}" for n in range(101)]},
        "FAULT",
        None,
        [[LONG, "nodes"]],
    ),
    "a hundred ids": (
        "query($ids: [ID!]!) { nodes(ids: $ids) { id } viewer { tier } }",
        {"ids": [f"hh_{n}" for n in range(100)]},
        "PLAN",
        {"nodes": [None] * 100} | COUNTY,
        [],
    ),
    "a name of no code list": (
        'query { codeLists(names: ["Tier", "Mater"]) { name } viewer { tier } }',
        {},
        "FAULT",
        None,
        [[ARGUMENT, "codeLists"]],
    ),
    "a period that ends before it begins": (
        'query { viewer { tier } townshipComparison(from: "2020-02-01", to: "2020-01-01") { accepted } }',
        {},
        "FAULT",
        None,
        [[ARGUMENT, "townshipComparison"]],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_error_is_told_as_the_reference_tells_it(world: World, name: str) -> None:
    query, given, way, data, errors = CASES[name]
    variables = ({"n": world.numbers[0]} if "$n" in query else {}) | given
    _told(world, query, variables, way, data, errors)


def _told(world: World, query: str, variables: dict[str, Any], way: str, data: Any, errors: list[list[Any]]) -> None:
    """Both ways answer these very data and errors."""
    person = world.api.person(SUPERVISOR)
    assert world.both(person, query, **variables) == way
    body = world.ask(person, {"query": query, "variables": variables}, reference=False).json()
    assert body["data"] == data
    assert [[each["extensions"]["code"], *each["path"]] for each in body.get("errors", [])] == errors


def test_what_is_withheld_errs_for_nobody(world: World) -> None:
    query = "query($n: String!) { caseFile(number: $n) { number journal(first: 0) { totalCount } } }"
    window, number = world.api.person(WINDOW), next(each for each in world.numbers if each.startswith("511526101"))
    assert world.both(window, query, n=number) == "PLAN"
    answer = world.ask(window, {"query": query, "variables": {"n": number}}, reference=False).json()
    assert answer["data"] == {"caseFile": {"number": number, "journal": None}}
    assert "errors" not in answer


@contextmanager
def lacking(world: World, collection: str, id_: str, path: str) -> Iterator[None]:
    """A record without what every such record has, for as long as the block lasts."""
    with kept.opened(world.api) as database:
        whole: Any = database[collection].find_one({"_id": id_})
        database[collection].update_one({"_id": id_}, {"$unset": {path: ""}}, bypass_document_validation=True)
        try:
            yield
        finally:
            database[collection].replace_one({"_id": id_}, whole)


def test_a_row_that_lacks_what_is_never_null_is_null_as_a_whole(world: World) -> None:
    id_ = world.ids["app"][0]
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Application { memberCount } } }"
    with lacking(world, "applications", id_, "memberCount"):
        variables = {"ids": [id_, "none", id_]}
        path = [INTERNAL, "nodes", 0, "memberCount"], [INTERNAL, "nodes", 2, "memberCount"]
        _told(world, query, variables, "UNFIT", {"nodes": [None, None, None]}, [*path])


def test_an_item_that_lacks_what_is_never_null_takes_its_list_with_it(world: World) -> None:
    number = _number(world, world.ids["app"][0])
    query = "query($n: String!) { application(number: $n) { number household { kind members { memberId } } } }"
    with kept.opened(world.api) as database:
        case: Any = database["applications"].find_one({"number": number})
    with lacking(world, "households", case["householdId"], "members.0.memberId"):
        data = {"application": {"number": number, "household": None}}
        error = [INTERNAL, "application", "household", "members", 0, "memberId"]
        _told(world, query, {"n": number}, "UNFIT", data, [error])


def _number(world: World, id_: str) -> str:
    with kept.opened(world.api) as database:
        case: Any = database["applications"].find_one({"_id": id_})
    return str(case["number"])
