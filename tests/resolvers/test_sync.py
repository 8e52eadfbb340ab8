"""The city's platform brings applications: once each, and good rows beside bad ones."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from casework.office import ROLE_SEATS, Organ, Role, Tier
from documents.official import OfficialDocument, PostPart
from documents.record import new_id, stored
from tests.api import CITY, GONGQUAN, VILLAGES, XUNCHANG, Api, Person
from tests.kept import counts, opened, row
from tests.story import household_input, identity_number, member
from tests.story_sync import a_row, accepted, by_reference, outcomes, sync


def test_a_row_becomes_a_filed_case_of_its_village(api: Api) -> None:
    given = a_row(requestedAmount="320.50")
    payload = sync(api, given)
    (made,) = payload["rows"]
    case = made.pop("application")
    assert made == {"index": 0, "reference": given["reference"], "outcome": "CREATED", "userErrors": []}
    assert case.pop("id").startswith("app_")
    assert case.pop("number").startswith(f"{XUNCHANG}-2020-N-")
    assert case == {
        "revision": 1,
        "state": "FILED",
        "township": XUNCHANG,
        "statement": "［内容已遮蔽］",  # it may tell of health: the platform sent it, and reads a mask
        "requestedAmount": "320.50",
        "memberCount": 1,
        "applicantName": "张测试",
        "externalReference": {"system": api.person(Role.CITY_PLATFORM).id, "reference": given["reference"]},
        "proposedChange": None,
    }
    assert payload["replayed"] is False


def test_the_same_call_again_has_one_effect_and_says_so(api: Api) -> None:
    rows, key = [a_row(), a_row(VILLAGES[GONGQUAN])], uuid4().hex
    first = sync(api, *rows, idempotencyKey=key)
    before = counts(api)
    again = sync(api, *rows, idempotencyKey=key)
    assert again == {**first, "replayed": True}
    assert counts(api) == before


def test_the_same_rows_under_another_key_are_unchanged(api: Api) -> None:
    rows = [a_row(), a_row()]
    first = sync(api, *rows)
    before = counts(api)
    again = sync(api, *rows)
    assert outcomes(again) == [("UNCHANGED", []), ("UNCHANGED", [])]
    assert [each["application"] for each in again["rows"]] == [each["application"] for each in first["rows"]]
    assert again["replayed"] is False
    after = counts(api)
    assert after.pop("idempotency") == before.pop("idempotency") + 3  # the call and its two rows
    assert after == before


def test_an_old_call_that_comes_again_does_not_undo_a_newer_one(api: Api) -> None:
    older, key = a_row(), uuid4().hex
    sync(api, older, idempotencyKey=key)
    sync(api, {**older, "statement": "家中又有人患病"})
    again = sync(api, older, idempotencyKey=key)
    assert outcomes(again) == [("CREATED", [])]
    assert again["replayed"] is True
    assert row(api, "applications", **by_reference(older))["statement"] == "家中又有人患病"


def test_a_key_belongs_to_its_rows(api: Api) -> None:
    given, key = a_row(), uuid4().hex
    sync(api, given, idempotencyKey=key)
    before = counts(api)
    payload = sync(api, given, a_row(), idempotencyKey=key)
    assert payload["rows"] == []
    assert [(each["code"], each["path"]) for each in payload["userErrors"]] == [
        ("IDEMPOTENCY_KEY_REUSED", ["idempotencyKey"])
    ]
    assert counts(api) == before


def _wrong_digit() -> dict[str, Any]:
    number = identity_number()
    return member(identityNumber=number[:17] + ("0" if number[17] != "0" else "1"))


BAD: list[tuple[dict[str, Any], str, list[str]]] = [
    ({"statement": " "}, "TEXT_MISSING", ["statement"]),
    ({"statement": "长" * 2001}, "TEXT_TOO_LONG", ["statement"]),
    ({"requestedAmount": "1.234"}, "AMOUNT_INVALID", ["requestedAmount"]),
    ({"matter": "TEMPORARY_ASSISTANCE"}, "CAUSE_MISSING", ["cause"]),
    ({"matter": "TEMPORARY_ASSISTANCE", "cause": "FIRE", "causeOn": "2020-06-02"}, "DAY_IN_FUTURE", ["causeOn"]),
    ({"reference": " "}, "TEXT_MISSING", ["reference"]),
    ({"reference": "9" * 101}, "TEXT_TOO_LONG", ["reference"]),
    ({"household": household_input("511526101999")}, "NOT_FOUND", ["household", "village"]),
    ({"household": household_input(XUNCHANG)}, "NOT_FOUND", ["household", "village"]),
    (
        {"household": household_input(VILLAGES[XUNCHANG], members=[_wrong_digit()])},
        "IDENTITY_CHECK_DIGIT_WRONG",
        ["household", "members", "0", "identityNumber"],
    ),
    (
        {"household": household_input(VILLAGES[XUNCHANG], bankAccount="12")},
        "ACCOUNT_INVALID",
        ["household", "bankAccount"],
    ),
]


@pytest.mark.parametrize(("fault", "code", "path"), BAD, ids=[f"{code}-{path[-1]}" for _, code, path in BAD])
def test_a_bad_row_keeps_nothing_and_the_good_ones_stay(
    api: Api, fault: dict[str, Any], code: str, path: list[str]
) -> None:
    before = counts(api)
    payload = sync(api, a_row(), a_row(**fault), a_row())
    assert outcomes(payload) == [("CREATED", []), ("REFUSED", [code]), ("CREATED", [])]
    bad = payload["rows"][1]
    assert bad["application"] is None
    assert bad["userErrors"] == [{"code": code, "path": ["rows", "1", *path]}]
    after = counts(api)
    grown = {name: after[name] - before[name] for name in ("applications", "households", "identityClaims", "journal")}
    assert grown == {"applications": 2, "households": 2, "identityClaims": 2, "journal": 4}


def test_a_refused_row_is_taken_up_by_the_same_call_once_its_obstacle_is_gone(api: Api) -> None:
    shared = member()
    holder = a_row(household=household_input(VILLAGES[XUNCHANG], members=[member(), {**shared, "relation": "CHILD"}]))
    other, good, key = a_row(household=household_input(VILLAGES[XUNCHANG], members=[shared])), a_row(), uuid4().hex
    sync(api, holder)
    assert outcomes(sync(api, other, good, idempotencyKey=key)) == [
        ("REFUSED", ["IDENTITY_CLAIMED"]),
        ("CREATED", []),
    ]
    holder["household"]["members"].pop()
    assert outcomes(sync(api, holder)) == [("CORRECTED", [])]
    again = sync(api, other, good, idempotencyKey=key)
    assert outcomes(again) == [("CREATED", []), ("CREATED", [])]
    assert again["replayed"] is False


def test_a_reference_stands_once_in_a_call(api: Api) -> None:
    given = a_row()
    payload = sync(api, given, {**given, "statement": "另一陈述"})
    assert outcomes(payload) == [("CREATED", []), ("REFUSED", ["REFERENCE_REPEATED"])]
    assert payload["rows"][1]["userErrors"][0]["path"] == ["rows", "1", "reference"]


def test_what_a_row_leaves_out_stays_as_it_was(api: Api) -> None:
    head = member(phone="13800000000", disability="肢体二级", monthlyIncome="120.00", fullTimeStudent=False)
    given = a_row(
        household=household_input(VILLAGES[XUNCHANG], members=[head], bankAccount="6228480000000000001", phone="0831"),
        requestedAmount="300.00",
    )
    sync(api, given)
    bare = {each: head[each] for each in ("name", "relation", "identityNumber", "birthDay")}
    household = household_input(VILLAGES[XUNCHANG], members=[bare], address=given["household"]["address"])
    rest = {name: value for name, value in given.items() if name != "requestedAmount"}
    assert outcomes(sync(api, {**rest, "household": household})) == [("UNCHANGED", [])]


def test_a_second_case_for_the_same_is_refused(api: Api) -> None:
    given = a_row(householdReference=uuid4().hex)
    second = {**given, "reference": f"B{given['reference']}"}
    assert outcomes(sync(api, given, second)) == [("CREATED", []), ("REFUSED", ["CASE_ALREADY_OPEN"])]


def test_a_platform_neither_sees_nor_touches_what_another_one_or_a_township_brought(api: Api) -> None:
    other = _another_platform(api)
    given = a_row()
    case = sync(api, given)["rows"][0]["application"]
    query = "query($id: ID!) { node(id: $id) { id } applications { totalCount } households { totalCount } }"
    nothing = {"node": None, "applications": {"totalCount": 0}, "households": {"totalCount": 0}}
    assert api.ask(other, query, id=case["id"]) == nothing
    mine = a_row(reference=given["reference"])
    assert outcomes(sync(api, mine, by=other)) == [("CREATED", [])]
    assert row(api, "applications", _id=case["id"])["revision"] == 1
    taken = {**a_row(), "household": given["household"]}
    assert outcomes(sync(api, taken, by=other)) == [("REFUSED", ["IDENTITY_CLAIMED"])]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CITY_PLATFORM}))
def test_nobody_but_the_platform_synchronizes(api: Api, role: Role) -> None:
    before = counts(api)
    payload = sync(api, a_row(), by=api.person(role))
    assert payload["rows"] == []
    assert [each["code"] for each in payload["userErrors"]] == ["NOT_ADMITTED"]
    assert counts(api) == before


def test_a_key_too_short_is_refused(api: Api) -> None:
    payload = sync(api, a_row(), idempotencyKey="short")
    assert [each["code"] for each in payload["userErrors"]] == ["IDEMPOTENCY_KEY_INVALID"]


def test_a_hundred_rows_are_taken_and_one_more_is_refused_whole(api: Api) -> None:
    rows = [a_row() for _ in range(101)]
    before = counts(api)
    query = "mutation($input: SyncApplicationsInput!) { syncApplications(input: $input) { replayed } }"
    body = {"query": query, "variables": {"input": {"idempotencyKey": uuid4().hex, "rows": rows}}}
    refused = api.post(api.person(Role.CITY_PLATFORM), body).json()
    assert [each["extensions"] for each in refused["errors"]] == [{"code": "LIST_TOO_LONG", "argument": ["rows"]}]
    assert counts(api) == before
    assert outcomes(sync(api, *rows[:100])) == [("CREATED", [])] * 100
    assert counts(api)["applications"] == before["applications"] + 100


def test_no_rows_are_no_work(api: Api) -> None:
    assert sync(api) == {"rows": [], "replayed": False, "userErrors": []}


@pytest.mark.parametrize("same_key", [True, False], ids=["one key", "two keys"])
def test_parallel_calls_with_the_same_rows_have_one_effect(api: Api, *, same_key: bool) -> None:
    for _ in range(5):
        rows, key = [a_row() for _ in range(4)], uuid4().hex
        keys = [key if same_key else uuid4().hex for _ in range(4)]
        before = counts(api)
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda each, given=rows: sync(api, *given, idempotencyKey=each), keys))
        after = counts(api)
        grown = {name: after[name] - before[name] for name in ("applications", "households", "journal", "outbox")}
        assert grown == {"applications": 4, "households": 4, "journal": 8, "outbox": 8}
        for place in range(4):
            told = sorted(answer["rows"][place]["outcome"] for answer in answers)
            assert told == ["CREATED"] * 4 if same_key else ["CREATED", "UNCHANGED", "UNCHANGED", "UNCHANGED"]
            assert len({answer["rows"][place]["application"]["id"] for answer in answers}) == 1


def test_no_personal_data_stays_in_the_keys_or_the_log(api: Api) -> None:
    given = a_row(household=household_input(VILLAGES[XUNCHANG], members=[member("欧阳独特")], address="独特地址"))
    number = given["household"]["members"][0]["identityNumber"]
    sync(api, given)
    sync(api, {**given, "statement": "独特陈述"})
    with opened(api) as records:
        side = [str(each) for name in ("idempotency", "journal", "outbox") for each in records[name].find()]
        rest = [str(each) for name in records.list_collection_names() for each in records[name].find()]
    log = api.log.read_text(encoding="utf-8")
    for secret in (number, "欧阳独特", "独特地址", "独特陈述"):
        assert not [each for each in [*side, log] if secret in each]
    assert not [each for each in rest if number in each]
    assert [each for each in rest if "独特地址" in each]


def _another_platform(api: Api) -> Person:
    """A second platform of the same city."""
    tier, organs = ROLE_SEATS[Role.CITY_PLATFORM]
    organ, subject, id_ = min(organs), f"platform:{uuid4().hex}", new_id("off")
    post = PostPart(tier=tier, organ=organ, role=Role.CITY_PLATFORM, area=CITY, valid_from="2020-01-01")
    made = OfficialDocument.model_construct(id=id_, subject=subject, name="另一平台", machine=True, posts=[post])
    with opened(api) as records:
        records.officials.insert_one(stored(made))
    return Person(id_, Role.CITY_PLATFORM, CITY, api.token(subject, Tier.CITY, CITY, Organ.ASSISTANCE_PLATFORM))


def test_the_township_takes_the_case_over_and_another_one_does_not_know_of_it(api: Api) -> None:
    case = sync(api, a_row())["rows"][0]["application"]
    query = "query($id: ID!) { node(id: $id) { id } }"
    assert api.ask(api.person(Role.TOWNSHIP_WINDOW), query, id=case["id"]) == {"node": {"id": case["id"]}}
    assert api.ask(api.person(Role.TOWNSHIP_WINDOW, GONGQUAN), query, id=case["id"]) == {"node": None}
    assert accepted(api, case)["state"] == "ACCEPTED"
