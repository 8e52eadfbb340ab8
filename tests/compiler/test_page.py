"""Pages: from either end, by signed cursors that hold for one official and one shape, the same both ways."""

import base64
from pathlib import Path
from typing import Any

import httpx
import pytest

from authorization.official import Official
from casework.office import Organ, Role, Tier
from resolvers.cursor import binding, read, signer
from resolvers.desk import Desk
from tests.api import COUNTY, GONGQUAN, XUNCHANG, Person, process
from tests.compiler.profile import watched
from tests.compiler.world import AUTUMN, World

LIST = """query($first: Int, $after: String, $last: Int, $before: String, $state: State, $area: String, $matter: Matter,
  $order: ApplicationOrder) { applications(first: $first, after: $after, last: $last, before: $before, state: $state,
  area: $area, matter: $matter, order: $order) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id dueOn } } } }"""
SUPERVISOR = Role.COUNTY_SUPERVISOR


def asked(world: World, person: Person, **given: Any) -> Any:
    """The body of the answer, which is the same both ways."""
    world.both(person, LIST, **given)
    return world.ask(person, {"query": LIST, "variables": given}, reference=False).json()


def listed(world: World, person: Person, **given: Any) -> Any:
    return asked(world, person, **given)["data"]["applications"]


def code(body: Any) -> tuple[str, list[str]]:
    [error] = body["errors"]
    assert body["data"] is None
    return error["extensions"]["code"], error["extensions"]["argument"]


def ids(connection: Any) -> list[str]:
    return [edge["node"]["id"] for edge in connection["edges"]]


def supervisor(world: World) -> Person:
    return world.api.person(SUPERVISOR)


@pytest.mark.parametrize("order", [None, "NEWEST_FIRST", "DUE_FIRST"])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_from_either_end_walk_the_whole_list_once(world: World, order: str | None, size: int) -> None:
    whole = ids(listed(world, supervisor(world), first=100, order=order))
    forward: list[str] = []
    backward: list[str] = []
    after = before = None
    while True:
        page = listed(world, supervisor(world), first=size, after=after, order=order)
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        forward, after = forward + ids(page), page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    while True:
        page = listed(world, supervisor(world), last=size, before=before, order=order)
        assert page["pageInfo"]["hasNextPage"] is (before is not None)
        backward, before = ids(page) + backward, page["pageInfo"]["startCursor"]
        if not page["pageInfo"]["hasPreviousPage"]:
            break
    assert (forward, backward) == (whole, whole)
    assert len(whole) > 3


def test_what_is_due_first_comes_first_and_nothing_that_has_ended(world: World) -> None:
    page = listed(world, supervisor(world), first=100, order="DUE_FIRST")
    found = [(edge["node"]["dueOn"], edge["node"]["id"]) for edge in page["edges"]]
    everything = listed(world, supervisor(world), first=100)
    with_day = {edge["node"]["id"] for edge in everything["edges"] if edge["node"]["dueOn"]}
    ended = {each for state in ("CONFIRMED", "REFUSED") for each in ids(listed(world, supervisor(world), state=state))}
    assert found == sorted(found)
    assert {id_ for _, id_ in found} == with_day - ended
    assert page["totalCount"] == len(found)
    assert ended & with_day


@pytest.mark.parametrize(
    ("given", "argument"),
    [
        ({"first": 1, "before": "x"}, "before"),
        ({"before": "x"}, "before"),
        ({"last": 1, "after": "x"}, "after"),
        ({"first": 1, "after": "x", "before": "x"}, "before"),
    ],
)
def test_a_cursor_of_the_other_end_is_refused(world: World, given: dict[str, Any], argument: str) -> None:
    assert code(asked(world, supervisor(world), **given)) == ("PAGE_ENDS_INVALID", [argument])


def cursor_of(world: World, **given: Any) -> str:
    found: str = listed(world, supervisor(world), first=1, **given)["pageInfo"]["endCursor"]
    return found


@pytest.mark.parametrize("role", [Role.COUNTY_APPROVER, Role.AUDITOR, Role.CITY_OVERSEER, Role.TOWNSHIP_LEADER])
def test_a_cursor_of_one_official_is_refused_to_another(world: World, role: Role) -> None:
    cursor = cursor_of(world)
    assert code(asked(world, world.api.person(role), after=cursor)) == ("CURSOR_STALE", ["after"])


@pytest.mark.parametrize(
    "other", [{"state": "FILED"}, {"matter": "RURAL_DIBAO"}, {"area": XUNCHANG}, {"order": "DUE_FIRST"}]
)
def test_a_cursor_of_one_shape_is_refused_to_another(world: World, other: dict[str, Any]) -> None:
    stale = ("CURSOR_STALE", ["after"])
    assert code(asked(world, supervisor(world), after=cursor_of(world), **other)) == stale
    assert code(asked(world, supervisor(world), after=cursor_of(world, **other))) == stale
    assert ids(listed(world, supervisor(world), after=cursor_of(world, **other), **other)) is not None


def test_a_cursor_of_one_value_is_refused_to_another(world: World) -> None:
    cursor = cursor_of(world, area=XUNCHANG)
    assert code(asked(world, supervisor(world), after=cursor, area=GONGQUAN)) == ("CURSOR_STALE", ["after"])


def test_a_cursor_of_one_list_is_refused_to_another(world: World) -> None:
    body = {"query": f'{{ households(after: "{cursor_of(world)}") {{ totalCount }} }}'}
    answer = world.ask(supervisor(world), body, reference=False).json()
    assert code(answer) == ("CURSOR_STALE", ["after"])


