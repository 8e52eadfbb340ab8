"""Families and cases for tests: made over HTTP, step by step, by the officials whose work it is."""

import itertools
from typing import Any

from casework.identity import check_digit
from casework.office import Role
from tests.api import VILLAGES, XUNCHANG, Api

_serial = itertools.count(1)
CASE = "application { id revision number state dueOn nextStage decision { amount mandateId decidingOrgan } }"


def identity_number(birth_day: str = "1950-03-04", *, male: bool = False) -> str:
    """A fresh synthetic number; its first digits are no real division's."""
    serial = next(_serial)
    order = f"{serial % 500 * 2 + male:03d}"
    first = f"{990000 + serial // 500}{birth_day.replace('-', '')}{order}"
    return first + check_digit(first)


def member(name: str = "张测试", relation: str = "SELF", birth_day: str = "1950-03-04", **more: Any) -> dict[str, Any]:
    number = more.pop("identityNumber", None) or identity_number(birth_day)
    return {"name": name, "relation": relation, "identityNumber": number, "birthDay": birth_day, **more}


def household_input(in_village: str, **more: Any) -> dict[str, Any]:
    return {"village": in_village, "kind": "RURAL", "address": "测试村三组12号", "members": [member()]} | more


def registered(api: Api, area: str = XUNCHANG, **more: Any) -> str:
    """A household's id."""
    payload = api.act(
        api.person(Role.TOWNSHIP_WINDOW, area),
        "registerHousehold",
        returns="household { id }",
        household=household_input(VILLAGES[area], **more),
    )
    assert payload["userErrors"] == [], payload
    return str(payload["household"]["id"])


def step(api: Api, role: Role, name: str, case: dict[str, Any], clock: str, **given: Any) -> dict[str, Any]:
    """One act on a case that must succeed; the case as it then stands."""
    given = {"id": case["id"], "expectedRevision": case["revision"], **given}
    payload = api.act(api.person(role, case["area"]), name, clock=clock, returns=CASE, **given)
    assert payload["userErrors"] == [], payload
    return {**payload["application"], "area": case["area"]}


def filed(api: Api, area: str = XUNCHANG, clock: str = "2020-06-01T09:00+08:00", **given: Any) -> dict[str, Any]:
    household = given.pop("householdId", None) or registered(api, area)
    given = {
        "householdId": household,
        "matter": "RURAL_DIBAO",
        "statement": "年老无劳动能力",
        "nearRelative": False,
        **given,
    }
    payload = api.act(api.person(Role.TOWNSHIP_WINDOW, area), "fileApplication", clock=clock, returns=CASE, **given)
    assert payload["userErrors"] == [], payload
    return {**payload["application"], "area": area}
