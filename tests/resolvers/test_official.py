"""A colleague is found by the post that he holds today in the viewer's own area, and shown without his register."""

import asyncio
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from casework.office import ROLE_SEATS, Role, Tier
from documents.official import OfficialDocument, PostPart
from documents.record import new_id, stored
from tests.api import COUNTY, GONGQUAN, SHANGLUO, XUNCHANG, Api, prepared, running_api
from tests.kept import opened
from tests.servers import Servers

QUERY = """query($role: Role, $first: Int, $after: String) { officials(role: $role, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } edges { node { id name roles area } } } }"""
INVESTIGATOR = Role.TOWNSHIP_INVESTIGATOR


@pytest.fixture(scope="module")
def api(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """A county of its own, in whose register no other test enters anybody."""
    with running_api(servers, tmp_path_factory.mktemp("officials")) as running:
        asyncio.run(prepared(running))
        yield running


def post(role: Role = INVESTIGATOR, area: str = XUNCHANG, **days: str) -> PostPart:
    tier, organs = ROLE_SEATS[role]
    return PostPart(tier=tier, organ=min(organs), role=role, area=area, **({"valid_from": "2020-01-01"} | days))


@pytest.fixture
def others(api: Api) -> Iterator[dict[str, str]]:
    """Officials whose posts have ended, not begun, lie elsewhere or are several; gone again after the test."""
    posts = {
        "ended": [post(valid_to="2020-05-31")],
        "last day": [post(valid_to="2020-06-01")],
        "to come": [post(valid_from="2020-06-02")],
        "ended here, now elsewhere": [post(valid_to="2020-05-31"), post(area=GONGQUAN)],
        "two posts": [post(Role.TOWNSHIP_REVIEWER), post(), post(Role.TOWNSHIP_LEADER, GONGQUAN)],
        "one post of four": [
            post(Role.TOWNSHIP_WINDOW, valid_to="2020-05-31"),
            post(),
            post(Role.TOWNSHIP_REVIEWER, valid_from="2020-06-02"),
            post(Role.TOWNSHIP_LEADER, SHANGLUO),
        ],
    }
    ids = {name: new_id("off") for name in posts}
    rows = [
        OfficialDocument.model_construct(id=ids[name], subject=f"secret:{uuid4().hex}", name=name, posts=held)
        for name, held in posts.items()
    ]
    with opened(api) as database:
        database.officials.insert_many([stored(each) for each in rows])
        yield ids
        database.officials.delete_many({"_id": {"$in": list(ids.values())}})


def asked(api: Api, by: Role, area: str = XUNCHANG, **given: Any) -> Any:
    return api.ask(api.person(by, area), QUERY, **given)["officials"]


def nodes(connection: Any) -> list[dict[str, Any]]:
    return [edge["node"] for edge in connection["edges"]]


def test_a_window_finds_the_second_investigator_of_its_own_township(api: Api, others: dict[str, str]) -> None:
    first, second = api.investigators()
    found = asked(api, Role.TOWNSHIP_WINDOW, role=INVESTIGATOR)
    assert nodes(found) == [
        {"id": first.id, "name": "测试101", "roles": [INVESTIGATOR], "area": XUNCHANG},
        {"id": second.id, "name": "测试101", "roles": [INVESTIGATOR], "area": XUNCHANG},
        {"id": others["last day"], "name": "last day", "roles": [INVESTIGATOR], "area": XUNCHANG},
        {
            "id": others["two posts"],
            "name": "two posts",
            "roles": [INVESTIGATOR, Role.TOWNSHIP_REVIEWER],
            "area": XUNCHANG,
        },
        {"id": others["one post of four"], "name": "one post of four", "roles": [INVESTIGATOR], "area": XUNCHANG},
    ]
    assert found["totalCount"] == 5


def test_another_township_finds_its_own_alone(api: Api, others: dict[str, str]) -> None:
    found = nodes(asked(api, Role.TOWNSHIP_WINDOW, GONGQUAN, role=INVESTIGATOR))
    assert [each["id"] for each in found] == [
        *(each.id for each in api.investigators(GONGQUAN)),
        others["ended here, now elsewhere"],
    ]


@pytest.mark.parametrize("role", [Role.COUNTY_SUPERVISOR, Role.CITY_OVERSEER])
def test_county_and_city_find_whoever_sits_below_them(api: Api, others: dict[str, str], role: Role) -> None:
    found = asked(api, role, role=INVESTIGATOR, first=100)
    inside = {each.id for area in (XUNCHANG, GONGQUAN, SHANGLUO) for each in api.investigators(area)}
    expected = inside | {
        others[name] for name in ("last day", "two posts", "one post of four", "ended here, now elsewhere")
    }
    assert {each["id"] for each in nodes(found)} == expected


def test_a_county_finds_no_official_of_the_city(api: Api) -> None:
    found = nodes(asked(api, Role.COUNTY_SUPERVISOR, first=100))
    cities = {person.id for (role, _), person in api.people.items() if ROLE_SEATS[role][0] is Tier.CITY}
    assert not {each["id"] for each in found} & cities
    assert {each["area"][:6] for each in found} == {COUNTY}


def test_a_village_finds_its_own_without_a_name(api: Api) -> None:
    body = {"query": QUERY, "variables": {}}
    answer = api.post(api.person(Role.VILLAGE_ASSISTANT), body).json()
    (found,) = nodes(answer["data"]["officials"])
    assert found == {
        "id": api.person(Role.VILLAGE_ASSISTANT).id,
        "name": None,
        "roles": [Role.VILLAGE_ASSISTANT],
        "area": api.person(Role.VILLAGE_ASSISTANT).area,
    }
    assert answer["extensions"]["withheld"] == {"masked": [], "withheld": ["Official.name"]}


@pytest.mark.parametrize(
    "role",
    [Role.CITY_PLATFORM, Role.SYSTEM_ADMIN, Role.BANK, Role.LETTERS_OFFICE, Role.EDUCATION, Role.ANSWERING_DEPARTMENT],
)
def test_a_machine_and_who_is_assigned_cases_find_nobody(api: Api, role: Role) -> None:
    assert asked(api, role) == {"totalCount": 0, "pageInfo": {"hasNextPage": False, "endCursor": None}, "edges": []}


def test_pages_walk_the_whole_list_once(api: Api) -> None:
    whole = [each["id"] for each in nodes(asked(api, Role.COUNTY_SUPERVISOR, first=100))]
    walked: list[str] = []
    after = None
    while True:
        part = asked(api, Role.COUNTY_SUPERVISOR, first=4, after=after)
        walked += [each["id"] for each in nodes(part)]
        after = part["pageInfo"]["endCursor"]
        if not part["pageInfo"]["hasNextPage"]:
            break
    assert walked == whole


def test_nothing_of_the_register_but_the_post_is_told(api: Api, others: dict[str, str]) -> None:
    query = '{ __type(name: "Official") { fields { name } } }'
    told = api.ask(api.person(Role.COUNTY_SUPERVISOR), query)["__type"]["fields"]
    assert [each["name"] for each in told] == ["id", "name", "roles", "area", "access"]
    body = {"query": QUERY, "variables": {"first": 100}}
    assert "secret:" not in api.post(api.person(Role.COUNTY_SUPERVISOR), body).text
