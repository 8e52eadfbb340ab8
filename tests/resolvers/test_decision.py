"""Decisions: by whoever is competent, by other eyes, after the notice, on no open objection, and once for one cause."""

import hashlib
import json
from typing import Any

import pytest

from casework.office import Role
from tests import kept
from tests.api import GONGQUAN, SHANGLUO, Api
from tests.story import filed, morning, on_notice, registered, step
from tests.story_mandate import published_mandate, without_mandate

LEADER, APPROVER = Role.TOWNSHIP_LEADER, Role.COUNTY_APPROVER
AID: dict[str, Any] = {"matter": "TEMPORARY_ASSISTANCE", "cause": "FIRE", "causeOn": "2020-05-20"}


@pytest.fixture(scope="module")
def mandate(api: Api) -> dict[str, Any]:
    """巡场镇's mandate from 2020-05-01; 上罗镇 has none."""
    with kept.opened(api) as rows:
        held = rows["mandateClaims"].find_one({"_id": {"$regex": f"^{GONGQUAN}"}})
    return {"id": held["mandateId"]} if held else published_mandate(api, GONGQUAN)


def refused(api: Api, role: Role, case: dict[str, Any], name: str = "confirmApplication", **given: Any) -> Any:
    """The error of a refused decision, which leaves the case as it was."""
    before = kept.digest(api)
    clock = given.pop("clock", case.get("clock", ""))
    given = {"id": case["id"], "expectedRevision": case["revision"], **given}
    payload = api.act(api.person(role, case["area"]), name, clock=clock, returns="application { id }", **given)
    assert kept.digest(api) == before
    [error] = payload["userErrors"]
    assert payload["application"] == {"id": case["id"]}
    return error


def test_three_thousand_yuan_are_inside_the_mandate(api: Api, mandate: dict[str, Any]) -> None:
    case = on_notice(api, GONGQUAN, amount="3000.00", **AID)
    case = step(api, LEADER, "confirmApplication", case, case["clock"])
    assert (case["state"], case["decision"]) == (
        "CONFIRMED",
        {"amount": "3000.00", "mandateId": mandate["id"], "decidingOrgan": "珙县民政局（委托）"},
    )


def test_one_cent_more_goes_to_the_county(api: Api, mandate: dict[str, Any]) -> None:
    case = on_notice(api, GONGQUAN, amount="3000.01", **AID)
    error = refused(api, LEADER, case)
    assert (error["code"], error["path"]) == ("OUTSIDE_MANDATE", [])
    assert "金额超过委托限额" in error["message"]
    case = step(api, APPROVER, "confirmApplication", case, case["clock"])
    assert case["decision"] == {"amount": "3000.01", "mandateId": None, "decidingOrgan": "珙县民政局"}


def test_the_county_does_not_decide_what_the_township_was_entrusted_with(api: Api, mandate: dict[str, Any]) -> None:
    assert refused(api, APPROVER, on_notice(api, GONGQUAN))["code"] == "WITHIN_MANDATE"


def test_without_a_mandate_the_county_confirms(api: Api) -> None:
    without_mandate(api, SHANGLUO)
    case = on_notice(api, SHANGLUO)
    assert refused(api, LEADER, case)["code"] == "OUTSIDE_MANDATE"
    assert step(api, APPROVER, "confirmApplication", case, case["clock"])["state"] == "CONFIRMED"


def test_nothing_is_decided_before_the_notice_has_ended(api: Api, mandate: dict[str, Any]) -> None:
    case = on_notice(api, GONGQUAN, "2020-06-01", **AID)
    assert case["notices"][-1]["earliestDecisionOn"] == "2020-06-09"
    error = refused(api, LEADER, case, clock=morning("2020-06-08"))
    assert (error["code"], "2020-06-09" in error["message"]) == ("NOTICE_NOT_ENDED", True)