def test_a_tampered_cursor_is_refused(world: World) -> None:
    raw = bytearray(base64.urlsafe_b64decode(cursor_of(world) + "=="))
    for place in (0, 15, 16, len(raw) - 1):
        changed = bytearray(raw)
        changed[place] ^= 1
        cursor = base64.urlsafe_b64encode(bytes(changed)).decode().rstrip("=")
        assert code(asked(world, supervisor(world), after=cursor)) == ("CURSOR_INVALID", ["after"])


def test_a_cursor_survives_a_new_token_and_a_restart(world: World, tmp_path: Path) -> None:
    person, cursor = supervisor(world), cursor_of(world)
    after = listed(world, person, after=cursor)
    token = world.api.token(f"{SUPERVISOR.lower()}@{COUNTY}", Tier.COUNTY, COUNTY, Organ.CIVIL_AFFAIRS, minutes=5)
    assert token != person.token
    headers = {"authorization": f"Bearer {token}", "case-clock": AUTUMN}
    body = {"query": LIST, "variables": {"after": cursor}}
    again = world.api.client.post("/graphql", json=body, headers=headers).json()
    assert again["data"]["applications"] == after
    with (tmp_path / "api.log").open("wb") as log, process(world.api.settings, log) as (_, url):
        restarted = httpx.post(f"{url}/graphql", json=body, headers=headers, timeout=30).json()
    assert restarted["data"]["applications"] == after


def test_a_cursor_of_an_earlier_release_is_read() -> None:
    """What a cursor is bound to is no part of a schema, a plan, a class or a day: these bytes must be read for ever."""
    official = Official("off_1", "甲", Tier.COUNTY, Organ.CIVIL_AFFAIRS, frozenset({SUPERVISOR}), COUNTY)
    desk: Any = Desk(official, None, "zh", None)  # type: ignore[arg-type]  # a binding asks nothing else
    bound = binding(desk, "applications", {"order": "DUE_FIRST", "area": XUNCHANG}, (("dueOn", 1), ("_id", 1)))
    place = ["2020-06-30", "app_1"]
    assert read(b"k" * 32, bound, EARLIER, "after") == place
    assert signer(b"k" * 32, bound)(place) == EARLIER


EARLIER = "2U592lK4-TtbKiC3TOQXN1siMzkzYjE1MmQzZmQzNDdlNyIsIjIwMjAtMDYtMzAiLCJhcHBfMSJd"
COMBINATIONS = [
    {"state": "FILED", "matter": "RURAL_DIBAO"},
    {"state": "FILED", "matter": "RURAL_DIBAO", "area": XUNCHANG},
    {"state": "FILED", "order": "DUE_FIRST"},
    {"matter": "RURAL_DIBAO", "area": XUNCHANG, "order": "DUE_FIRST"},
]


@pytest.mark.parametrize("given", COMBINATIONS)
def test_what_is_not_published_is_refused_before_any_command(world: World, given: dict[str, Any]) -> None:
    expected = "FILTER_NOT_PUBLISHED", sorted(given.keys() - {"order"})
    with watched(world.api) as seen:
        found = asked(world, supervisor(world), **given)
    assert (code(found), seen) == (expected, [])


@pytest.mark.parametrize("role", [Role.BANK, Role.EDUCATION, Role.LETTERS_OFFICE, Role.ANSWERING_DEPARTMENT])
def test_whoever_is_assigned_cases_lists_them_without_an_area(world: World, role: Role) -> None:
    person = world.api.person(role)
    assert listed(world, person, first=100, state="FILED")["totalCount"] > 0
    assert code(asked(world, person, area=XUNCHANG)) == ("FILTER_NOT_PUBLISHED", ["area"])


@pytest.mark.parametrize("given", [{"state": "FILED"}, {"matter": "RURAL_DIBAO"}, {"area": XUNCHANG}])
def test_whoever_has_a_field_not_clear_cannot_filter_or_count_by_it(world: World, given: dict[str, str]) -> None:
    with watched(world.api) as seen:
        found = asked(world, world.api.person(Role.SYSTEM_ADMIN), **given)
    assert (code(found), seen) == (("FILTER_WITHHELD", list(given)), [])


def test_whoever_has_a_field_not_clear_cannot_sort_by_it(world: World) -> None:
    found = asked(world, world.api.person(Role.SYSTEM_ADMIN), order="DUE_FIRST")
    assert code(found) == ("FILTER_WITHHELD", ["order"])


def test_an_area_s_code_is_not_told_by_ids_or_cursors_to_whom_areas_are_hidden(world: World) -> None:
    query = "{ jurisdictions { totalCount edges { cursor node { id } } pageInfo { endCursor } } }"
    admin = world.api.person(Role.SYSTEM_ADMIN)
    world.both(admin, query)
    answer = world.ask(admin, {"query": query}, reference=False).json()["data"]["jurisdictions"]
    assert answer == {"totalCount": 0, "edges": [], "pageInfo": {"endCursor": None}}
    node = f'{{ node(id: "jur_{COUNTY}") {{ id }} }}'
    assert world.ask(admin, {"query": node}, reference=False).json()["data"] == {"node": None}


def test_an_area_outside_his_own_has_nothing_for_him(world: World) -> None:
    window = world.api.person(Role.TOWNSHIP_WINDOW, XUNCHANG)
    own = listed(world, window, first=100)
    assert listed(world, window, first=100, area=XUNCHANG)["totalCount"] == own["totalCount"] > 0
    assert ids(listed(world, window, first=100, area=COUNTY)) == ids(own)
    assert listed(world, window, area=GONGQUAN)["edges"] == []
    assert listed(world, supervisor(world), first=100, area=XUNCHANG)["totalCount"] == own["totalCount"]
