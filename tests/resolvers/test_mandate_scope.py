"""Mandates over HTTP: who knows of them, who acts on them, and whose names are read."""

from typing import Any

import pytest

from casework.office import Role
from tests.api import GONGQUAN, SHANGLUO, Api
from tests.refused import NOT_ADMITTED, assert_refused, not_found
from tests.story_mandate import (
    UNKNOWN,
    drafted_mandate,
    mandate_step,
    published_mandate,
    signed_mandate,
    without_mandate,
)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
@pytest.mark.parametrize(
    ("name", "admitted"),
    [
        ("signMandate", {Role.COUNTY_APPROVER, Role.TOWNSHIP_LEADER}),
        ("publishMandate", {Role.COUNTY_APPROVER}),
        ("suspendMandate", {Role.COUNTY_SUPERVISOR}),
        ("resumeMandate", {Role.COUNTY_SUPERVISOR}),
        ("revokeMandate", {Role.COUNTY_SUPERVISOR}),
    ],
)
def test_only_the_admitted_post_acts(api: Api, role: Role, name: str, admitted: set[Role]) -> None:
    given: dict[str, Any] = {"id": UNKNOWN, "expectedRevision": 1}
    given |= {"reason": "监督需要"} if name in {"suspendMandate", "resumeMandate", "revokeMandate"} else {}
    told = not_found() if role in admitted else NOT_ADMITTED

    assert_refused(api, api.person(role), name, told, **given)


def test_a_township_signs_only_its_own_mandate(api: Api) -> None:
    mandate = drafted_mandate(api, SHANGLUO)
    given: dict[str, Any] = {"expectedRevision": 1}
    person = api.person(Role.TOWNSHIP_LEADER, GONGQUAN)

    assert_refused(api, person, "signMandate", not_found(), id=mandate["id"], **given)
    assert_refused(api, person, "signMandate", not_found(), id=UNKNOWN, **given)


_LIST = """query($t: String, $s: MandateState) {
  mandates(township: $t, state: $s, first: 100) { totalCount edges { node { id state township } } } }"""


def listed(api: Api, role: Role, area: str, **filters: Any) -> tuple[int, list[dict[str, Any]]]:
    found = api.ask(api.person(role, area), _LIST, **filters)["mandates"]
    return found["totalCount"], [edge["node"] for edge in found["edges"]]


def test_the_list_is_filtered_by_township_and_state(api: Api) -> None:
    mandate = published_mandate(api, SHANGLUO)
    held = {"id": mandate["id"], "state": "PUBLISHED", "township": SHANGLUO}

    assert listed(api, Role.COUNTY_APPROVER, SHANGLUO, t=SHANGLUO, s="PUBLISHED") == (1, [held])
    count, all_states = listed(api, Role.COUNTY_APPROVER, SHANGLUO, t=SHANGLUO)
    assert (count, all_states[0]) == (len(all_states), held)
    assert {each["township"] for each in all_states} == {SHANGLUO}
    assert held in listed(api, Role.COUNTY_APPROVER, SHANGLUO, s="PUBLISHED")[1]
    assert held in listed(api, Role.COUNTY_APPROVER, SHANGLUO)[1]


def test_another_township_finds_none_of_it(api: Api) -> None:
    mandate = published_mandate(api, SHANGLUO)
    query = "query($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }"
    person = api.person(Role.TOWNSHIP_LEADER, GONGQUAN)

    asked = [api.post(person, {"query": query, "variables": {"id": id_}}) for id_ in (mandate["id"], UNKNOWN)]

    assert asked[0].content == asked[1].content == b'{"data":{"node":null,"nodes":[null]}}'
    assert listed(api, Role.TOWNSHIP_LEADER, GONGQUAN, t=SHANGLUO) == (0, [])
    assert {each["township"] for each in listed(api, Role.TOWNSHIP_LEADER, GONGQUAN)[1]} <= {GONGQUAN}


MAKERS = {role for role in Role if role.startswith(("TOWNSHIP_", "COUNTY_"))} | {Role.AUDITOR, Role.CITY_OVERSEER}


@pytest.mark.parametrize("role", Role)
def test_before_it_is_announced_a_mandate_is_known_to_its_makers_and_watchers(api: Api, role: Role) -> None:
    signed = signed_mandate(api, SHANGLUO)
    query = "query($id: ID!) { node(id: $id) { id } }"
    found = api.ask(api.person(role, SHANGLUO), query, id=signed["id"])
    assert found == {"node": {"id": signed["id"]} if role in MAKERS else None}

    without_mandate(api, SHANGLUO)
    mandate_step(api, Role.COUNTY_APPROVER, "publishMandate", signed)

    found = api.ask(api.person(role, SHANGLUO), query, id=signed["id"])
    assert found == {"node": {"id": signed["id"]} if role is not Role.SYSTEM_ADMIN else None}


@pytest.mark.parametrize("role", [Role.VILLAGE_ASSISTANT, Role.COUNTY_CHECK, Role.LETTERS_OFFICE])
def test_officials_are_not_named_to_whom_the_matrix_hides_them(api: Api, role: Role) -> None:
    mandate = published_mandate(api, SHANGLUO)
    query = """query($id: ID!) { node(id: $id) { ... on Mandate {
      signatures { party by { officialId name } access { withheld } } events { act by { name } } } } }"""
    acts = ("draftMandate", "signMandate", "signMandate", "publishMandate")

    assert api.ask(api.person(role, SHANGLUO), query, id=mandate["id"])["node"] == {
        "signatures": [
            {"party": party, "by": None, "access": {"withheld": ["by"]}} for party in ("BUREAU", "TOWNSHIP")
        ],
        "events": [{"act": act, "by": None} for act in acts],
    }