def test_nothing_is_decided_over_an_open_objection(api: Api, mandate: dict[str, Any]) -> None:
    case = on_notice(api, GONGQUAN, **AID)
    case = step(api, Role.TOWNSHIP_WINDOW, "recordObjection", case, case["clock"], text="家中有轿车") | {
        "clock": case["clock"]
    }
    assert refused(api, LEADER, case)["code"] == "OBJECTION_OPEN"


def _objection(api: Api, case: dict[str, Any]) -> str:
    with kept.opened(api) as rows:
        found = rows["applications"].find_one({"_id": case["id"]})
        return str(found["objections"][-1]["objectionId"])  # type: ignore[index]


@pytest.mark.parametrize(("upheld", "state"), [(False, "ON_NOTICE"), (True, "SURVEYED")])
def test_an_objection_that_is_upheld_sends_the_case_back(
    api: Api, mandate: dict[str, Any], upheld: bool, state: str
) -> None:
    case = on_notice(api, GONGQUAN, **AID)
    clock = case["clock"]
    case = step(api, Role.TOWNSHIP_WINDOW, "recordObjection", case, clock, text="家中有轿车")
    answer: dict[str, Any] = {"objectionId": _objection(api, case), "upheld": upheld, "answer": "已核实"}
    case = step(api, Role.TOWNSHIP_REVIEWER, "answerObjection", case, clock, **answer)
    assert case["state"] == state
    again = api.act(
        api.person(Role.TOWNSHIP_REVIEWER, GONGQUAN),
        "answerObjection",
        clock=clock,
        id=case["id"],
        expectedRevision=case["revision"],
        **answer,
    )
    assert again["userErrors"][0]["code"] in {"OBJECTION_NOT_OPEN", "STEP_OUT_OF_ORDER"}


def test_whoever_investigated_does_not_decide(api: Api, mandate: dict[str, Any]) -> None:
    case = on_notice(api, GONGQUAN, **AID)
    leader = api.person(LEADER, GONGQUAN)
    with kept.opened(api) as rows:
        rows["applications"].update_one(
            {"_id": case["id"]}, {"$set": {"surveys.0.investigators.0.officialId": leader.id}}
        )
    assert refused(api, LEADER, case)["code"] == "DECIDER_INVESTIGATED"


def test_a_near_relatives_case_waits_for_the_countys_visit(api: Api, mandate: dict[str, Any]) -> None:
    case = on_notice(api, GONGQUAN, nearRelative=True, nearRelativeNote="村会计之父", **AID)
    clock = case["clock"]
    assert refused(api, LEADER, case)["code"] == "COUNTY_VISIT_MISSING"
    case = step(api, Role.COUNTY_SUPERVISOR, "recordCountyVisit", case, clock, visitedOn=clock[:10], text="情况属实")
    assert step(api, LEADER, "confirmApplication", case, clock)["state"] == "CONFIRMED"


def test_a_case_accepted_before_the_mandate_is_the_countys_unless_transferred(
    api: Api, mandate: dict[str, Any]
) -> None:
    household = registered(api, GONGQUAN)
    with kept.opened(api) as rows:
        rows["mandates"].update_one({"_id": mandate["id"]}, {"$set": {"validFrom": "2020-06-02"}})
    case = on_notice(api, GONGQUAN, "2020-06-01", householdId=household, **AID)
    clock = case["clock"]
    assert "受理且未移交" in refused(api, LEADER, case)["message"]
    given: dict[str, Any] = {"mandateId": mandate["id"], "record": "珙民移〔2020〕1号"}
    case = step(api, APPROVER, "transferApplication", case, clock, **given)
    assert step(api, LEADER, "confirmApplication", case, clock)["decision"]["mandateId"] == mandate["id"]
    with kept.opened(api) as rows:
        rows["mandates"].update_one({"_id": mandate["id"]}, {"$set": {"validFrom": "2020-05-01"}})


