"""A case's last day over HTTP: the vectors, the pause while papers are missing, and the extension."""

from typing import Any

import pytest

from casework.office import Role
from tests import kept
from tests.api import GONGQUAN, SHANGLUO, Api
from tests.deadline_story import AWAITED, LEADER, REVIEWER, WINDOW, accepted, given
from tests.refused import assert_refused
from tests.story import filed, morning, on_notice, step
from tests.story_mandate import without_mandate

AID: dict[str, Any] = {"matter": "TEMPORARY_ASSISTANCE", "cause": "FIRE", "causeOn": "2020-05-20"}
READ = """query ($id: ID!) { node(id: $id) { ... on Application { state dueOn dueState
  corrections { on by { name } items complete text endedOn endedBy { name } }
  extension { on by { name } reason text }
  viewerCan { act allowed code } } } }"""


def read(api: Api, case: dict[str, Any], role: Role = REVIEWER, clock: str = morning("2022-10-25")) -> Any:
    return api.ask(api.person(role, case["area"]), READ, clock=clock, id=case["id"])["node"]


def can(api: Api, case: dict[str, Any], role: Role, clock: str) -> dict[str, str | None]:
    answer = read(api, case, role, clock)["viewerCan"]
    ours = {"requestCorrections", "recordCorrections", "extendDeadline", "recordSurvey"}
    return {each["act"]: each["code"] for each in answer if each["act"] in ours}


@pytest.mark.parametrize(
    ("day", "matter", "due_on"),
    [
        ("2020-09-25", AID, "2020-10-29"),
        ("2021-02-03", AID, "2021-03-08"),
        ("2022-10-20", {}, "2022-11-17"),
        ("2023-09-22", {}, "2023-10-26"),
        ("2024-02-05", {}, "2024-03-08"),
        ("2025-01-20", {}, "2025-02-21"),
        ("2026-02-09", {}, "2026-03-13"),
    ],
)
def test_twenty_working_days_end_as_the_vectors_say(api: Api, day: str, matter: dict[str, Any], due_on: str) -> None:
    assert accepted(api, day, **matter)["dueOn"] == due_on


def test_forty_five_working_days_end_as_the_vector_says(api: Api) -> None:
    case = accepted(api, "2025-01-20")
    case = step(
        api, LEADER, "extendDeadline", case, morning("2025-02-10"), reason="LIVING_APART", text="全家外出务工，常住外县"
    )
    assert case["dueOn"] == "2025-03-28"
    now = read(api, case)
    assert now["extension"] == {
        "on": "2025-02-10",
        "by": {"name": "测试100"},
        "reason": "LIVING_APART",
        "text": "全家外出务工，常住外县",
    }
    entry = kept.journal(api, case["id"])[-1]
    assert (entry["act"], entry["legalBasis"], entry["changed"]) == (
        "extendDeadline",
        "M57 art.22; M83 part four",
        ["dueOn", "extension"],
    )


@pytest.mark.parametrize(
    ("posted", "last", "earliest"),
    [
        ("2020-09-28", "2020-10-09", "2020-10-10"),
        ("2025-01-22", "2025-02-05", "2025-02-06"),
        ("2026-09-18", "2026-09-28", "2026-09-29"),
    ],
)
def test_a_notice_ends_as_the_vectors_say(api: Api, posted: str, last: str, earliest: str) -> None:
    case = on_notice(api, GONGQUAN, posted, **AID)
    [notice] = kept.record(api, "applications", case["id"])["notices"]
    assert (notice["postedOn"], notice["lastDay"], notice["earliestDecisionOn"]) == (posted, last, earliest)


def test_the_clock_stands_while_papers_are_missing_and_the_last_day_moves(api: Api) -> None:
    case = accepted(api, "2022-10-20")
    items = ["残疾证复印件", "家庭经济状况核对授权书"]

    case = step(api, WINDOW, "requestCorrections", case, morning("2022-10-25"), items=items)
    paused = read(api, case)
    assert (paused["dueOn"], paused["dueState"]) == (None, "PAUSED")
    assert paused["corrections"] == {
        "on": "2022-10-25",
        "by": {"name": "测试100"},
        "items": items,
        "complete": None,
        "text": None,
        "endedOn": None,
        "endedBy": None,
    }
    case = step(api, REVIEWER, "recordCorrections", case, morning("2022-10-27"), complete=True, text="均已补齐")
    going = read(api, case)
    assert (going["dueOn"], going["dueState"]) == ("2022-11-21", "DATED")  # 10-26 and 10-27 are given back
    assert going["corrections"] | {"on": None, "by": None} == {
        "on": None,
        "by": None,
        "items": items,
        "complete": True,
        "text": "均已补齐",
        "endedOn": "2022-10-27",
        "endedBy": {"name": "测试100"},
    }
    assert [(entry["act"], entry["changed"]) for entry in kept.journal(api, case["id"])[2:]] == [
        ("requestCorrections", ["corrections", "dueOn", "dueState"]),
        ("recordCorrections", ["corrections", "dueOn", "dueState"]),
    ]
    case = step(
        api, LEADER, "extendDeadline", case, morning("2022-11-21"), reason="SURVEY_DIFFICULT", text="收入难以核实"
    )
    assert case["dueOn"] == "2022-12-26"  # forty-five working days, and the two


def test_a_list_before_the_acceptance_holds_it_up_and_moves_no_clock(api: Api) -> None:
    case = filed(api, GONGQUAN, morning("2022-10-13"))
    case = step(api, WINDOW, "requestCorrections", case, morning("2022-10-13"), items=["户口簿"])
    assert (case["dueOn"], kept.record(api, "applications", case["id"])["dueState"]) == (None, None)
    window = api.person(WINDOW, GONGQUAN)
    assert_refused(api, window, "acceptApplication", AWAITED, clock=morning("2022-10-20"), **given(case))
    case = step(api, WINDOW, "recordCorrections", case, morning("2022-10-18"), complete=False)
    case = step(api, WINDOW, "acceptApplication", case, morning("2022-10-20"))
    assert case["dueOn"] == "2022-11-17"


