"""Mandates over HTTP: their whole life, every step out of order, and what the viewer is told beforehand."""

from typing import Any
from uuid import uuid4

import pytest

from casework.mandate import MANDATE_STATE_LABELS, MANDATE_STEPS, MandateAct, MandateState
from casework.office import Role
from tests.api import COUNTY, SHANGLUO, Api
from tests.kept import digest, journal
from tests.refused import assert_refused, refusal
from tests.story_mandate import (
    ACTS,
    MANDATE,
    MANDATES,
    PLAN,
    drafted_mandate,
    mandate_step,
    published_mandate,
    signed_mandate,
    step_input,
    without_mandate,
)

WHOLE = """mandate { id revision number version state county township items { matter cap } validFrom validTo
  signatures { party on by { officialId name } } publishedOn inForce events { act on reason by { officialId } }
  access { masked withheld } }"""
WORDS = {
    MandateAct.SIGN: "签署",
    MandateAct.PUBLISH: "公布",
    MandateAct.SUSPEND: "暂停",
    MandateAct.RESUME: "恢复",
    MandateAct.REVOKE: "撤销",
}
NOT_SIGNED = refusal(
    "MANDATE_NOT_SIGNED",
    "委托书尚未由县民政局和乡镇人民政府双方签署 [SEED part five]",
    "The mandate is not yet signed by both parties [SEED part five]",
)
SIGNED_BY_BUREAU = refusal(
    "ALREADY_SIGNED",
    "县民政局已签署 [SEED part five]",
    "Already signed by the county bureau of civil affairs [SEED part five]",
)


def why_not(state: MandateState, act: MandateAct) -> tuple[dict[str, Any], dict[str, Any]]:
    """What an act answers that does not follow from a state."""
    if act is MandateAct.SIGN:
        return SIGNED_BY_BUREAU
    if (state, act) == (MandateState.DRAFTED, MandateAct.PUBLISH):
        return NOT_SIGNED
    return refusal(
        "MANDATE_STEP_OUT_OF_ORDER",
        f"委托书当前为“{MANDATE_STATE_LABELS[state][0]}”，不能{WORDS[act]} [SEED part five]",
        f"The mandate stands at {state}; {act} does not follow from there [SEED part five]",
    )


def test_a_mandate_is_drafted_signed_by_both_published_suspended_resumed_and_revoked(api: Api) -> None:
    without_mandate(api, SHANGLUO)
    approver, leader = api.person(Role.COUNTY_APPROVER), api.person(Role.TOWNSHIP_LEADER, SHANGLUO)
    supervisor = api.person(Role.COUNTY_SUPERVISOR)
    mandate = drafted_mandate(api, SHANGLUO, clock="2020-04-20T09:00+08:00")
    for person, act, day, given in (
        (approver, "signMandate", "2020-04-21", {}),
        (leader, "signMandate", "2020-04-22", {}),
        (approver, "publishMandate", "2020-04-28", {}),
        (supervisor, "suspendMandate", "2020-06-01", {"reason": "抽查发现问题"}),
        (supervisor, "resumeMandate", "2020-06-10", {"reason": "已整改"}),
        (supervisor, "revokeMandate", "2020-07-01", {"reason": "委托终止"}),
    ):
        given |= {"id": mandate["id"], "expectedRevision": mandate["revision"]}
        payload = api.act(person, act, clock=f"{day}T09:00+08:00", returns=WHOLE, **given)
        assert payload["userErrors"] == []
        mandate = payload["mandate"]

    assert mandate.pop("number").startswith("511526104-2020-W-")
    assert mandate == {
        "id": mandate["id"],
        "revision": 7,
        "version": 1,
        "state": "REVOKED",
        "county": COUNTY,
        "township": SHANGLUO,
        "items": [
            {"matter": "URBAN_DIBAO", "cap": None},
            {"matter": "RURAL_DIBAO", "cap": None},
            {"matter": "TEMPORARY_ASSISTANCE", "cap": "3000.00"},
        ],
        "validFrom": "2020-05-01",
        "validTo": None,
        "signatures": [
            {"party": "BUREAU", "on": "2020-04-21", "by": {"officialId": approver.id, "name": "测试526"}},
            {"party": "TOWNSHIP", "on": "2020-04-22", "by": {"officialId": leader.id, "name": "测试104"}},
        ],
        "publishedOn": "2020-04-28",
        "inForce": False,
        "events": [
            {"act": "draftMandate", "on": "2020-04-20", "reason": None, "by": {"officialId": approver.id}},
            {"act": "signMandate", "on": "2020-04-21", "reason": None, "by": {"officialId": approver.id}},
            {"act": "signMandate", "on": "2020-04-22", "reason": None, "by": {"officialId": leader.id}},
            {"act": "publishMandate", "on": "2020-04-28", "reason": None, "by": {"officialId": approver.id}},
            {
                "act": "suspendMandate",
                "on": "2020-06-01",
                "reason": "抽查发现问题",
                "by": {"officialId": supervisor.id},
            },
            {"act": "resumeMandate", "on": "2020-06-10", "reason": "已整改", "by": {"officialId": supervisor.id}},
            {"act": "revokeMandate", "on": "2020-07-01", "reason": "委托终止", "by": {"officialId": supervisor.id}},
        ],
        "access": {"masked": [], "withheld": []},
    }
    entries = journal(api, mandate["id"])
    assert [(entry["seq"], entry["act"], entry["caseDay"]) for entry in entries] == [
        (place, event["act"], event["on"]) for place, event in enumerate(mandate["events"], start=1)
    ]


