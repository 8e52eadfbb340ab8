"""How often identifiers may be used, and what unusual use tells: budgets, claimed numbers, alarms."""

from datetime import UTC, datetime, timedelta
from typing import Any

from casework.office import Role
from tests import kept
from tests.api import GONGQUAN, VILLAGES, Api, Person
from tests.story import household_input, identity_number, member
from tests.story_identifier import code, find, pushed_back, reveal, warrant


def test_the_twentieth_reveal_of_an_hour_is_the_last(api: Api, family: dict[str, Any]) -> None:
    reviewer = api.person(Role.TOWNSHIP_REVIEWER)
    assert [code(reveal(api, reviewer, family)) for _ in range(20)] == [None] * 20
    before = kept.digest(api)
    refused = reveal(api, reviewer, family)
    assert (code(refused), refused["value"], refused["userErrors"][0]["path"]) == ("RATE_LIMITED", None, [])
    assert kept.digest(api) == before
    assert code(find(api, reviewer, family["number"])) is None, "look-ups have a budget of their own"
    assert code(reveal(api, api.person(Role.TOWNSHIP_LEADER), family)) is None, "and so has every official"
    pushed_back(api, reviewer, timedelta(hours=1))
    assert code(reveal(api, reviewer, family)) is None


def test_what_the_viewer_can_is_the_acts_own_answer(api: Api, family: dict[str, Any]) -> None:
    query = "query($id: ID!) { node(id: $id) { ... on Household { viewerCan { act allowed code } } } }"

    def told(role: Role) -> Any:
        asked = api.ask(api.person(role), query, id=family["id"])["node"]["viewerCan"]
        return next((each["allowed"], each["code"]) for each in asked if each["act"] == "revealIdentifier")

    assert told(Role.TOWNSHIP_CASHIER) == (True, None)
    assert told(Role.COUNTY_SUPERVISOR) == (False, "NOT_ADMITTED")
    with kept.opened(api) as rows:
        rows["warrants"].delete_many({})
    assert told(Role.AUDITOR) == (False, "WARRANT_MISSING")
    warrant(api)
    assert told(Role.AUDITOR) == (True, None)
    for _ in range(20):
        reveal(api, api.person(Role.TOWNSHIP_CASHIER), family, identifier="BANK_ACCOUNT")
    assert told(Role.TOWNSHIP_CASHIER) == (False, "RATE_LIMITED")


def claimed(api: Api, person: Person, number: str) -> Any:
    given = household_input(VILLAGES[GONGQUAN], members=[member(birth_day="1955-05-05", identityNumber=number)])
    return api.act(person, "registerHousehold", returns="household { id }", household=given)


def test_a_claimed_answer_is_a_look_up_that_is_counted_and_journalled(api: Api, family: dict[str, Any]) -> None:
    window = api.person(Role.TOWNSHIP_WINDOW, GONGQUAN)
    assert code(claimed(api, window, family["number"])) == "IDENTITY_CLAIMED"
    use = kept.row(api, "identifierUses", officialId=window.id)
    assert [each["kind"] for each in use["uses"]] == ["CLAIMED"]
    [entry] = kept.journal(api, use["_id"])
    assert (entry["act"], entry["purpose"], entry["changed"]) == ("registerHousehold", None, ["identityNumber"])
    assert family["number"] not in str(entry)


def test_claimed_answers_stop_at_the_budget_and_honest_registrations_do_not(api: Api, family: dict[str, Any]) -> None:
    window = api.person(Role.TOWNSHIP_WINDOW, GONGQUAN)
    for _ in range(20):
        assert code(find(api, window, family["number"])) is None
    assert code(find(api, window, family["number"])) == "RATE_LIMITED"
    assert code(claimed(api, window, identity_number("1955-05-05"))) is None
    for _ in range(20):
        assert code(claimed(api, window, family["number"])) == "IDENTITY_CLAIMED"
    before = kept.digest(api)
    stranger = [claimed(api, window, each) for each in (family["number"], identity_number("1955-05-05"))]
    assert [code(each) for each in stranger] == ["RATE_LIMITED"] * 2, "free and claimed numbers answer alike"
    assert kept.digest(api) == before


def test_unusual_use_is_told_once_to_those_who_watch(api: Api, family: dict[str, Any]) -> None:
    leader, query = api.person(Role.TOWNSHIP_LEADER, GONGQUAN), "{ identifierAlarms { edges { node { %s } } } }"
    asked = query % "officialId day reason uses"

    def told(role: Role) -> list[dict[str, Any]]:
        edges = api.ask(api.person(role), asked)["identifierAlarms"]["edges"]
        return [each["node"] for each in edges if each["node"]["reason"] == "MISSES_IN_A_ROW"]

    for _ in range(4):
        find(api, leader, identity_number("1955-05-06"))
    assert told(Role.COUNTY_SUPERVISOR) == []
    for _ in range(3):
        find(api, leader, identity_number("1955-05-06"))
    day = kept.row(api, "identifierUses", officialId=leader.id)["day"]
    alarm = {"officialId": leader.id, "day": day, "reason": "MISSES_IN_A_ROW", "uses": 5}
    assert told(Role.COUNTY_SUPERVISOR) == told(Role.AUDITOR) == [alarm]
    for role in (Role.TOWNSHIP_LEADER, Role.COUNTY_APPROVER, Role.CITY_OVERSEER):
        assert api.ask(api.person(role), asked)["identifierAlarms"]["edges"] == []
    with kept.opened(api) as rows:
        [*_, event] = rows["outbox"].find({"type": "identifierAlarm", "county": "511526"}).sort("_id")
    assert abs(event["at"] - datetime.now(UTC)) < timedelta(minutes=5)


def test_no_clear_value_is_logged_or_kept(api: Api, family: dict[str, Any]) -> None:
    reveal(api, api.person(Role.TOWNSHIP_WINDOW), family)
    find(api, api.person(Role.TOWNSHIP_WINDOW), family["number"])
    claimed(api, api.person(Role.TOWNSHIP_WINDOW, GONGQUAN), family["number"])
    assert family["number"].encode() not in api.log.read_bytes()
    with kept.opened(api) as rows:
        every = [row for name in rows.list_collection_names() for row in rows[name].find()]
        oplog = list(rows.client["local"]["oplog.rs"].find({}, {"o": 1}).sort("$natural", -1).limit(3000))
    assert family["number"] not in str(every)
    assert family["number"] not in str(oplog)
    assert family["id"] in str(oplog)
