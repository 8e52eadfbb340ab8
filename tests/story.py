"""Families and cases for tests: made over HTTP, step by step, by the officials whose work it is."""

import itertools
from typing import Any

from casework.identity import check_digit
from casework.office import Role
from tests.api import VILLAGES, XUNCHANG, Api

_serial = itertools.count(1)
CASE = (
    "application { id revision number state dueOn nextStage notices { earliestDecisionOn } "
    "decision { amount mandateId decidingOrgan } }"
)


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


def on_notice(
    api: Api, area: str = XUNCHANG, day: str = "2020-06-01", amount: str = "500.00", **given: Any
) -> dict[str, Any]:
    """A case that was filed and accepted on `day`, and whose last notice has ended.

    Its `clock` is the first morning on which it may be decided; `given` goes to the filing.
    """
    case = filed(api, area, morning(day), **given)
    case = step(api, Role.TOWNSHIP_WINDOW, "acceptApplication", case, morning(day))
    while stage := case["nextStage"]:
        role, name, work = _stage(api, area, day, amount, stage)
        case = step(api, role, name, case, morning(day), **work)
        if name == "postNotice":
            day = case["notices"][-1]["earliestDecisionOn"]
    return case | {"clock": morning(day)}


def morning(day: str) -> str:
    """Nine o'clock of a case day."""
    return f"{day}T09:00+08:00"


def _stage(api: Api, area: str, day: str, amount: str, stage: str) -> tuple[Role, str, dict[str, Any]]:
    """Whose work a stage is, by which act, and what it says."""
    survey = {
        "visitedOn": day,
        "investigators": [person.id for person in api.investigators(area)],
        "familySigned": True,
        "monthlyIncome": "300.00",
        "property": "土坯房三间",
        "text": "家中仅一人，无劳动能力",
    }
    assessment = {"heldOn": day, "attendees": 9, "residents": 7, "inFavour": 8}
    notice = {"place": "村务公开栏", "phone": "0831-0000000"}
    stages: dict[str, tuple[Role, str, dict[str, Any]]] = {
        "SURVEY": (Role.TOWNSHIP_INVESTIGATOR, "recordSurvey", survey),
        "ASSESSMENT": (Role.TOWNSHIP_REVIEWER, "recordAssessment", assessment),
        "FIRST_NOTICE": (Role.TOWNSHIP_REVIEWER, "postNotice", notice),
        "OPINION": (
            Role.TOWNSHIP_REVIEWER,
            "draftOpinion",
            {"favourable": True, "amount": amount, "text": "符合条件，拟予救助"},
        ),
        "NOTICE": (Role.TOWNSHIP_REVIEWER, "postNotice", notice),
    }
    return stages[stage]
