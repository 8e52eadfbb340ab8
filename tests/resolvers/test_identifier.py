"""Identifiers in clear: who sees which, for what, how often; nothing of it is kept but that it was seen."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from authorization.sight import MATRIX, Group
from casework.identifier import PURPOSES, Identifier
from casework.office import Role
from casework.purpose import Purpose
from documents.journal import JournalDocument, chain_holds
from tests import kept
from tests.api import GONGQUAN, VILLAGES, XUNCHANG, Api, Person
from tests.story import household_input, identity_number, member

ACCOUNT = "6228480000000077731"
STARS = {(role, kind) for role in Role for kind in Identifier if MATRIX[role, Group(kind)].endswith("*")}
BY_AREA = [role for role in Role if role is not Role.ANSWERING_DEPARTMENT]


@pytest.fixture
def family(api: Api) -> dict[str, Any]:
    """A family whose numbers are known; the day's budgets begin anew."""
    number = identity_number("1955-05-05")
    made = api.act(
        api.person(Role.TOWNSHIP_WINDOW),
        "registerHousehold",
        returns="household { id members { memberId } }",
        household=household_input(
            VILLAGES[XUNCHANG],
            bankAccount=ACCOUNT,
            members=[member(birth_day="1955-05-05", identityNumber=number)],
        ),
    )["household"]
    with kept.opened(api) as rows:
        rows["identifierUses"].delete_many({})
        rows["identifierAlarms"].delete_many({})
        rows["journal"].delete_many({"caseId": {"$regex": "^use_"}})
    return {"id": made["id"], "member": made["members"][0]["memberId"], "number": number}


def reveal(api: Api, person: Person, family: dict[str, Any], **given: Any) -> Any:
    asked = {"identifier": "IDENTITY_NUMBER", "purpose": max(PURPOSES.get(person.role, ["CASE_HANDLING"]))}
    asked |= {"householdId": family["id"], "memberId": family["member"]} | given
    return api.act(person, "revealIdentifier", returns="value household { id }", **asked)


def find(api: Api, person: Person, number: str, **given: Any) -> Any:
    asked = {"identityNumber": number, "purpose": max(PURPOSES.get(person.role, ["CASE_HANDLING"]))} | given
    return api.act(person, "findByIdentifier", returns="household { id headName }", **asked)


def code(payload: Any) -> str | None:
    return payload["userErrors"][0]["code"] if payload["userErrors"] else None


def warrant(api: Api, **given: Any) -> Any:
    number = f"审通{uuid4().hex[:8]}"
    asked = {
        "number": number,
        "officialId": api.person(Role.AUDITOR).id,
        "validFrom": "2020-06-01",
        "validTo": "2020-06-30",
    } | given
    payload = api.act(api.person(Role.COUNTY_SUPERVISOR), "registerWarrant", returns="warrantId", **asked)
    return payload | {"number": asked["number"]}


def pushed_back(api: Api, person: Person, by: timedelta) -> None:
    """Let the official's uses of today have been earlier."""
    with kept.opened(api) as rows:
        for row in rows["identifierUses"].find({"officialId": person.id}):
            uses = [{**each, "at": each["at"] - by} for each in row["uses"]]
            rows["identifierUses"].update_one({"_id": row["_id"]}, {"$set": {"uses": uses}})


@pytest.mark.parametrize("kind", Identifier)
@pytest.mark.parametrize("role", BY_AREA)
def test_the_star_of_the_matrix_opens_its_own_identifier_and_no_other(
    api: Api, family: dict[str, Any], role: Role, kind: Identifier
) -> None:
    before = kept.digest(api)
    number = warrant(api)["number"] if role is Role.AUDITOR else None
    payload = reveal(api, api.person(role), family, identifier=kind, warrant=number)
    if (role, kind) in STARS:
        clear = family["number"] if kind is Identifier.IDENTITY_NUMBER else ACCOUNT
        shown: dict[str, Any] = {"value": clear, "household": {"id": family["id"]}, "replayed": False, "userErrors": []}
        assert payload == shown
        return
    wanted = "IDENTIFIER_WITHHELD" if any(starred is role for starred, _ in STARS) else "NOT_ADMITTED"
    assert (code(payload), payload["value"], payload["household"]) == (wanted, None, None)
    assert number is not None or kept.digest(api) == before


