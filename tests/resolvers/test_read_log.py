"""Who read which sensitive fields clear is in the read log, durably, before the answer leaves."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from casework.office import Role
from tests import kept
from tests.api import COUNTY, GONGQUAN, XUNCHANG, Api, Person
from tests.story import registered

WINDOW = Role.TOWNSHIP_WINDOW
FAMILY = (
    "query Family($id: ID!) { node(id: $id) { id ... on Household { kind members { name birthDay illness phone } } } }"
)
UNAVAILABLE = {
    "errors": [
        {
            "message": "查阅记录暂时无法写入，故不能给出结果，请稍后重试",
            "extensions": {"code": "AUDIT_UNAVAILABLE"},
        }
    ]
}


@pytest.fixture(scope="module")
def family(api: Api) -> str:
    return str(registered(api))


def entries(api: Api, person: Person, **filter_: Any) -> list[dict[str, Any]]:
    """What the log has of an official's answers, oldest first."""
    with kept.opened(api) as database:
        return list(database["readLog"].find({"officialId": person.id, "act": None, **filter_}).sort("at"))


@contextmanager
def closed_log(api: Api) -> Iterator[None]:
    """No entry is taken by the log's collection, as long as the block lasts."""
    with kept.opened(api) as database:
        options = database["readLog"].options()
        database.command("collMod", "readLog", validator={"never": True})
        try:
            yield
        finally:
            database.command("collMod", "readLog", validator=options["validator"])


def test_an_entry_tells_who_read_which_fields_of_which_records_and_no_value(api: Api, family: str) -> None:
    window = api.person(WINDOW)
    before = len(entries(api, window))
    api.ask(window, FAMILY, id=family)
    [entry] = entries(api, window)[before:]
    at, id_ = entry.pop("at"), entry.pop("_id")
    assert datetime.now(UTC) - at < timedelta(minutes=1)
    assert id_.startswith("rdl_")
    assert entry == {
        "month": f"{at:%Y-%m}",
        "officialId": window.id,
        "operation": "Family",
        "documentHash": hashlib.sha256(FAMILY.encode()).hexdigest(),
        "act": None,
        "purpose": None,
        "fields": ["Member.birthDay", "Member.illness", "Member.name"],
        "recordIds": [family],
        "county": COUNTY,
        "areas": ["511500", COUNTY, XUNCHANG],
    }


def test_whoever_has_the_fields_masked_or_hidden_leaves_no_entry(api: Api, family: str) -> None:
    with kept.opened(api) as database:
        before = database["readLog"].count_documents({})
        for role in (Role.CITY_OVERSEER, Role.AUDITOR, Role.SYSTEM_ADMIN, Role.LETTERS_OFFICE):
            api.ask(api.person(role), FAMILY, id=family)
        api.ask(api.person(WINDOW), "query($id: ID!) { node(id: $id) { ... on Household { kind } } }", id=family)
        assert database["readLog"].count_documents({}) == before


def test_what_no_record_had_is_not_logged(api: Api, family: str) -> None:
    stranger = api.person(WINDOW, GONGQUAN)
    before = entries(api, stranger)
    assert api.ask(stranger, FAMILY, id=family) == {"node": None}
    assert entries(api, stranger) == before


def test_a_machine_of_the_city_is_known_to_the_auditors_of_the_families_county(api: Api, family: str) -> None:
    platform = api.person(Role.CITY_PLATFORM)
    with kept.opened(api) as database:
        reference = {"system": platform.id, "reference": "1"}
        database["households"].update_one({"_id": family}, {"$set": {"externalReference": reference}})
    assert api.ask(platform, FAMILY, id=family)["node"] is not None
    [entry] = entries(api, platform, recordIds=family)
    assert (entry["county"], entry["areas"]) == (COUNTY, ["511500", COUNTY])
    assert entry["fields"] == ["Member.birthDay", "Member.name"]


def test_while_the_log_takes_no_entry_no_sensitive_value_leaves(api: Api, family: str) -> None:
    window, body = api.person(WINDOW), {"query": FAMILY, "variables": {"id": family}}
    plain = {"query": "query($id: ID!) { node(id: $id) { ... on Household { kind } } }", "variables": {"id": family}}
    with closed_log(api):
        for headers in ({}, {"reference": "1"}):
            answer = api.client.post(
                "/graphql", json=body, headers={"authorization": f"Bearer {window.token}", **headers}
            )
            assert (answer.status_code, answer.json()) == (503, UNAVAILABLE)
        assert api.post(window, plain).json() == {"data": {"node": {"kind": "RURAL"}}}
    assert api.post(window, body).json()["data"]["node"]["members"]


def test_an_act_whose_answer_could_not_be_logged_is_told_again_under_its_key(api: Api, family: str) -> None:
    assistant = api.person(WINDOW)
    query = """mutation($input: FileApplicationInput!) { fileApplication(input: $input) {
      application { statement state } replayed userErrors { code } } }"""
    given = {
        "idempotencyKey": "not-logged-at-first",
        "householdId": family,
        "matter": "RURAL_DIBAO",
        "statement": "因病致贫",
        "nearRelative": False,
    }
    body = {"query": query, "variables": {"input": given}}
    with closed_log(api):
        answer = api.post(assistant, body)
        assert (answer.status_code, answer.json()) == (503, UNAVAILABLE)
    again = api.post(assistant, body).json()
    application = {"statement": "因病致贫", "state": "FILED"}
    assert again == {"data": {"fileApplication": {"application": application, "replayed": True, "userErrors": []}}}
    assert entries(api, assistant)[-1]["fields"] == ["Application.statement"]


