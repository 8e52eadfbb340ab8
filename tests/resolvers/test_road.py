"""The straight road: the same case walks the lawful road of the day on which it is accepted."""

from typing import Any

import pytest

from casework.office import Role
from tests import kept
from tests.api import GONGQUAN, Api
from tests.story import filed, morning, on_notice, step
from tests.story_mandate import published_mandate

READ = """query ($id: ID!) { node(id: $id) { ... on Application {
  number matter state acceptedOn dueOn dueState ruleSet procedure nextStage
  notices { first postedOn lastDay earliestDecisionOn }
  decision { favourable amount decidingOrgan handledBy late } } } }"""


@pytest.fixture(scope="module")
def mandate(api: Api) -> dict[str, Any]:
    """珙泉镇's mandate from 2020-05-01: dibao without a cap, temporary assistance up to 3,000 yuan."""
    return published_mandate(api, GONGQUAN)


def confirmed(api: Api, day: str, **given: Any) -> dict[str, Any]:
    case = on_notice(api, GONGQUAN, day, **given)
    case = step(api, Role.TOWNSHIP_LEADER, "confirmApplication", case, case["clock"])
    read: dict[str, Any] = api.ask(api.person(Role.TOWNSHIP_LEADER, GONGQUAN), READ, id=case["id"])["node"]
    return read


ROADS = {
    "2020-05-06": {
        "ruleSet": "dibao-2012",
        "procedure": ["SURVEY", "ASSESSMENT", "FIRST_NOTICE", "OPINION", "NOTICE"],
        "dueOn": "2020-06-19",
    },
    "2020-09-07": {
        "ruleSet": "dibao-2020",
        "procedure": ["SURVEY", "FIRST_NOTICE", "OPINION", "NOTICE"],
        "dueOn": "2020-10-22",
    },
    "2021-07-05": {"ruleSet": "dibao-2021", "procedure": ["SURVEY", "OPINION", "NOTICE"], "dueOn": "2021-08-16"},
    "2022-10-21": {"ruleSet": "dibao-2022", "procedure": ["SURVEY", "OPINION", "NOTICE"], "dueOn": "2022-11-18"},
}


@pytest.mark.parametrize("day", ROADS)
def test_a_case_walks_the_road_of_its_acceptance_day(api: Api, mandate: dict[str, Any], day: str) -> None:
    case = confirmed(api, day)
    notices = case.pop("notices")
    decision = case.pop("decision")
    number = case.pop("number")
    assert number.startswith(f"{GONGQUAN}-{day[:4]}-N-")
    assert case == {
        "matter": "RURAL_DIBAO",
        "state": "CONFIRMED",
        "acceptedOn": day,
        "dueState": "DATED",
        "nextStage": None,
        **ROADS[day],
    }
    assert [notice["first"] for notice in notices] == [True, False][-len(notices) :]
    assert (decision["favourable"], decision["amount"], decision["late"]) == (True, "500.00", False)
    assert (decision["decidingOrgan"], decision["handledBy"]) == ("珙县民政局（委托）", "珙泉镇人民政府")


def test_a_notice_hangs_for_seven_days_and_rolls_over_a_holiday(api: Api, mandate: dict[str, Any]) -> None:
    [notice] = confirmed(api, "2020-09-28", matter="TEMPORARY_ASSISTANCE", cause="FIRE", causeOn="2020-09-20")[
        "notices"
    ]
    assert notice == {
        "first": False,
        "postedOn": "2020-09-28",
        "lastDay": "2020-10-09",
        "earliestDecisionOn": "2020-10-10",
    }


def test_the_whole_road_leaves_one_chained_entry_a_step(api: Api, mandate: dict[str, Any]) -> None:
    case = on_notice(api, GONGQUAN, "2020-06-01")
    step(api, Role.TOWNSHIP_LEADER, "confirmApplication", case, case["clock"])
    entries = kept.journal(api, case["id"])
    assert [entry["act"] for entry in entries] == [
        "fileApplication",
        "acceptApplication",
        "recordSurvey",
        "recordAssessment",
        "postNotice",
        "draftOpinion",
        "postNotice",
        "confirmApplication",
    ]
    assert [entry["seq"] for entry in entries] == list(range(1, 9))
    assert [entry["prev"] for entry in entries] == ["", *[entry["hash"] for entry in entries[:-1]]]
    with kept.opened(api) as rows:
        events = [event["type"] for event in rows["outbox"].find({"caseId": case["id"]}).sort("caseSeq")]
    assert events == [entry["act"] for entry in entries]


def test_a_day_past_the_calendar_is_never_guessed(api: Api) -> None:
    case = filed(api, GONGQUAN, morning("2026-12-28"))
    case = step(api, Role.TOWNSHIP_WINDOW, "acceptApplication", case, morning("2026-12-28"))
    read = api.ask(api.person(Role.TOWNSHIP_WINDOW, GONGQUAN), READ, id=case["id"])["node"]
    assert (read["state"], read["dueOn"], read["dueState"]) == ("ACCEPTED", None, "UNKNOWN_CALENDAR")
