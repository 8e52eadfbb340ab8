"""A plan holds nothing of a person, a place or a day: officials of one class share it and have their own answers."""

import itertools
import os

import pytest

from casework.office import Role
from tests import kept
from tests.api import GONGQUAN, XUNCHANG
from tests.compiler.world import AUTUMN, World

DOCUMENT = """
  query List($first: Int!, $state: State) { applications(first: $first, state: $state) { totalCount edges { cursor
    node { number township applicantName household { id headName members { name phone } } viewerCan { act code } } } } }
  query Mandates($first: Int!) { viewer { name area caseDay } mandates(first: $first) {
    edges { node { number inForce } } } }
"""
LATER = "2021-01-04T09:00+08:00"
CALLS = int(os.environ.get("FUZZ_CALLS", "2000"))  # both ways are asked; a multiple of 16


@pytest.mark.slow
def test_alternating_calls_of_one_document_are_each_their_own(world: World) -> None:
    people = [world.api.person(Role.TOWNSHIP_REVIEWER, area) for area in (XUNCHANG, GONGQUAN)]
    with kept.opened(world.api) as database:  # after that day the first has no post
        ends = {"$set": {"posts.0.validTo": "2020-12-31"}}
        assert database["officials"].update_one({"_id": people[0].id}, ends).modified_count == 1
    turns = itertools.cycle(itertools.product(("List", "Mandates"), (AUTUMN, LATER), people, (1, 3)))
    answered = {"PLAN": 0, "401": 0}
    for (name, clock, person, first), _ in zip(turns, range(CALLS), strict=False):
        variables = {"first": first} | ({"state": "FILED"} if name == "List" and first == 1 else {})
        body = {"query": DOCUMENT, "operationName": name, "variables": variables}
        mine, reference = (world.ask(person, body, reference=each, clock=clock) for each in (False, True))
        assert (mine.status_code, mine.content) == (reference.status_code, reference.content)
        answered["401" if mine.status_code == 401 else mine.headers["answered-by"]] += 1
    assert answered == {"PLAN": CALLS * 3 // 4, "401": CALLS // 4}


def test_the_case_day_is_the_requests_own(world: World) -> None:
    person = world.api.person(Role.COUNTY_APPROVER)
    query = "{ viewer { caseDay } mandates { edges { node { inForce } } } }"
    for clock in (AUTUMN, "2020-01-01T00:00+08:00", "2020-06-01T00:30+08:00", AUTUMN):
        assert world.both(person, query, clock=clock) == "PLAN"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_language_is_the_requests_own(world: World, language: str) -> None:
    person = world.api.person(Role.TOWNSHIP_WINDOW)
    query = "{ applications(first: 1) { edges { node { viewerCan { reason } } } } }"
    answer = world.api.post(person, {"query": query}, clock=AUTUMN, language=language)
    assert answer.headers["answered-by"] == "PLAN"
    reasons = {each["reason"] for each in answer.json()["data"]["applications"]["edges"][0]["node"]["viewerCan"]}
    assert any(reason and reason.isascii() == (language == "en") for reason in reasons)
