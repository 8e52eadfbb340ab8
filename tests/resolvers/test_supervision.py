"""Supervision over HTTP: the whole life of a record, every step out of order, every fault of an input."""

from typing import Any
from uuid import uuid4

import pytest

from casework.office import Role
from casework.supervision import (
    SUPERVISION_ACT_LABELS,
    SUPERVISION_STATE_LABELS,
    SUPERVISION_STEPS,
    FindingOutcome,
    SupervisionAct,
    SupervisionState,
)
from tests.api import COUNTY, SHANGLUO, VILLAGES, Api
from tests.kept import digest, journal
from tests.refused import Told, assert_refused, not_found, refusal
from tests.story import filed
from tests.story_supervision import (
    ACTS,
    AUTUMN,
    RECORD,
    SUPERVISIONS,
    answered_supervision,
    found_supervision,
    opened_supervision,
    ordered_supervision,
    step_input,
    supervision_step,
)

WHOLE = """supervision { id revision state county township kind subject application { id } purpose openedOn
  openedBy { officialId } findings { on by { officialId } text clause }
  rectifications { on by { officialId } order dueOn answer answeredOn answeredBy { officialId } }
  dueOn outcome closing closedOn closedBy { officialId } }"""


def out_of_order(state: SupervisionState, act: SupervisionAct) -> Told:
    zh, en = SUPERVISION_ACT_LABELS[act]
    return refusal(
        "SUPERVISION_STEP_OUT_OF_ORDER",
        f"监督记录当前为“{SUPERVISION_STATE_LABELS[state][0]}”，不能{zh} [SEED part six]",
        f"The record stands at {state}; nobody may {en} from there [SEED part six]",
    )


def test_a_case_is_looked_at_found_wanting_put_right_twice_and_closed(api: Api) -> None:
    supervisor, leader = api.person(Role.COUNTY_SUPERVISOR), api.person(Role.TOWNSHIP_LEADER, SHANGLUO)
    case = filed(api, SHANGLUO)
    record = opened_supervision(api, case["id"])
    for person, act, given in (
        (supervisor, "recordFinding", {"text": "未入户调查", "clause": "第十五条"}),
        (supervisor, "orderRectification", {"order": "补做入户调查", "dueOn": "2020-11-30"}),
        (leader, "answerRectification", {"answer": "已补做"}),
        (supervisor, "orderRectification", {"order": "补交调查表", "dueOn": "2020-12-10"}),
        (leader, "answerRectification", {"answer": "已补交"}),
        (supervisor, "closeSupervision", {"outcome": "CORRECT", "text": "已整改到位"}),
    ):
        given |= {"id": record["id"], "expectedRevision": record["revision"]}
        payload = api.act(person, act, clock=AUTUMN, returns=WHOLE, **given)
        assert payload["userErrors"] == []
        record = payload["supervision"]

    day, by = "2020-11-20", {"officialId": supervisor.id}
    answered = {"answeredOn": day, "answeredBy": {"officialId": leader.id}}
    assert record == {
        "id": record["id"],
        "revision": 7,
        "state": "CLOSED",
        "county": COUNTY,
        "township": SHANGLUO,
        "kind": "SPOT_CHECK",
        "subject": case["id"],
        "application": {"id": case["id"]},
        "purpose": "十一月例行抽查",
        "openedOn": day,
        "openedBy": by,
        "findings": [{"on": day, "by": by, "text": "未入户调查", "clause": "第十五条"}],
        "rectifications": [
            {"on": day, "by": by, "order": "补做入户调查", "dueOn": "2020-11-30", "answer": "已补做", **answered},
            {"on": day, "by": by, "order": "补交调查表", "dueOn": "2020-12-10", "answer": "已补交", **answered},
        ],
        "dueOn": None,
        "outcome": "CORRECT",
        "closing": "已整改到位",
        "closedOn": day,
        "closedBy": by,
    }
    assert [entry["act"] for entry in journal(api, record["id"])] == [
        "openSupervision",
        "recordFinding",
        "orderRectification",
        "answerRectification",
        "orderRectification",
        "answerRectification",
        "closeSupervision",
    ]


def test_while_an_order_waits_the_record_tells_until_when(api: Api) -> None:
    record, query = (
        ordered_supervision(api, SHANGLUO),
        "query($id: ID!) { node(id: $id) { ... on Supervision { dueOn } } }",
    )

    found = api.ask(api.person(Role.TOWNSHIP_LEADER, SHANGLUO), query, id=record["id"])

    assert found == {"node": {"dueOn": "2020-12-05"}}