def test_while_papers_are_missing_the_case_does_not_move_on(api: Api) -> None:
    without_mandate(api, SHANGLUO)
    case = on_notice(api, SHANGLUO, "2022-10-20")
    clock = case["clock"]
    case = step(api, REVIEWER, "requestCorrections", case, clock, items=["诊断证明"])
    approver, leader = api.person(Role.COUNTY_APPROVER), api.person(LEADER, SHANGLUO)
    refuse = {"reason": "INCOME_ABOVE_STANDARD", "text": "人均收入超过标准"}
    assert_refused(api, approver, "confirmApplication", AWAITED, clock=clock, **given(case))
    assert_refused(api, approver, "refuseApplication", AWAITED, clock=clock, **given(case, **refuse))
    extend = {"reason": "LIVING_APART", "text": "人户分离"}
    assert_refused(api, leader, "extendDeadline", AWAITED, clock=clock, **given(case, **extend))
    case = step(api, WINDOW, "recordObjection", case, clock, text="家中有轿车")  # what others do goes on
    case = step(api, WINDOW, "recordCorrections", case, clock, complete=True)
    assert kept.record(api, "applications", case["id"])["dueState"] == "DATED"


@pytest.mark.parametrize(
    ("state", "role", "name", "more"),
    [
        (
            "ACCEPTED",
            Role.TOWNSHIP_INVESTIGATOR,
            "recordSurvey",
            {
                "visitedOn": "2022-10-25",
                "investigators": [],
                "familySigned": True,
                "monthlyIncome": "1.00",
                "property": "无",
                "text": "无",
            },
        ),
        ("SURVEYED", REVIEWER, "draftOpinion", {"favourable": True, "amount": "500.00", "text": "拟予救助"}),
        ("OPINION_DRAFTED", REVIEWER, "postNotice", {"place": "村务公开栏", "phone": "0831-0000000"}),
    ],
)
def test_no_step_is_taken_while_papers_are_missing(
    api: Api, state: str, role: Role, name: str, more: dict[str, Any]
) -> None:
    case = accepted(api, "2022-10-20")
    case = step(api, WINDOW, "requestCorrections", case, morning("2022-10-25"), items=["诊断证明"])
    with kept.opened(api) as rows:
        rows["applications"].update_one({"_id": case["id"]}, {"$set": {"state": state}})
    person = api.person(role, GONGQUAN)
    assert_refused(api, person, name, AWAITED, clock=morning("2022-10-25"), **given(case, **more))


def test_an_objection_on_file_is_a_reason(api: Api) -> None:
    case = on_notice(api, GONGQUAN, "2022-10-20")
    case = step(api, WINDOW, "recordObjection", case, case["clock"], text="家中有轿车") | {"clock": case["clock"]}
    case = step(api, LEADER, "extendDeadline", case, case["clock"], reason="NOTICE_OPPOSED", text="需重新调查")
    assert case["dueOn"] == "2022-12-22"


def test_viewer_can_tells_each_act_as_it_would_answer(api: Api) -> None:
    case = accepted(api, "2022-10-20")
    clock = morning("2022-10-25")
    assert can(api, case, WINDOW, clock) == {
        "requestCorrections": None,
        "recordCorrections": "CORRECTIONS_NOT_AWAITED",
        "extendDeadline": "NOT_ADMITTED",
        "recordSurvey": "NOT_ADMITTED",
    }
    assert can(api, case, LEADER, clock)["extendDeadline"] is None
    assert can(api, case, LEADER, morning("2022-11-18"))["extendDeadline"] == "DEADLINE_LAPSED"
    case = step(api, WINDOW, "requestCorrections", case, clock, items=["户口簿"])
    assert can(api, case, WINDOW, clock) == {
        "requestCorrections": "CORRECTIONS_ALREADY_REQUESTED",
        "recordCorrections": None,
        "extendDeadline": "NOT_ADMITTED",
        "recordSurvey": "NOT_ADMITTED",
    }
    assert can(api, case, LEADER, clock)["extendDeadline"] == "CORRECTIONS_AWAITED"
    assert can(api, case, Role.TOWNSHIP_INVESTIGATOR, clock)["recordSurvey"] == "CORRECTIONS_AWAITED"


def test_a_village_sees_that_papers_are_missing_but_not_which(api: Api) -> None:
    case = accepted(api, "2022-10-20")
    case = step(api, WINDOW, "requestCorrections", case, morning("2022-10-25"), items=["残疾证"])
    seen = read(api, case, Role.VILLAGE_ASSISTANT)["corrections"]
    assert (seen["on"], seen["items"], seen["by"]) == ("2022-10-25", None, None)


def test_a_case_without_a_known_day_is_paused_and_resumed_without_one(api: Api) -> None:
    case = accepted(api, "2026-12-14")
    case = step(api, WINDOW, "requestCorrections", case, morning("2026-12-15"), items=["户口簿"])
    assert kept.record(api, "applications", case["id"])["dueState"] == "PAUSED"
    case = step(api, WINDOW, "recordCorrections", case, morning("2026-12-16"), complete=True)
    assert kept.record(api, "applications", case["id"])["dueState"] == "UNKNOWN_CALENDAR"
    case = step(api, LEADER, "extendDeadline", case, morning("2026-12-17"), reason="LIVING_APART", text="人户分离")
    assert (case["dueOn"], kept.record(api, "applications", case["id"])["dueState"]) == (None, "UNKNOWN_CALENDAR")