def test_a_late_decision_says_why(api: Api, mandate: dict[str, Any]) -> None:
    case = on_notice(api, GONGQUAN, "2020-06-01", **AID)
    late = morning("2020-07-20")
    error = refused(api, LEADER, case, clock=late)
    assert error["code"] == "LATE_REASON_MISSING"
    assert step(api, LEADER, "confirmApplication", case, late, lateReason="汛期道路中断")["state"] == "CONFIRMED"


def test_the_same_cause_is_aided_once(api: Api, mandate: dict[str, Any]) -> None:
    household = registered(api, GONGQUAN)
    case = on_notice(api, GONGQUAN, householdId=household, **AID)
    window = api.person(Role.TOWNSHIP_WINDOW, GONGQUAN)
    given: dict[str, Any] = {"householdId": household, "statement": "同一火灾", "nearRelative": False, **AID}
    again = api.act(window, "fileApplication", **given)
    assert again["userErrors"][0]["code"] == "CASE_ALREADY_OPEN"
    step(api, LEADER, "confirmApplication", case, case["clock"])
    assert api.act(window, "fileApplication", **given)["userErrors"][0]["code"] == "ALREADY_AWARDED"
    other = {**given, "causeOn": "2020-05-28"}
    assert api.act(window, "fileApplication", **other)["userErrors"] == []


def test_a_refusal_names_its_article_and_where_to_appeal(api: Api, mandate: dict[str, Any]) -> None:
    case = on_notice(api, GONGQUAN, **AID)
    given: dict[str, Any] = {"reason": "INCOME_ABOVE_STANDARD", "text": "人均收入高于标准"}
    case = step(api, LEADER, "refuseApplication", case, case["clock"], **given)
    query = """query ($id: ID!) { node(id: $id) { ... on Application { state
      decision { favourable amount reason article text appeal decidingOrgan } } } }"""
    read = api.ask(api.person(LEADER, GONGQUAN), query, id=case["id"])["node"]
    assert read == {
        "state": "REFUSED",
        "decision": {
            "favourable": False,
            "amount": None,
            "reason": "INCOME_ABOVE_STANDARD",
            "article": "《社会救助暂行办法》第四十七条",
            "text": "人均收入高于标准",
            "appeal": "如不服本决定，可自知道本决定之日起60日内向珙县人民政府申请行政复议，"
            "或者自知道本决定之日起6个月内依法向人民法院提起行政诉讼；被申请人（被告）为珙县民政局。",
            "decidingOrgan": "珙县民政局（委托）",
        },
    }


def test_an_ended_case_takes_no_further_step(api: Api, mandate: dict[str, Any]) -> None:
    case = on_notice(api, GONGQUAN, **AID)
    clock = case["clock"]
    case = step(api, LEADER, "confirmApplication", case, clock) | {"clock": clock}
    assert refused(api, LEADER, case)["code"] == "STEP_OUT_OF_ORDER"
    given: dict[str, Any] = {"reason": "OTHER", "text": "x"}
    assert refused(api, LEADER, case, "refuseApplication", **given)["code"] == "STEP_OUT_OF_ORDER"


def test_a_stale_revision_gets_the_current_state(api: Api, mandate: dict[str, Any]) -> None:
    case = filed(api, GONGQUAN)
    step(api, Role.TOWNSHIP_WINDOW, "acceptApplication", case, morning("2020-06-01"))
    payload = api.act(
        api.person(Role.TOWNSHIP_WINDOW, GONGQUAN),
        "acceptApplication",
        returns="application { state revision }",
        id=case["id"],
        expectedRevision=case["revision"],
    )
    assert payload["userErrors"][0] | {"message": ""} == {
        "code": "STALE_REVISION",
        "message": "",
        "path": ["expectedRevision"],
    }
    assert payload["application"] == {"state": "ACCEPTED", "revision": case["revision"] + 1}