def test_a_township_is_looked_at_as_a_whole(api: Api) -> None:
    given = {"kind": "EVALUATION", "subject": SHANGLUO, "purpose": "综合评估"}
    payload = api.act(api.person(Role.COUNTY_SUPERVISOR), "openSupervision", clock=AUTUMN, returns=WHOLE, **given)

    record = payload["supervision"]
    assert (record["subject"], record["application"], record["township"]) == (SHANGLUO, None, SHANGLUO)


@pytest.mark.parametrize("act", SupervisionAct)
@pytest.mark.parametrize("state", SupervisionState)
def test_an_act_leads_where_the_table_says_or_keeps_nothing(
    api: Api, state: SupervisionState, act: SupervisionAct
) -> None:
    name, role = ACTS[act]
    record = SUPERVISIONS[state](api, SHANGLUO)
    given = step_input(act)
    if act is SupervisionAct.CLOSE and state in {SupervisionState.OPENED, SupervisionState.FOUND}:
        given["outcome"] = "UPHELD" if state is SupervisionState.OPENED else "REFER"
    if (state, act) in SUPERVISION_STEPS:
        assert supervision_step(api, role, name, record, **given) == record | {
            "state": SUPERVISION_STEPS[state, act],
            "revision": record["revision"] + 1,
        }
        return
    unknown = role is Role.TOWNSHIP_LEADER and state in {SupervisionState.OPENED, SupervisionState.FOUND}
    told = not_found() if unknown else out_of_order(state, act)
    given |= {"id": record["id"], "expectedRevision": record["revision"]}
    assert_refused(api, api.person(role, SHANGLUO), name, told, clock=AUTUMN, **given)


UNRESOLVED = refusal(
    "FINDING_UNRESOLVED",
    "发现的问题尚未责令整改或移送，不能办结 [SEED part six]",
    "What was found is neither ordered to be rectified nor referred [SEED part six]",
    "outcome",
)
NOTHING_FOUND = refusal(
    "OUTCOME_WITHOUT_FINDING",
    "未发现问题的，处理结果只能是“维持” [SEED part six]",
    "Where nothing was found, the outcome is UPHELD [SEED part six]",
    "outcome",
)


@pytest.mark.parametrize("outcome", FindingOutcome)
@pytest.mark.parametrize(
    ("build", "allowed", "told"),
    [
        (opened_supervision, FindingOutcome.UPHELD, NOTHING_FOUND),
        (found_supervision, FindingOutcome.REFER, UNRESOLVED),
    ],
)
def test_what_was_found_is_not_closed_over(
    api: Api, build: Any, allowed: FindingOutcome, told: Told, outcome: FindingOutcome
) -> None:
    record = build(api, SHANGLUO)
    given = {"outcome": outcome, "text": "办结"}
    if outcome is allowed:
        after = supervision_step(api, Role.COUNTY_SUPERVISOR, "closeSupervision", record, **given)
        assert after["state"] == "CLOSED"
        return
    given |= {"id": record["id"], "expectedRevision": record["revision"]}
    assert_refused(api, api.person(Role.COUNTY_SUPERVISOR), "closeSupervision", told, clock=AUTUMN, **given)


def text_faults(path: str, limit: int) -> list[tuple[str, str, Told]]:
    return [
        (path, " \t", refusal("TEXT_MISSING", "内容不能为空", "The text is missing", path)),
        (
            path,
            "字" * (limit + 1),
            refusal("TEXT_TOO_LONG", f"内容不能超过 {limit} 字", f"The text may have {limit} characters at most", path),
        ),
        (
            path,
            "字\x07",
            refusal("TEXT_UNREADABLE", "内容含有无法识别的字符", "The text holds characters that cannot be read", path),
        ),
    ]


NO_DAY = refusal("DAY_INVALID", "日期无效，应为 YYYY-MM-DD", "Not a day of the form YYYY-MM-DD", "dueOn")
PAST_DUE = refusal(
    "DUE_DAY_PASSED",
    "整改期限不能早于今天（2020-11-20） [SEED part six]",
    "The due day cannot be before today (2020-11-20) [SEED part six]",
    "dueOn",
)


