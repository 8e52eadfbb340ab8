"""Acts are done once and tell by their plan what the reference executor tells, whatever their payload selects."""

import json
from typing import Any
from uuid import uuid4

import httpx
import pytest

from casework.office import Role
from compiler.reason import NotCompilable
from schema.answering import COMPILER
from tests import kept
from tests.api import VILLAGES, XUNCHANG, Person
from tests.compiler.test_cache import WINDOW
from tests.compiler.test_table import CASE, HOUSEHOLD, STEPS
from tests.compiler.world import World, ordered
from tests.story import filed, household_input, morning

FULL = f"application {{ {CASE} {STEPS} household {{ {HOUSEHOLD} }} evidence(first: 1) {{ totalCount }} }}"
TOLD = "__typename replayed userErrors { code message path __typename }"
DAY = morning("2020-06-02")


def act(
    world: World, person: Person, name: str, returns: str, *, reference: bool = False, alias: str = "a", **given: Any
) -> Any:
    kind = name[0].upper() + name[1:]
    query = f"mutation M($i: {kind}Input!) {{ __typename {alias}: {name}(input: $i) {{ {returns} {TOLD} }} }}"
    return world.ask(person, {"query": query, "variables": {"i": given}}, reference=reference, clock=DAY)


def twice(world: World, person: Person, name: str, returns: str, **given: Any) -> tuple[Any, httpx.Response]:
    """The act by its plan, and then the first answer again: the same bytes by its plan and by the reference."""
    given.setdefault("idempotencyKey", uuid4().hex)
    first = act(world, person, name, returns, **given)
    again, reference = (act(world, person, name, returns, reference=each, **given) for each in (False, True))
    assert [first.headers["answered-by"], again.headers["answered-by"]] == ["PLAN", "PLAN"]
    assert ordered(again) == ordered(reference)
    return first.json()["data"]["a"], again


def test_a_payload_is_told_as_the_reference_tells_it(world: World) -> None:
    case, window = filed(world.api, clock=DAY), world.api.person(Role.TOWNSHIP_WINDOW)
    given = {"id": case["id"], "expectedRevision": case["revision"]}
    payload, again = twice(world, window, "acceptApplication", FULL, **given)
    assert (payload["replayed"], payload["userErrors"], payload["application"]["state"]) == (False, [], "ACCEPTED")
    assert json.loads(again.content)["data"]["a"] == payload | {"replayed": True}
    journal = kept.journal(world.api, case["id"])
    assert [each["act"] for each in journal] == ["fileApplication", "acceptApplication"]


@pytest.mark.parametrize("role", [Role.TOWNSHIP_WINDOW, Role.COUNTY_FINANCE, Role.CITY_OVERSEER])
def test_a_refusal_is_told_as_the_reference_tells_it(world: World, role: Role) -> None:
    given = {"id": world.ids["app"][0], "expectedRevision": 70}
    kept_before = kept.digest(world.api)
    payload, _ = twice(world, world.api.person(role), "acceptApplication", FULL, **given)
    assert payload["userErrors"] != []
    assert kept.digest(world.api) == kept_before


def test_a_familys_data_in_the_text_of_an_act_is_not_kept_with_a_plan(world: World) -> None:
    texts = [
        'mutation { signMandate(input: {idempotencyKey: "01234567", id: "m", expectedRevision: 1}) { replayed } }',
        """mutation($k: String!) { ...F } fragment F on Mutation {
          signMandate(input: {idempotencyKey: $k, id: "m", expectedRevision: 1}) { replayed } }""",
        """mutation($i: SignMandateInput! = {idempotencyKey: "01234567", id: "m", expectedRevision: 1}) {
          signMandate(input: $i) { replayed } }""",
    ]
    person = world.api.person(Role.TOWNSHIP_LEADER)
    for text in texts:
        answer = world.ask(person, {"query": text, "variables": {"k": "01234567"}}, reference=False)
        assert answer.headers["answered-by"] == "LITERAL_INPUT"
        with pytest.raises(NotCompilable):
            COMPILER.plan(WINDOW, text, {}, None)
        assert COMPILER.operations.get((text, None)) is None


def test_acts_of_one_document_are_done_in_their_order(world: World) -> None:
    case, window = filed(world.api, clock=DAY), world.api.person(Role.TOWNSHIP_WINDOW)
    query = """mutation($a: AcceptApplicationInput!, $b: AcceptApplicationInput!) {
      b: acceptApplication(input: $a) { application { state revision } }
      a: acceptApplication(input: $b) { userErrors { code } application { state revision } } }"""
    given = {"id": case["id"], "expectedRevision": case["revision"]}
    variables = {key: {**given, "idempotencyKey": uuid4().hex} for key in ("a", "b")}
    answer = world.ask(window, {"query": query, "variables": variables}, reference=False, clock=DAY)
    assert answer.headers["answered-by"] == "PLAN"
    now = {"state": "ACCEPTED", "revision": case["revision"] + 1}
    stale = {"userErrors": [{"code": "STALE_REVISION"}], "application": now}
    assert answer.json() == {"data": {"b": {"application": now}, "a": stale}}


@pytest.mark.parametrize("alias", ["a", "_id"])
def test_an_act_whose_payload_cannot_be_read_was_done_once(world: World, alias: str) -> None:
    case, supervisor = filed(world.api, clock=DAY), world.api.person(Role.COUNTY_SUPERVISOR)
    with kept.opened(world.api) as database:
        spoiled = {"_id": kept.record(world.api, "applications", case["id"])["householdId"]}
        database["households"].update_one(spoiled, {"$unset": {"kind": ""}}, bypass_document_validation=True)
        returns = "supervision { id application { household { kind } } }"
        given = {"kind": "SPOT_CHECK", "subject": case["id"], "purpose": "测试抽查", "idempotencyKey": uuid4().hex}
        answer = act(world, supervisor, "openSupervision", returns, alias=alias, **given)
        assert answer.headers["answered-by"] == "UNFIT"
        assert (answer.json()["data"][alias]["replayed"], len(answer.json()["errors"])) == (False, 1)
        assert database["supervision"].count_documents({"subject": case["id"]}) == 1
        database["households"].update_one(spoiled, {"$set": {"kind": "RURAL"}})


def test_a_family_that_is_registered_comes_back_masked_by_the_database(world: World) -> None:
    household, window = household_input(VILLAGES[XUNCHANG]), world.api.person(Role.TOWNSHIP_WINDOW)
    payload, _ = twice(world, window, "registerHousehold", f"household {{ {HOUSEHOLD} }}", household=household)
    [member] = payload["household"]["members"]
    assert member["identityNumber"] == "9****************" + household["members"][0]["identityNumber"][-1]


def test_the_key_that_mongodb_keeps_may_be_an_acts(world: World) -> None:
    query = (
        "mutation M($i: AcceptApplicationInput!) { _id: acceptApplication(input: $i) { _id: application { _id: id } } }"
    )
    given = {"id": "none", "expectedRevision": 1, "idempotencyKey": uuid4().hex}
    window = world.api.person(Role.TOWNSHIP_WINDOW)
    assert world.both(window, query, i=given) == "PLAN"
    case = filed(world.api, clock=DAY)
    given = {"id": case["id"], "expectedRevision": case["revision"], "idempotencyKey": uuid4().hex}
    answer = world.ask(window, {"query": query, "variables": {"i": given}}, reference=False, clock=DAY)
    assert answer.json()["data"] == {"_id": {"_id": {"_id": case["id"]}}}