def test_the_journal_tells_who_saw_which_value_for_what_and_no_value(api: Api, family: dict[str, Any]) -> None:
    leader, before = api.person(Role.TOWNSHIP_LEADER), kept.record(api, "households", family["id"])
    reveal(api, leader, family, purpose="COMPLAINT_HANDLING")
    after = kept.record(api, "households", family["id"])
    *_, entry = kept.journal(api, family["id"])
    told = {name: entry[name] for name in ("act", "officialId", "purpose", "changed", "legalBasis", "prev")}
    assert told == {
        "act": "revealIdentifier",
        "officialId": leader.id,
        "purpose": "COMPLAINT_HANDLING",
        "changed": [f"members.{family['member']}.identityNumber"],
        "legalBasis": "PIPL art.6, 51",
        "prev": before["journalHead"],
    }
    head = {"journalSeq": entry["seq"], "journalHead": entry["hash"]}
    assert after == before | head
    assert family["number"] not in str(entry)
    entries = [JournalDocument.model_validate(each) for each in kept.journal(api, family["id"])]
    assert chain_holds(entries)
    assert not chain_holds([*entries[:-1], entries[-1].model_copy(update={"purpose": Purpose.VERIFICATION})])


def test_outside_the_scope_there_is_no_such_household(api: Api, family: dict[str, Any]) -> None:
    before = kept.digest(api)
    leader = api.person(Role.TOWNSHIP_LEADER, GONGQUAN)
    foreign = reveal(api, leader, family)
    unknown = reveal(api, leader, family | {"id": family["id"][:-3] + "ZZZ"})
    assert (code(foreign), foreign) == ("NOT_FOUND", unknown)
    assert kept.digest(api) == before


@pytest.mark.parametrize(
    ("role", "given", "refusal"),
    [
        (Role.COUNTY_CHECK, {"purpose": "CASE_HANDLING"}, ("PURPOSE_UNFIT", ["purpose"])),
        (Role.TOWNSHIP_WINDOW, {"purpose": "SUPERVISION"}, ("PURPOSE_UNFIT", ["purpose"])),
        (Role.AUDITOR, {}, ("WARRANT_MISSING", ["warrant"])),
        (Role.AUDITOR, {"warrant": "无此文号"}, ("WARRANT_MISSING", ["warrant"])),
        (Role.TOWNSHIP_WINDOW, {"memberId": None}, ("MEMBER_NOT_STATED", ["memberId"])),
        (Role.TOWNSHIP_WINDOW, {"memberId": "mem_other"}, ("NOT_FOUND", ["memberId"])),
    ],
)
def test_what_is_not_in_order_shows_nothing_and_keeps_nothing(
    api: Api, family: dict[str, Any], role: Role, given: dict[str, Any], refusal: tuple[str, list[str]]
) -> None:
    before = kept.digest(api)
    payload = reveal(api, api.person(role), family, **given)
    [error] = payload["userErrors"]
    assert (error["code"], error["path"], payload["value"]) == (*refusal, None)
    assert kept.digest(api) == before


def test_a_household_without_an_account_has_none_to_show(api: Api, family: dict[str, Any]) -> None:
    with kept.opened(api) as rows:
        rows["households"].update_one({"_id": family["id"]}, {"$set": {"bankAccountSealed": None}})
    payload = reveal(api, api.person(Role.TOWNSHIP_CASHIER), family, identifier="BANK_ACCOUNT")
    assert code(payload) == "IDENTIFIER_MISSING"


def test_the_same_key_is_a_reveal_of_its_own_and_keeps_no_value(api: Api, family: dict[str, Any]) -> None:
    window, key = api.person(Role.TOWNSHIP_WINDOW), uuid4().hex
    first = reveal(api, window, family, idempotencyKey=key)
    second = reveal(api, window, family, idempotencyKey=key)
    assert (first["replayed"], second) == (False, {**first, "replayed": True})
    entries = [each for each in kept.journal(api, family["id"]) if each["act"] == "revealIdentifier"]
    assert [each["officialId"] for each in entries] == [window.id] * 2
    other = reveal(api, window, family, idempotencyKey=key, purpose="CASE_HANDLING")
    assert (code(other), other["value"]) == ("IDEMPOTENCY_KEY_REUSED", None)
    with kept.opened(api) as rows:
        assert family["number"] not in str(list(rows["idempotency"].find()))