@pytest.mark.parametrize("first", [Role.COUNTY_APPROVER, Role.TOWNSHIP_LEADER])
def test_whoever_signs_first_the_second_signature_makes_the_mandate(api: Api, first: Role) -> None:
    second = ({Role.COUNTY_APPROVER, Role.TOWNSHIP_LEADER} - {first}).pop()
    once = mandate_step(api, first, "signMandate", drafted_mandate(api, SHANGLUO))
    twice = mandate_step(api, second, "signMandate", once)

    assert [once["state"], twice["state"]] == ["DRAFTED", "SIGNED"]


@pytest.mark.parametrize("role", [Role.COUNTY_APPROVER, Role.TOWNSHIP_LEADER])
def test_no_party_signs_twice(api: Api, role: Role) -> None:
    zh, en = ("县民政局", "county bureau of civil affairs")
    if role is Role.TOWNSHIP_LEADER:
        zh, en = ("乡镇人民政府", "township government")
    mandate = mandate_step(api, role, "signMandate", drafted_mandate(api, SHANGLUO))
    told = refusal("ALREADY_SIGNED", f"{zh}已签署 [SEED part five]", f"Already signed by the {en} [SEED part five]")

    person = api.person(role, SHANGLUO)
    assert_refused(api, person, "signMandate", told, id=mandate["id"], expectedRevision=mandate["revision"])


@pytest.mark.parametrize("role", [Role.COUNTY_APPROVER, Role.TOWNSHIP_LEADER])
def test_one_signature_does_not_publish(api: Api, role: Role) -> None:
    mandate = mandate_step(api, role, "signMandate", drafted_mandate(api, SHANGLUO))

    given = step_input(MandateAct.PUBLISH, mandate)
    assert_refused(api, api.person(Role.COUNTY_APPROVER), "publishMandate", NOT_SIGNED, **given)


@pytest.mark.parametrize("act", MandateAct)
@pytest.mark.parametrize("state", MandateState)
def test_an_act_leads_where_the_table_says_or_keeps_nothing(api: Api, state: MandateState, act: MandateAct) -> None:
    name, role = ACTS[act]
    mandate = MANDATES[state](api, SHANGLUO)
    if (state, act) not in MANDATE_STEPS:
        assert_refused(api, api.person(role), name, why_not(state, act), **step_input(act, mandate))
        return
    if act is MandateAct.SIGN:  # the table tells where the second signature leads
        mandate = mandate_step(api, Role.TOWNSHIP_LEADER, name, mandate)
    elif act is MandateAct.PUBLISH:
        without_mandate(api, SHANGLUO)

    after = mandate_step(api, role, name, mandate, **step_input(act, mandate))

    assert after["state"] == MANDATE_STEPS[state, act]
    assert after["revision"] == mandate["revision"] + 1


def test_another_revision_is_refused_with_the_present_state(api: Api) -> None:
    mandate = signed_mandate(api, SHANGLUO)
    before = digest(api)

    payload = api.act(
        api.person(Role.COUNTY_APPROVER), "publishMandate", returns=MANDATE, id=mandate["id"], expectedRevision=1
    )

    assert payload["mandate"] == mandate
    assert [(error["code"], error["path"]) for error in payload["userErrors"]] == [
        ("STALE_REVISION", ["expectedRevision"])
    ]
    assert digest(api) == before


def test_the_same_key_gives_the_first_answer_and_another_content_is_refused(api: Api) -> None:
    person, key = api.person(Role.COUNTY_APPROVER), uuid4().hex
    draft: dict[str, Any] = {"idempotencyKey": key, "township": SHANGLUO, "items": PLAN, "validFrom": "2020-05-01"}
    first = api.act(person, "draftMandate", returns=MANDATE, **draft)
    before = digest(api)

    again = api.act(person, "draftMandate", returns=MANDATE, **draft)
    assert again == first | {"replayed": True}
    assert digest(api) == before
    told = refusal(
        "IDEMPOTENCY_KEY_REUSED",
        "这一幂等键已用于另一内容的请求",
        "This idempotency key was already used with another input",
        "idempotencyKey",
    )
    assert_refused(api, person, "draftMandate", told, **(draft | {"validFrom": "2020-06-01"}))


_CAN = "query($id: ID!) { node(id: $id) { ... on Mandate { viewerCan { act allowed code } } } }"


def abilities(api: Api, role: Role, mandate: dict[str, Any]) -> dict[str, str | None]:
    found = api.ask(api.person(role, mandate["township"]), _CAN, id=mandate["id"])["node"]["viewerCan"]
    assert all(each["allowed"] is (each["code"] is None) for each in found)
    return {each["act"]: each["code"] for each in found}


@pytest.mark.parametrize("state", MandateState)
def test_what_the_viewer_can_is_what_the_acts_would_answer(api: Api, state: MandateState) -> None:
    mandate = MANDATES[state](api, SHANGLUO)
    if state is MandateState.SIGNED:
        without_mandate(api, SHANGLUO)
    told = {name: abilities(api, role, mandate)[name] for name, role in ACTS.values()}
    steps = {act for before, act in MANDATE_STEPS if before is state}
    wanted = {ACTS[act][0]: None if act in steps else why_not(state, act)[0]["code"] for act in MandateAct}
    if state is not MandateState.DRAFTED:
        wanted["signMandate"] = "ALREADY_SIGNED"

    assert told == wanted
    assert set(abilities(api, Role.TOWNSHIP_WINDOW, mandate).values()) == {"NOT_ADMITTED"}


def test_the_viewer_is_told_beforehand_that_a_matter_is_held(api: Api) -> None:
    published_mandate(api, SHANGLUO)
    second = signed_mandate(api, SHANGLUO)

    assert abilities(api, Role.COUNTY_APPROVER, second)["publishMandate"] == "MATTER_ALREADY_ENTRUSTED"
