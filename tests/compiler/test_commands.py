"""How many commands an operation costs, counted by mongod: a root, a relation, a count; never one a row.

The read log's insert is counted apart: all answers that wait share it.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from casework.office import Role
from tests import kept
from tests.compiler.profile import watched
from tests.compiler.test_table import TABLE
from tests.compiler.world import AUTUMN, World

# Root fields + relation fields selected + counts asked; what the viewer can is judged on two reads of its level.
MOST = {
    "viewer": 0,
    "typename": 0,
    "list": 2,
    "steps": 2,
    "relation": 2,
    "one": 3,
    "none": 1,
    "abilities": 3 + 3 * 2,
    "households": 2,
    "jurisdictions": 1,
    "mandates": 1,
    "supervisions": 4,
    "aliases": 3,
    "several nodes": 2 + 2,
    "merged": 2,
    "fragments": 2,
    "only a total": 1,
    "only where it stands": 1,
    "only edges": 1,
    "roots": 2,
    "skipped": 1,
    "papers": 3 + 2 + 1,
    "pages under a list": 1 + 1 + 2,
    "the last of each": 1 + 3,
    "case file": 5,
    "code lists": 0,
    "comparison": 2 * 2,  # the townships, and what is counted of them
}


@pytest.mark.parametrize("name", MOST)
def test_an_operation_costs_a_command_for_each_root_relation_and_count(world: World, name: str) -> None:
    person = world.api.person(Role.COUNTY_SUPERVISOR)
    body = {"query": TABLE[name], "variables": {"n": world.numbers[0]} if "$n" in TABLE[name] else {}}
    with watched(world.api) as seen:
        answer = world.ask(person, body, reference=False, clock=AUTUMN)
    assert answer.headers["answered-by"] == "PLAN"
    assert len(seen) <= MOST[name], seen


def test_a_page_of_fifty_costs_what_a_page_of_one_costs(world: World) -> None:
    person = world.api.person(Role.COUNTY_SUPERVISOR)
    query = "query($f: Int) { applications(first: $f) { edges { node { household { headName } viewerCan { act } } } } }"
    counts = []
    for first in (1, 50):
        with watched(world.api) as seen:
            world.ask(person, {"query": query, "variables": {"first": first}}, reference=False)
        counts.append(len(seen))
    assert counts == [4, 4]


def inserts(world: World) -> list[int]:
    """How many entries of the read log each insert wrote, as mongod's profiler saw them."""
    with kept.opened(world.api) as database:
        mine = {"op": "insert", "ns": f"{world.api.database_name}.readLog"}
        return [each["ninserted"] for each in database["system.profile"].find(mine)]


FAMILIES = "{ applications(first: 50) { edges { node { statement household { members { name } } } } } }"


def test_what_is_read_clear_costs_one_insert_besides_however_many_records(world: World) -> None:
    person = world.api.person(Role.COUNTY_SUPERVISOR)
    with watched(world.api) as seen:
        world.ask(person, {"query": FAMILIES}, reference=False)
    assert (len(seen), inserts(world)) == (2, [2])  # one entry for the applications, one for the households


def test_answers_at_once_share_the_inserts(world: World) -> None:
    person, body = world.api.person(Role.COUNTY_SUPERVISOR), {"query": FAMILIES}
    with watched(world.api), ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: world.ask(person, body, reference=False), range(50)))
    assert {answer.headers["answered-by"] for answer in answers} == {"PLAN"}
    wrote = inserts(world)
    assert sum(wrote) == 100
    assert len(wrote) <= 25, wrote


def test_who_reads_nothing_clear_costs_no_insert(world: World) -> None:
    with watched(world.api) as seen:
        world.ask(world.api.person(Role.CITY_OVERSEER), {"query": FAMILIES}, reference=False)
    assert (len(seen), inserts(world)) == (2, [])
