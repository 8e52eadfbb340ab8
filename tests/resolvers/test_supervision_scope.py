"""Who knows of a record of supervision: before an order, a township's answers are those without any record."""

from typing import Any

import pytest

from authorization.sight import MATRIX, Group
from casework.office import Role
from casework.supervision import SUPERVISION_STEPS, SupervisionAct, SupervisionState
from tests.api import CITY, COUNTY, GONGQUAN, SHANGLUO, VILLAGES, XUNCHANG, Api, Person
from tests.kept import digest, journal
from tests.refused import NOT_ADMITTED, assert_refused, not_found
from tests.story import filed, on_notice
from tests.story_mandate import published_mandate
from tests.story_supervision import (
    ACTS,
    AUTUMN,
    SUPERVISIONS,
    found_supervision,
    opened_supervision,
    ordered_supervision,
    step_input,
    supervision_step,
)

UNKNOWN = "sup_01AAAAAAAAAAAAAAAAAAAAAAAA"
FIELDS = """id revision state county township kind subject application { id } purpose openedOn openedBy { officialId }
  findings { text clause by { name } } rectifications { order answer by { name } } dueOn outcome closing
  access { masked withheld } viewerCan { act allowed code reason }"""
RECORD_QUERY = f"""query($id: ID!) {{ node(id: $id) {{ id ... on Supervision {{ {FIELDS} }} }}
  nodes(ids: [$id, $id]) {{ id }} }}"""
LISTS = f"""query($case: ID!) {{
  all: supervisions(first: 100) {{ totalCount pageInfo {{ hasNextPage endCursor }}
    edges {{ cursor node {{ {FIELDS} }} }} }}
  opened: supervisions(state: OPENED) {{ totalCount edges {{ cursor }} }}
  found: supervisions(state: FOUND, last: 5) {{ totalCount edges {{ cursor }} }}
  node(id: $case) {{ ... on Application {{ revision state objections {{ text }} access {{ masked withheld }}
    viewerCan {{ act allowed code reason }} }} }}
  applications(first: 100) {{ totalCount edges {{ cursor node {{ id revision state }} }} }} }}"""
KNOWS_BEFORE = {role for role in Role if MATRIX[role, Group.FINDING] == "C"}
KNOWS_AFTER = KNOWS_BEFORE | {role for role in Role if role.startswith(("TOWNSHIP_", "COUNTY_"))}


def answer(api: Api, person: Person, query: str, **variables: Any) -> bytes:
    return api.post(person, {"query": query, "variables": variables}, clock=AUTUMN).content


def acting(api: Api, person: Person, act: SupervisionAct, id_: str) -> bytes:
    """An act's whole answer; every act with a key of its own."""
    name = ACTS[act][0]
    query = f"""mutation($input: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $input)
      {{ supervision {{ {FIELDS} }} replayed userErrors {{ code message path }} }} }}"""
    given = step_input(act) | {"id": id_, "expectedRevision": 1, "idempotencyKey": f"{act}-{id_}"}
    return answer(api, person, query, input=given)


TOWNSHIP = [role for role in Role if role.startswith("TOWNSHIP_") or role is Role.VILLAGE_ASSISTANT]


@pytest.mark.parametrize("role", TOWNSHIP)
def test_before_an_order_a_township_answers_as_if_there_were_no_record(api: Api, role: Role) -> None:
    person, case = api.person(role, SHANGLUO), filed(api, SHANGLUO)
    before = answer(api, person, LISTS, case=case["id"])

    record = found_supervision(api, case["id"])
    assert answer(api, person, LISTS, case=case["id"]) == before
    township_record = opened_supervision(api, SHANGLUO, "COMPLAINT")
    assert answer(api, person, LISTS, case=case["id"]) == before

    for each in (record, township_record):
        assert answer(api, person, RECORD_QUERY, id=each["id"]) == answer(api, person, RECORD_QUERY, id=UNKNOWN)
        for act in SupervisionAct:
            assert acting(api, person, act, each["id"]) == acting(api, person, act, UNKNOWN)


def test_a_record_on_a_case_changes_nothing_that_its_township_may_do(api: Api) -> None:
    published_mandate(api, SHANGLUO)
    case = on_notice(api, SHANGLUO)
    query = "query($id: ID!) { node(id: $id) { ... on Application { viewerCan { act allowed code reason } } } }"
    leader = api.person(Role.TOWNSHIP_LEADER, SHANGLUO)
    before = api.ask(leader, query, clock=case["clock"], id=case["id"])
    assert {"act": "confirmApplication", "allowed": True, "code": None, "reason": None} in before["node"]["viewerCan"]

    opened_supervision(api, case["id"], "COMPLAINT")

    assert api.ask(leader, query, clock=case["clock"], id=case["id"]) == before


def test_what_is_done_before_an_order_is_not_in_the_townships_journal(api: Api) -> None:
    case = filed(api, SHANGLUO)
    record = ordered_supervision(api, case["id"])

    assert [(entry["act"], entry["areas"]) for entry in journal(api, record["id"])] == [
        ("openSupervision", [CITY, COUNTY]),
        ("recordFinding", [CITY, COUNTY]),
        ("orderRectification", [CITY, COUNTY, SHANGLUO, VILLAGES[SHANGLUO]]),
    ]
    assert [entry["act"] for entry in journal(api, case["id"])] == ["fileApplication"]


