"""What a case's clock does not allow: a second list, an empty one, an extension that no rule provides."""

from typing import Any

import pytest

from casework.office import Role
from tests.api import GONGQUAN, SHANGLUO, Api
from tests.deadline_story import LEADER, M57_22, M83_4, REVIEWER, WINDOW, accepted, given, told
from tests.refused import NOT_ADMITTED, Told, assert_refused, not_found, refusal
from tests.story import morning, on_notice, step
from tests.story_mandate import without_mandate


def test_a_second_list_is_refused(api: Api) -> None:
    case = accepted(api, "2022-10-20")
    window, clock = api.person(WINDOW, GONGQUAN), morning("2022-10-25")
    case = step(api, WINDOW, "requestCorrections", case, clock, items=["户口簿"])
    second = told(
        "CORRECTIONS_ALREADY_REQUESTED",
        "补正须一次性告知，本案已于 2022-10-25 告知，不能再次要求补正",
        "What is missing is told once; it was told on 2022-10-25, and a second list is not allowed",
    )
    assert_refused(api, window, "requestCorrections", second, clock=clock, **given(case, items=["残疾证"]))
    case = step(api, WINDOW, "recordCorrections", case, clock, complete=True)
    assert_refused(api, window, "requestCorrections", second, clock=clock, **given(case, items=["残疾证"]))


LISTS: list[tuple[list[str], Told]] = [
    ([], told("CORRECTIONS_LIST_EMPTY", "补正清单不能为空", "The list names nothing that is missing", "items")),
    (
        ["残疾证"] * 21,
        told("CORRECTIONS_LIST_TOO_LONG", "补正清单最多 20 项", "The list has room for 20 entries", "items"),
    ),
    (["残疾证", " "], refusal("TEXT_MISSING", "内容不能为空", "The text is missing", "items", "1")),
    (
        ["长" * 201],
        refusal("TEXT_TOO_LONG", "内容不能超过 200 字", "The text may have 200 characters at most", "items", "0"),
    ),
]


@pytest.mark.parametrize(("items", "error"), LISTS, ids=[error[0]["code"] for _, error in LISTS])
def test_a_list_that_is_none_is_refused(api: Api, items: list[str], error: Told) -> None:
    case = accepted(api, "2022-10-20")
    window = api.person(WINDOW, GONGQUAN)
    assert_refused(api, window, "requestCorrections", error, clock=morning("2022-10-25"), **given(case, items=items))


def test_what_is_not_awaited_is_not_recorded(api: Api) -> None:
    case = accepted(api, "2022-10-20")
    no = told("CORRECTIONS_NOT_AWAITED", "本案没有待补正的材料", "The case waits for nothing to be brought")
    window = api.person(WINDOW, GONGQUAN)
    clock = morning("2022-10-25")
    assert_refused(api, window, "recordCorrections", no, clock=clock, **given(case, complete=True))


def out_of_order(state: str, shown: str, zh: str, en: str) -> Told:
    basis = (
        "《最低生活保障审核审批办法（试行）》第26条；《最低生活保障审核确认办法》第28条",
        "Trial Measures for Approving Dibao (2012), art. 26; Measures for Confirming Dibao (2021), art. 28",
    )
    return told(
        "STEP_OUT_OF_ORDER",
        f"案件当前为“{shown}”，不能{zh}",
        f"The case stands at {state}; nobody may {en} from there",
        basis=basis,
    )


def test_nothing_is_asked_for_or_extended_after_the_decision(api: Api) -> None:
    without_mandate(api, SHANGLUO)
    case = on_notice(api, SHANGLUO, "2022-10-20")
    clock = case["clock"]
    case = step(api, Role.COUNTY_APPROVER, "confirmApplication", case, clock)
    window, leader = api.person(WINDOW, SHANGLUO), api.person(LEADER, SHANGLUO)
    ended = ("CONFIRMED", "已确认")
    no = out_of_order(*ended, "要求补正", "ask for what is missing")
    assert_refused(api, window, "requestCorrections", no, clock=clock, **given(case, items=["户口簿"]))
    no = out_of_order(*ended, "登记补正", "record what was brought")
    assert_refused(api, window, "recordCorrections", no, clock=clock, **given(case, complete=True))
    no = out_of_order(*ended, "延长办理期限", "extend the deadline")
    extend = {"reason": "LIVING_APART", "text": "人户分离"}
    assert_refused(api, leader, "extendDeadline", no, clock=clock, **given(case, **extend))


