"""Monitoring reads how operations were answered, and which of those that were not compiled could have been."""

import re
from typing import Any
from uuid import uuid4

import pytest

from casework.office import Role
from compiler.reason import Reason
from tests.api import Api

LINE = re.compile(r'^(jiuzhu_\w+)\{(?:found|reason)="([A-Z_]+)"(?:,compilable="(true|false)")?\} (\d+)$')
REFERRED = "jiuzhu_referred_total"


def told(api: Api) -> dict[tuple[str, str], int]:
    """Every counter by its metric and its label, as the API tells it to whoever asks."""
    answer = api.client.get("/metrics")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    lines = [each for each in answer.text.splitlines() if not each.startswith("#")]
    found = [LINE.match(each) for each in lines]
    assert all(found), answer.text
    return {(each[1], each[2]): int(each[4]) for each in found if each}


def grown(api: Api, body: dict[str, Any], **headers: str) -> dict[tuple[str, str], int]:
    """What an operation adds to the counters."""
    before, person = told(api), api.person(Role.SYSTEM_ADMIN if body.pop("admin", False) else Role.TOWNSHIP_WINDOW)
    api.client.post("/graphql", json=body, headers={"authorization": f"Bearer {person.token}", **headers})
    return {key: count - before[key] for key, count in told(api).items() if count != before[key]}


HIT, COMPILED = ("jiuzhu_plans_total", "HIT"), ("jiuzhu_plans_total", "COMPILED")


def test_a_plan_is_made_once_and_found_again(api: Api) -> None:
    query = f"{{ viewer {{ a{uuid4().hex}: area }} }}"
    assert [grown(api, {"query": query}) for _ in range(3)] == [{COMPILED: 1}, {HIT: 1}, {HIT: 1}]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"query": "{ viewer { salary } }"}, Reason.INVALID),
        ({"query": "{ __schema { queryType { name } } }"}, Reason.INTROSPECTION),
        ({"query": "query($n: Int!) { viewer { area } }", "variables": {"n": "x"}}, Reason.INVALID),
        ({"query": "query($n: Int!) { households(first: $n) { totalCount } }"}, Reason.VARIABLES),
        ({"query": "{ applications { edges { node { number } } } }", "admin": True}, Reason.NEVER_NULL_YET_HIDDEN),
        ({"query": 'mutation { draftMandate(input: {number: "张某"}) { replayed } }'}, Reason.INVALID),
    ],
)
def test_what_the_reference_executor_answers_is_counted_by_its_reason(
    api: Api, body: dict[str, Any], reason: Reason
) -> None:
    assert grown(api, dict(body)) == {(REFERRED, reason): 1}


def test_a_plan_that_meets_a_fault_is_counted_as_both(api: Api) -> None:
    body = {"query": f"{{ a{uuid4().hex}: households(first: 101) {{ totalCount }} }}"}
    assert grown(api, dict(body)) == {COMPILED: 1, (REFERRED, Reason.FAULT): 1}


def test_an_executor_that_was_demanded_is_counted(api: Api) -> None:
    assert grown(api, {"query": "{ viewer { area } }"}, reference="1") == {(REFERRED, Reason.DEMANDED): 1}


def test_every_reason_says_whether_a_plan_could_have_answered(api: Api) -> None:
    lines = [LINE.match(each) for each in api.client.get("/metrics").text.splitlines()]
    could = {each[2]: each[3] for each in lines if each and each[1] == REFERRED}
    assert could.keys() == set(Reason)
    assert {reason for reason, told in could.items() if told == "true"} == {
        *("LITERAL_INPUT", "NOT_DECLARED", "NEVER_NULL_YET_HIDDEN", "UNEXPECTED")
    }


def test_nothing_of_a_person_or_a_document_is_told(api: Api) -> None:
    secret = f"a{uuid4().hex}"
    grown(api, {"query": f"{{ viewer {{ {secret}: area }} }}"})
    said = api.client.get("/metrics").text
    assert secret not in said
    assert [line for line in said.splitlines() if not line.startswith("#") and not LINE.match(line)] == []