LOG = """query($r: ID, $o: ID, $first: Int, $after: String) {
  readLog(record: $r, official: $o, first: $first, after: $after) { totalCount
    edges { cursor node { id at officialId fields recordIds operation documentHash act purpose county keptUntil } }
    pageInfo { hasNextPage } } }"""


def test_an_auditor_asks_who_read_what(api: Api) -> None:
    window, auditor = api.person(WINDOW), api.person(Role.AUDITOR)
    family = str(registered(api))
    for _ in range(3):
        api.ask(window, FAMILY, id=family)
    api.ask(api.person(Role.TOWNSHIP_LEADER), FAMILY, id=family)
    page = api.ask(auditor, LOG, r=family, first=3)["readLog"]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (4, True)
    newest = page["edges"][0]["node"]
    stored = kept.record(api, "readLog", newest["id"])
    assert newest == {
        "id": stored["_id"],
        "at": f"{stored['at']:%Y-%m-%dT%H:%M:%S}.{stored['at'].microsecond // 1000:03d}Z",
        "officialId": api.person(Role.TOWNSHIP_LEADER).id,
        "fields": ["Member.birthDay", "Member.illness", "Member.name"],
        "recordIds": [family],
        "operation": "Family",
        "documentHash": hashlib.sha256(FAMILY.encode()).hexdigest(),
        "act": None,
        "purpose": None,
        "county": COUNTY,
        "keptUntil": newest["keptUntil"],
    }
    assert int(newest["keptUntil"][:4]) == stored["at"].year + 3
    rest = api.ask(auditor, LOG, r=family, first=3, after=page["edges"][2]["cursor"])["readLog"]
    assert [edge["node"]["officialId"] for edge in rest["edges"]] == [window.id]
    own = api.ask(auditor, LOG, o=window.id, first=2)["readLog"]["edges"]
    assert {edge["node"]["officialId"] for edge in own} == {window.id}
    both = api.post(auditor, {"query": LOG, "variables": {"r": family, "o": window.id}}).json()
    assert both["errors"][0]["extensions"]["code"] == "FILTER_NOT_PUBLISHED"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_nobody_else_knows_of_the_log(api: Api, family: str, role: Role) -> None:
    api.ask(api.person(WINDOW), FAMILY, id=family)
    page = api.ask(api.person(role), LOG)["readLog"]
    assert (page["edges"], page["totalCount"]) == ([], 0)
    for filter_ in ({"r": family}, {"o": api.person(WINDOW).id}):
        told = api.post(api.person(role), {"query": LOG, "variables": filter_}).json()
        assert told["errors"][0]["extensions"]["code"] == "FILTER_WITHHELD"
    id_ = entries(api, api.person(WINDOW))[-1]["_id"]
    node = api.ask(api.person(role), "query($id: ID!) { node(id: $id) { id } }", id=id_)
    assert node == {"node": None}


def test_an_auditor_of_another_county_reads_nothing_of_it(api: Api, family: str) -> None:
    page = api.ask(api.stranger(Role.AUDITOR), LOG, r=family)["readLog"]
    assert (page["edges"], page["totalCount"]) == ([], 0)


def test_both_ways_answer_the_auditor_alike_and_leave_no_entry(api: Api, family: str) -> None:
    auditor, body = api.person(Role.AUDITOR), {"query": LOG, "variables": {"r": family}}
    headers = {"authorization": f"Bearer {auditor.token}"}
    with kept.opened(api) as database:
        before = database["readLog"].count_documents({})
        planned = api.client.post("/graphql", json=body, headers=headers)
        reference = api.client.post("/graphql", json=body, headers={**headers, "reference": "1"})
        assert database["readLog"].count_documents({}) == before
    assert (planned.headers["answered-by"], reference.headers["answered-by"]) == ("PLAN", "DEMANDED")
    assert planned.json() == reference.json()


def test_nothing_removes_an_entry_by_itself(api: Api) -> None:
    with kept.opened(api) as database:
        indexes = database["readLog"].index_information()
    assert set(indexes) == {"_id_", "month", "areas", "records", "official"}
    assert not any("expireAfterSeconds" in each for each in indexes.values())


@contextmanager
def many_families(api: Api, family: str, count: int) -> Iterator[None]:
    """As many copies of a family, as long as the block lasts."""
    with kept.opened(api) as database:
        model = database["households"].find_one({"_id": family}) or {}
        database["households"].insert_many(
            [{**model, "_id": f"hh_many{n:03d}", "externalReference": None} for n in range(count)]
        )
        try:
            yield
        finally:
            database["households"].delete_many({"_id": {"$regex": "^hh_many"}})


def test_an_answer_with_more_than_a_hundred_records_makes_several_entries(api: Api, family: str) -> None:
    leader = api.person(Role.COUNTY_SUPERVISOR)
    part = "edges { node { propertyNote } }"
    before = len(entries(api, leader))
    with many_families(api, family, 150):
        api.ask(leader, f"{{ a: households(first: 100) {{ {part} }} b: households(last: 60) {{ {part} }} }}")
    made = entries(api, leader)[before:]
    assert {tuple(each["fields"]) for each in made} == {("Household.propertyNote",)}
    sizes = sorted(len(each["recordIds"]) for each in made)
    assert (sizes[-1], sum(sizes)) == (100, len({id_ for each in made for id_ in each["recordIds"]}))
    assert sum(sizes) > 100