EXTENSIONS: list[tuple[str, str, dict[str, Any], Told]] = [
    (
        "2020-09-25",
        "2020-09-28",
        {},
        told(
            "EXTENSION_NOT_PROVIDED",
            "本案适用的程序规定没有延长办理期限的规定",
            "The rules of this case provide no extension",
            basis=M57_22,
        ),
    ),
    (
        "2022-10-20",
        "2022-11-18",
        {},
        told(
            "DEADLINE_LAPSED",
            "办理期限（2022-11-17）已过，不能延长",
            "The deadline (2022-11-17) has passed and cannot be extended",
            basis=M57_22,
        ),
    ),
    (
        "2022-10-20",
        "2022-10-25",
        {"reason": "NOTICE_OPPOSED"},
        told(
            "NO_OBJECTION_ON_FILE",
            "本案没有登记异议，不能以“公示有异议”为由延长",
            "No objection is on file, so it cannot be the reason",
            "reason",
            basis=M83_4,
        ),
    ),
    ("2022-10-20", "2022-10-25", {"text": ""}, refusal("TEXT_MISSING", "内容不能为空", "The text is missing", "text")),
]


@pytest.mark.parametrize(
    ("day", "today", "more", "error"), EXTENSIONS, ids=[error[0]["code"] for *_, error in EXTENSIONS]
)
def test_an_extension_that_the_rules_do_not_know_is_refused(
    api: Api, day: str, today: str, more: dict[str, Any], error: Told
) -> None:
    case = accepted(api, day)
    extend = {"reason": "LIVING_APART", "text": "人户分离"} | more
    leader = api.person(LEADER, GONGQUAN)
    assert_refused(api, leader, "extendDeadline", error, clock=morning(today), **given(case, **extend))


def test_a_case_is_extended_once(api: Api) -> None:
    case, extend = accepted(api, "2022-10-20"), {"reason": "APPLIED_ELSEWHERE", "text": "户籍在外县"}
    case = step(api, LEADER, "extendDeadline", case, morning("2022-10-25"), **extend)
    twice = told(
        "ALREADY_EXTENDED",
        "本案办理期限已延长，不能再次延长",
        "The case was extended already",
        basis=(f"{M57_22[0]}；{M83_4[0]}", f"{M57_22[1]}; {M83_4[1]}"),
    )
    leader = api.person(LEADER, GONGQUAN)
    assert_refused(api, leader, "extendDeadline", twice, clock=morning("2022-10-25"), **given(case, **extend))


def test_who_is_not_admitted_or_does_not_know_of_the_case_changes_nothing(api: Api) -> None:
    case, clock = accepted(api, "2022-10-20"), morning("2022-10-25")
    works: dict[str, tuple[Role, Role, dict[str, Any]]] = {
        "requestCorrections": (WINDOW, Role.TOWNSHIP_INVESTIGATOR, {"items": ["户口簿"]}),
        "recordCorrections": (WINDOW, Role.VILLAGE_ASSISTANT, {"complete": True}),
        "extendDeadline": (LEADER, REVIEWER, {"reason": "LIVING_APART", "text": "人户分离"}),
    }
    for name, (right, wrong, more) in works.items():
        assert_refused(api, api.person(wrong, GONGQUAN), name, NOT_ADMITTED, clock=clock, **given(case, **more))
        assert_refused(api, api.person(right, SHANGLUO), name, not_found(), clock=clock, **given(case, **more))
