"""Registering a family: what is kept, what is sealed, and every input that is refused."""

from typing import Any

import pytest

from casework.office import Role
from tests import kept
from tests.api import GONGQUAN, VILLAGES, XUNCHANG, Api
from tests.story import household_input, identity_number, member, registered

VILLAGE = VILLAGES[XUNCHANG]
RETURNS = """household { revision county township village kind address headName bankAccount synthetic
  members { name relation sex birthDay birthYear identityNumber hasHealthCondition disability monthlyIncome incomeBand }
  access { masked withheld } }"""


def refused(api: Api, role: Role = Role.TOWNSHIP_WINDOW, **household: Any) -> tuple[str, list[str]]:
    """The code and the path of a refused registration, of which nothing was kept."""
    before = kept.digest(api)
    payload = api.act(
        api.person(role),
        "registerHousehold",
        returns="household { id }",
        household=household_input(VILLAGE, **household),
    )
    assert kept.digest(api) == before
    assert payload["household"] is None
    [error] = payload["userErrors"]
    return error["code"], error["path"]


def test_a_family_is_kept_with_its_identifiers_masked(api: Api) -> None:
    number = identity_number("1950-03-04")
    head = member(identityNumber=number, disability="肢体二级", monthlyIncome="280.50")
    payload = api.act(
        api.person(Role.TOWNSHIP_WINDOW),
        "registerHousehold",
        returns=RETURNS,
        household=household_input(VILLAGE, members=[head], bankAccount="6228480000000012345"),
    )
    assert payload == {
        "household": {
            "revision": 1,
            "county": "511526",
            "township": XUNCHANG,
            "village": VILLAGE,
            "kind": "RURAL",
            "address": "测试村三组12号",
            "headName": "张测试",
            "bankAccount": "**********45",
            "synthetic": False,
            "members": [
                {
                    "name": "张测试",
                    "relation": "SELF",
                    "sex": "FEMALE",
                    "birthDay": "1950-03-04",
                    "birthYear": 1950,
                    "identityNumber": f"9{'*' * 16}{number[-1]}",
                    "hasHealthCondition": True,
                    "disability": "肢体二级",
                    "monthlyIncome": None,
                    "incomeBand": "UP_TO_300",
                }
            ],
            "access": {"masked": ["bankAccount", "propertyNote"], "withheld": []},
        },
        "replayed": False,
        "userErrors": [],
    }


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"members": []}, ("HEAD_MISSING", ["household", "members"])),
        ({"members": [member(relation="SPOUSE")]}, ("HEAD_MISSING", ["household", "members"])),
        (
            {"members": [member(), member(birth_day="1951-01-02")]},
            ("HEAD_REPEATED", ["household", "members", "1", "relation"]),
        ),
        ({"members": [member()] * 31}, ("TOO_MANY_MEMBERS", ["household", "members"])),
        ({"members": [member(name=" ")]}, ("TEXT_MISSING", ["household", "members", "0", "name"])),
        ({"members": [member(name="张" * 10_000)]}, ("TEXT_TOO_LONG", ["household", "members", "0", "name"])),
        ({"members": [member(name="张\u0000")]}, ("TEXT_UNREADABLE", ["household", "members", "0", "name"])),
        (
            {"members": [member(identityNumber="11010519491231002Y")]},
            ("IDENTITY_NUMBER_INVALID", ["household", "members", "0", "identityNumber"]),
        ),
        (
            {"members": [member(identityNumber="110105194912310021", birthDay="1949-12-31")]},
            ("IDENTITY_CHECK_DIGIT_WRONG", ["household", "members", "0", "identityNumber"]),
        ),
        (
            {"members": [member() | {"birthDay": "1951-03-04"}]},
            ("BIRTH_DAY_DIFFERS", ["household", "members", "0", "birthDay"]),
        ),
        (
            {"members": [member() | {"birthDay": "1950-02-30"}]},
            ("DAY_INVALID", ["household", "members", "0", "birthDay"]),
        ),
        (
            {"members": [member(monthlyIncome="280.505")]},
            ("AMOUNT_INVALID", ["household", "members", "0", "monthlyIncome"]),
        ),
        (
            {"members": [member(monthlyIncome="-1")]},
            ("AMOUNT_NOT_POSITIVE", ["household", "members", "0", "monthlyIncome"]),
        ),
        ({"address": ""}, ("TEXT_MISSING", ["household", "address"])),
        ({"bankAccount": "62284800"}, ("ACCOUNT_INVALID", ["household", "bankAccount"])),
        ({"village": VILLAGES[GONGQUAN]}, ("NOT_FOUND", ["household", "village"])),
        ({"village": "511526101999"}, ("NOT_FOUND", ["household", "village"])),
        ({"village": XUNCHANG}, ("NOT_FOUND", ["household", "village"])),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_a_family_that_is_not_in_order_is_refused(
    api: Api, changed: dict[str, Any], refusal: tuple[str, list[str]]
) -> None:
    assert refused(api, **changed) == refusal