@pytest.mark.parametrize(
    ("act", "fault"),
    [
        *((SupervisionAct.RECORD_FINDING, fault) for fault in text_faults("text", 2000)),
        *((SupervisionAct.RECORD_FINDING, fault) for fault in text_faults("clause", 200)),
        *((SupervisionAct.ORDER_RECTIFICATION, fault) for fault in text_faults("order", 2000)),
        (SupervisionAct.ORDER_RECTIFICATION, ("dueOn", "2020-11-19", PAST_DUE)),
        (SupervisionAct.ORDER_RECTIFICATION, ("dueOn", "2020-11-31", NO_DAY)),
        *((SupervisionAct.ANSWER_RECTIFICATION, fault) for fault in text_faults("answer", 2000)),
        *((SupervisionAct.CLOSE, fault) for fault in text_faults("text", 2000)),
    ],
)
def test_a_faulty_input_is_refused_with_its_place(api: Api, act: SupervisionAct, fault: tuple[str, str, Told]) -> None:
    builds = {
        SupervisionAct.RECORD_FINDING: opened_supervision,
        SupervisionAct.ORDER_RECTIFICATION: found_supervision,
        SupervisionAct.ANSWER_RECTIFICATION: ordered_supervision,
        SupervisionAct.CLOSE: answered_supervision,
    }
    (path, value, told), (name, role) = fault, ACTS[act]
    record = builds[act](api, SHANGLUO)
    given = step_input(act) | {path: value, "id": record["id"], "expectedRevision": record["revision"]}

    assert_refused(api, api.person(role, SHANGLUO), name, told, clock=AUTUMN, **given)


@pytest.mark.parametrize("fault", text_faults("purpose", 2000))
def test_a_record_is_opened_for_a_purpose(api: Api, fault: tuple[str, str, Told]) -> None:
    given = {"kind": "SPOT_CHECK", "subject": SHANGLUO, "purpose": fault[1]}

    assert_refused(api, api.person(Role.COUNTY_SUPERVISOR), "openSupervision", fault[2], clock=AUTUMN, **given)


def test_the_same_key_opens_one_record(api: Api) -> None:
    person = api.person(Role.COUNTY_SUPERVISOR)
    given = {"idempotencyKey": uuid4().hex, "kind": "COMPLAINT", "subject": SHANGLUO}
    first = api.act(person, "openSupervision", clock=AUTUMN, returns=RECORD, purpose="群众举报", **given)
    before = digest(api)

    again = api.act(person, "openSupervision", clock=AUTUMN, returns=RECORD, purpose="群众举报", **given)

    assert again == first | {"replayed": True}
    assert digest(api) == before
    told = refusal(
        "IDEMPOTENCY_KEY_REUSED",
        "这一幂等键已用于另一内容的请求",
        "This idempotency key was already used with another input",
        "idempotencyKey",
    )
    assert_refused(api, person, "openSupervision", told, clock=AUTUMN, purpose="另一举报", **given)


def test_a_full_record_takes_no_more_findings_and_says_so(api: Api) -> None:
    record = found_supervision(api, SHANGLUO)
    given = step_input(SupervisionAct.RECORD_FINDING)
    for _ in range(49):
        record = supervision_step(api, Role.COUNTY_SUPERVISOR, "recordFinding", record, **given)
    told = refusal(
        "SUPERVISION_FULL",
        "一份监督记录最多 50 项，请另行立项 [SEED part six]",
        "A record of supervision has 50 such entries at most: open another one [SEED part six]",
    )
    given |= {"id": record["id"], "expectedRevision": record["revision"]}

    assert_refused(api, api.person(Role.COUNTY_SUPERVISOR), "recordFinding", told, clock=AUTUMN, **given)


def test_another_revision_is_refused(api: Api) -> None:
    record = found_supervision(api, VILLAGES[SHANGLUO][:9])
    before = digest(api)
    given = step_input(SupervisionAct.RECORD_FINDING) | {"id": record["id"], "expectedRevision": 1}

    payload = api.act(api.person(Role.COUNTY_SUPERVISOR), "recordFinding", clock=AUTUMN, returns=RECORD, **given)

    assert payload["supervision"] == record
    assert [(each["code"], each["path"]) for each in payload["userErrors"]] == [
        ("STALE_REVISION", ["expectedRevision"])
    ]
    assert digest(api) == before