def test_an_auditor_sees_on_his_own_warrant_and_in_its_days_only(api: Api, family: dict[str, Any]) -> None:
    auditor, own = api.person(Role.AUDITOR), warrant(api)
    assert own["userErrors"] == []
    assert reveal(api, auditor, family, warrant=own["number"])["value"] == family["number"]
    *_, entry = kept.journal(api, family["id"])
    assert entry["legalBasis"] == f"PIPL art.6, 51; 审计通知书 {own['number']}"
    late = "2020-07-01T09:00+08:00"
    assert code(reveal(api, auditor, family, warrant=own["number"], clock=late)) == "WARRANT_MISSING"
    elsewhere = api.stranger(Role.AUDITOR)
    assert code(reveal(api, elsewhere, family, warrant=own["number"])) == "NOT_FOUND"
    assert code(find(api, elsewhere, family["number"], warrant=own["number"])) == "WARRANT_MISSING"


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"validTo": "2020-05-31"}, ("WARRANT_PERIOD_INVALID", ["validTo"])),
        ({"validTo": "2021-06-02"}, ("WARRANT_PERIOD_INVALID", ["validTo"])),
        ({"number": " "}, ("TEXT_MISSING", ["number"])),
        ({"officialId": "off_nobody"}, ("NOT_FOUND", ["officialId"])),
    ],
)
def test_a_warrant_that_is_not_in_order_is_not_registered(
    api: Api, given: dict[str, Any], refusal: tuple[str, list[str]]
) -> None:
    before = kept.digest(api)
    payload = warrant(api, **given)
    [error] = payload["userErrors"]
    assert (error["code"], error["path"], payload["warrantId"]) == (*refusal, None)
    assert kept.digest(api) == before


def test_a_warrant_is_for_an_auditor_and_its_number_is_registered_once(api: Api) -> None:
    number = warrant(api)["number"]
    assert code(warrant(api, number=number)) == "WARRANT_REPEATED"
    assert code(warrant(api, officialId=api.person(Role.COUNTY_APPROVER).id)) == "NOT_FOUND"
    assert code(warrant(api, officialId=api.stranger(Role.AUDITOR).id)) == "NOT_FOUND"


def test_a_number_leads_to_its_household_in_the_viewers_own_shape(api: Api, family: dict[str, Any]) -> None:
    number = warrant(api)["number"]
    for role, name in ((Role.TOWNSHIP_WINDOW, "张测试"), (Role.AUDITOR, "张＊")):
        given = {"warrant": number} if role is Role.AUDITOR else {}
        payload = find(api, api.person(role), family["number"], **given)
        household = {"id": family["id"], "headName": name}
        assert payload == {"household": household, "replayed": False, "userErrors": []}
    *_, entry = kept.journal(api, family["id"])
    assert (entry["act"], entry["changed"], entry["purpose"]) == ("findByIdentifier", ["identityNumber"], "SUPERVISION")


def test_elsewhere_and_nowhere_are_one_answer_and_leave_the_same_trace(api: Api, family: dict[str, Any]) -> None:
    leader = api.person(Role.TOWNSHIP_LEADER, GONGQUAN)
    grown, answers = [], []
    for number in (family["number"], identity_number("1955-05-06")):
        before = kept.counts(api)
        answers.append(find(api, leader, number))
        after = kept.counts(api)
        grown.append({name: after[name] - before.get(name, 0) for name in after if after[name] != before.get(name, 0)})
    assert answers == [{"household": None, "replayed": False, "userErrors": []}] * 2
    trace = {"idempotency": 1, "journal": 1, "outbox": 1}
    with kept.opened(api) as rows:
        outside = rows["identifierAlarms"].count_documents({"officialId": leader.id})  # when tests run at night
    assert grown[1] == trace
    assert grown[0] == {**trace, "identifierUses": 1} | (
        {"identifierAlarms": 1, "journal": 2, "outbox": 2} if outside else {}
    )
    use = kept.row(api, "identifierUses", officialId=leader.id)
    entries = kept.journal(api, use["_id"])
    assert [(each["act"], each["changed"], each["purpose"]) for each in entries] == [
        ("findByIdentifier", ["identityNumber"], "VERIFICATION")
    ] * 2
    assert (use["journalSeq"], use["journalHead"]) == (2, entries[-1]["hash"])
    assert len({each["digest"] for each in entries}) == 2
    assert family["number"] not in str(entries) + str(use)


def test_a_malformed_number_is_refused_without_being_repeated(api: Api) -> None:
    payload = find(api, api.person(Role.TOWNSHIP_WINDOW), "11010519491231002Y")
    assert (code(payload), "11010519491231002Y" in str(payload)) == ("IDENTITY_NUMBER_INVALID", False)


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
    event = kept.row(api, "outbox", type="identifierAlarm", county="511526")
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