def test_a_number_counts_in_one_household(api: Api) -> None:
    number = identity_number("1960-05-06")
    registered(api, members=[member(birth_day="1960-05-06", identityNumber=number)])
    other = [member(), member(relation="SPOUSE", birth_day="1960-05-06", identityNumber=number)]
    before = kept.digest(api)
    payload = api.act(
        api.person(Role.TOWNSHIP_WINDOW),
        "registerHousehold",
        returns="household { id }",
        household=household_input(VILLAGE, members=other),
    )
    [error] = payload["userErrors"]
    claimed = ("IDENTITY_CLAIMED", ["household", "members", "1", "identityNumber"], None)
    assert (error["code"], error["path"], payload["household"]) == claimed
    after = kept.digest(api)
    traces = {"identifierUses", "identifierAlarms", "journal", "outbox"}  # the answer itself is counted and journalled
    assert {name for name in after if after[name] != before.get(name)} <= traces


def test_a_number_does_not_count_twice_within_a_household(api: Api) -> None:
    twin = member(relation="SPOUSE")
    assert refused(api, members=[member(), twin, twin])[0] == "IDENTITY_REPEATED"


def test_only_those_who_receive_applications_register(api: Api) -> None:
    assert refused(api, Role.TOWNSHIP_LEADER) == ("NOT_ADMITTED", [])


def test_messages_are_chinese_and_english_on_request(api: Api) -> None:
    query = "mutation ($input: RegisterHouseholdInput!) { registerHousehold(input: $input) { userErrors { message } } }"
    given = {"idempotencyKey": "language-test", "household": household_input(VILLAGE, address="")}
    said = [
        api.ask(api.person(Role.TOWNSHIP_WINDOW), query, language=language, input=given)["registerHousehold"]
        for language in ("zh", "en")
    ]
    assert [each["userErrors"] for each in said] == [
        [{"message": "内容不能为空"}],
        [{"message": "The text is missing"}],
    ]


def test_the_same_key_gives_the_first_answer_and_another_input_is_refused(api: Api) -> None:
    window = api.person(Role.TOWNSHIP_WINDOW)
    given: dict[str, Any] = {"idempotencyKey": "the-same-key-twice", "household": household_input(VILLAGE)}
    first = api.act(window, "registerHousehold", returns="household { id }", **given)
    before = kept.digest(api)
    second = api.act(window, "registerHousehold", returns="household { id }", **given)
    other = api.act(
        window, "registerHousehold", returns="household { id }", **{**given, "household": household_input(VILLAGE)}
    )
    assert (first["replayed"], second) == (False, {**first, "replayed": True})
    assert (other["household"], other["userErrors"][0]["code"]) == (None, "IDEMPOTENCY_KEY_REUSED")
    assert kept.digest(api) == before


@pytest.mark.parametrize("key", ["", "short", "k" * 101])
def test_a_key_has_eight_to_a_hundred_characters(api: Api, key: str) -> None:
    payload = api.act(
        api.person(Role.TOWNSHIP_WINDOW), "registerHousehold", idempotencyKey=key, household=household_input(VILLAGE)
    )
    assert payload["userErrors"][0]["code"] == "IDEMPOTENCY_KEY_INVALID"


def test_registration_leaves_one_chained_entry_without_personal_data(api: Api) -> None:
    id_ = registered(api)
    [entry] = kept.journal(api, id_)
    stored = kept.record(api, "households", id_)
    assert (entry["act"], entry["seq"], entry["prev"], entry["legalBasis"]) == ("registerHousehold", 1, "", "M57 art.7")
    assert (stored["journalSeq"], stored["journalHead"]) == (1, entry["hash"])
    assert not any(text in str(entry) for text in ("张测试", "测试村三组", "1950"))