def test_viewer_can_tells_the_code_that_the_act_would_answer(api: Api, mandate: dict[str, Any]) -> None:
    case = on_notice(api, GONGQUAN, amount="3000.01", **AID)
    query = "query ($id: ID!) { node(id: $id) { ... on Application { viewerCan { act allowed code } } } }"

    def can(role: Role) -> dict[str, Any]:
        read = api.ask(api.person(role, GONGQUAN), query, clock=case["clock"], id=case["id"])["node"]["viewerCan"]
        return {each["act"]: each["code"] or each["allowed"] for each in read}

    assert can(LEADER)["confirmApplication"] == "OUTSIDE_MANDATE"
    assert can(APPROVER)["confirmApplication"] is True
    assert can(Role.TOWNSHIP_WINDOW)["confirmApplication"] == "NOT_ADMITTED"
    assert can(Role.TOWNSHIP_WINDOW)["recordObjection"] is True
    assert can(LEADER)["acceptApplication"] == "NOT_ADMITTED"


def test_a_full_case_takes_no_further_objection(api: Api, mandate: dict[str, Any]) -> None:
    case = on_notice(api, GONGQUAN, **AID)
    clock = case["clock"]
    for _ in range(20):
        case = step(api, Role.TOWNSHIP_WINDOW, "recordObjection", case, clock, text="异议")
    full = refused(api, Role.TOWNSHIP_WINDOW, case | {"clock": clock}, "recordObjection", text="异议")
    assert (full["code"], "20" in full["message"]) == ("CASE_FULL", True)


def test_a_cause_before_anybody_of_the_family_was_born_is_refused(api: Api) -> None:
    window, household = api.person(Role.TOWNSHIP_WINDOW, GONGQUAN), registered(api, GONGQUAN)
    given: dict[str, Any] = {"householdId": household, "statement": "火灾", "nearRelative": False, **AID}
    before = kept.digest(api)
    answer = api.act(window, "fileApplication", **{**given, "causeOn": "1949-12-31"})
    assert [(each["code"], each["path"]) for each in answer["userErrors"]] == [("EVENT_BEFORE_BIRTH", ["causeOn"])]
    assert kept.digest(api) == before
    assert api.act(window, "fileApplication", **{**given, "causeOn": "1950-01-01"})["userErrors"] == []


def test_a_notice_is_not_posted_before_the_step_that_it_makes_public(api: Api, mandate: dict[str, Any]) -> None:
    household = registered(api, GONGQUAN)
    case = filed(api, GONGQUAN, morning("2021-07-05"), householdId=household)
    case = step(api, Role.TOWNSHIP_WINDOW, "acceptApplication", case, morning("2021-07-05"))
    survey = {
        "visitedOn": "2021-07-06",
        "investigators": [each.id for each in api.investigators(GONGQUAN)],
        "familySigned": True,
        "monthlyIncome": "0",
        "property": "无",
        "text": "属实",
    }
    case = step(api, Role.TOWNSHIP_INVESTIGATOR, "recordSurvey", case, morning("2021-07-06"), **survey)
    opinion = {"favourable": True, "amount": "300.00", "text": "符合"}
    case = step(api, Role.TOWNSHIP_REVIEWER, "draftOpinion", case, morning("2021-07-07"), **opinion)
    early = case | {"clock": morning("2021-07-06")}
    error = refused(api, Role.TOWNSHIP_REVIEWER, early, "postNotice", place="公开栏", phone="0831-0000000")
    assert (error["code"], "2021-07-07" in error["message"]) == ("NOTICE_BACKDATED", True)


def test_the_journals_digest_cannot_be_found_by_trying(api: Api) -> None:
    case = filed(api, GONGQUAN, **{**AID, "causeOn": "2020-05-11"})
    [entry] = kept.journal(api, case["id"])
    stored = kept.record(api, "applications", case["id"])
    values = {name: stored[name] for name in entry["changed"]}
    guess = json.dumps(values, sort_keys=True, default=str)
    assert entry["digest"] != hashlib.sha256(guess.encode()).hexdigest()
    assert len(entry["digest"]) == 64