@pytest.mark.parametrize("role", Role)
def test_who_knows_of_a_record_before_and_after_an_order(api: Api, role: Role) -> None:
    person, query = api.person(role, SHANGLUO), "query($id: ID!) { node(id: $id) { id } supervisions { totalCount } }"
    found = found_supervision(api, SHANGLUO)
    before = api.ask(person, query, id=found["id"])
    assert before["node"] == ({"id": found["id"]} if role in KNOWS_BEFORE else None)

    order = step_input(SupervisionAct.ORDER_RECTIFICATION)
    supervision_step(api, Role.COUNTY_SUPERVISOR, "orderRectification", found, **order)

    after = api.ask(person, query, id=found["id"])
    assert after["node"] == ({"id": found["id"]} if role in KNOWS_AFTER else None)
    more = role in KNOWS_AFTER - KNOWS_BEFORE
    assert after["supervisions"]["totalCount"] - before["supervisions"]["totalCount"] == more


@pytest.mark.parametrize("role", sorted(KNOWS_AFTER))
def test_what_an_ordered_record_shows_is_the_group_of_findings(api: Api, role: Role) -> None:
    record = ordered_supervision(api, SHANGLUO)
    query = """query($id: ID!) { node(id: $id) { ... on Supervision { state kind subject purpose
      findings { text clause } rectifications { order dueOn } outcome closing access { withheld } } } }"""
    reads = role not in {Role.COUNTY_CHECK, Role.COUNTY_FINANCE}
    named = [] if reads else ["kind", "subject", "application", "purpose", "openedBy", "outcome", "closing", "closedBy"]

    def seen(value: str) -> str | None:
        return value if reads else None

    assert api.ask(api.person(role, SHANGLUO), query, id=record["id"])["node"] == {
        "state": "ORDERED",
        "kind": seen("SPOT_CHECK"),
        "subject": seen(SHANGLUO),
        "purpose": seen("十一月例行抽查"),
        "findings": [{"text": seen("三户未入户调查"), "clause": seen("《最低生活保障审核确认办法》第十五条")}],
        "rectifications": [{"order": seen("十五日内补做入户调查"), "dueOn": "2020-12-05"}],
        "outcome": None,
        "closing": None,
        "access": {"withheld": named},
    }


def test_another_township_finds_nothing_and_changes_nothing(api: Api) -> None:
    record, leader = ordered_supervision(api, SHANGLUO), api.person(Role.TOWNSHIP_LEADER, GONGQUAN)
    before = digest(api)

    assert answer(api, leader, RECORD_QUERY, id=record["id"]) == answer(api, leader, RECORD_QUERY, id=UNKNOWN)
    for act in SupervisionAct:
        assert acting(api, leader, act, record["id"]) == acting(api, leader, act, UNKNOWN)
    assert digest(api) == before


@pytest.mark.parametrize(
    "subject",
    [
        "app_01AAAAAAAAAAAAAAAAAAAAAAAA",
        COUNTY,
        CITY,
        "511526104201",
        "511526999",
        "511525101",
        "",
        "hh_01AAAA",
        "sup_1",
    ],
)
def test_a_subject_outside_the_scope_does_not_exist(api: Api, subject: str) -> None:
    given = {"kind": "SPOT_CHECK", "subject": subject, "purpose": "抽查"}

    assert_refused(api, api.person(Role.COUNTY_SUPERVISOR), "openSupervision", not_found("subject"), **given)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
@pytest.mark.parametrize("act", SupervisionAct)
def test_only_the_admitted_post_acts(api: Api, role: Role, act: SupervisionAct) -> None:
    name, admitted = ACTS[act]
    given = step_input(act) | {"id": UNKNOWN, "expectedRevision": 1}

    assert_refused(api, api.person(role), name, not_found() if role is admitted else NOT_ADMITTED, **given)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COUNTY_SUPERVISOR])
def test_only_a_supervisor_opens_a_record(api: Api, role: Role) -> None:
    given = {"kind": "SPOT_CHECK", "subject": XUNCHANG, "purpose": "抽查"}

    assert_refused(api, api.person(role), "openSupervision", NOT_ADMITTED, **given)


_CAN = "query($id: ID!) { node(id: $id) { ... on Supervision { viewerCan { act allowed code } } } }"


@pytest.mark.parametrize("state", SupervisionState)
def test_what_the_viewer_can_is_what_the_acts_would_answer(api: Api, state: SupervisionState) -> None:
    record, steps = SUPERVISIONS[state](api, SHANGLUO), {act for before, act in SUPERVISION_STEPS if before is state}
    known = {Role.COUNTY_SUPERVISOR} | ({Role.TOWNSHIP_LEADER} if state not in {"OPENED", "FOUND"} else set())
    for role in known:
        found = api.ask(api.person(role, SHANGLUO), _CAN, id=record["id"])["node"]["viewerCan"]
        told = {each["act"]: each["code"] for each in found}
        assert told == {
            name: "NOT_ADMITTED" if admitted is not role else None if act in steps else "SUPERVISION_STEP_OUT_OF_ORDER"
            for act, (name, admitted) in ACTS.items()
        }
