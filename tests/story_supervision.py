"""Supervision for tests: opened, found, ordered, answered and closed over HTTP by those whose work it is."""

from typing import Any

from casework.office import Role
from casework.supervision import SupervisionAct, SupervisionState
from tests.api import XUNCHANG, Api

AUTUMN = "2020-11-20T09:00+08:00"
RECORD = "supervision { id revision state township }"
ACTS = {
    SupervisionAct.RECORD_FINDING: ("recordFinding", Role.COUNTY_SUPERVISOR),
    SupervisionAct.ORDER_RECTIFICATION: ("orderRectification", Role.COUNTY_SUPERVISOR),
    SupervisionAct.ANSWER_RECTIFICATION: ("answerRectification", Role.TOWNSHIP_LEADER),
    SupervisionAct.CLOSE: ("closeSupervision", Role.COUNTY_SUPERVISOR),
}


def opened_supervision(api: Api, subject: str = XUNCHANG, kind: str = "SPOT_CHECK") -> dict[str, Any]:
    """A record on a township, or on a case by its id."""
    given = {"kind": kind, "subject": subject, "purpose": "十一月例行抽查"}
    person = api.person(Role.COUNTY_SUPERVISOR)
    payload = api.act(person, "openSupervision", clock=AUTUMN, returns=RECORD, **given)
    assert payload["userErrors"] == [], payload
    return dict(payload["supervision"])


def supervision_step(api: Api, role: Role, name: str, record: dict[str, Any], **given: Any) -> dict[str, Any]:
    """One act on a record that must succeed; the record as it then stands."""
    given = {"id": record["id"], "expectedRevision": record["revision"], **given}
    payload = api.act(api.person(role, record["township"]), name, clock=AUTUMN, returns=RECORD, **given)
    assert payload["userErrors"] == [], payload
    return dict(payload["supervision"])


def step_input(act: SupervisionAct) -> dict[str, Any]:
    """What an act on a record is given, besides the record."""
    return {
        SupervisionAct.RECORD_FINDING: {"text": "三户未入户调查", "clause": "《最低生活保障审核确认办法》第十五条"},
        SupervisionAct.ORDER_RECTIFICATION: {"order": "十五日内补做入户调查", "dueOn": "2020-12-05"},
        SupervisionAct.ANSWER_RECTIFICATION: {"answer": "已全部补做"},
        SupervisionAct.CLOSE: {"outcome": "CORRECT", "text": "已整改到位"},
    }[act]


def _stepped(api: Api, act: SupervisionAct, record: dict[str, Any]) -> dict[str, Any]:
    name, role = ACTS[act]
    return supervision_step(api, role, name, record, **step_input(act))


def found_supervision(api: Api, subject: str = XUNCHANG) -> dict[str, Any]:
    return _stepped(api, SupervisionAct.RECORD_FINDING, opened_supervision(api, subject))


def ordered_supervision(api: Api, subject: str = XUNCHANG) -> dict[str, Any]:
    """A record of which the township knows."""
    return _stepped(api, SupervisionAct.ORDER_RECTIFICATION, found_supervision(api, subject))


def answered_supervision(api: Api, subject: str = XUNCHANG) -> dict[str, Any]:
    return _stepped(api, SupervisionAct.ANSWER_RECTIFICATION, ordered_supervision(api, subject))


def closed_supervision(api: Api, subject: str = XUNCHANG) -> dict[str, Any]:
    return _stepped(api, SupervisionAct.CLOSE, answered_supervision(api, subject))


SUPERVISIONS = {
    SupervisionState.OPENED: opened_supervision,
    SupervisionState.FOUND: found_supervision,
    SupervisionState.ORDERED: ordered_supervision,
    SupervisionState.ANSWERED: answered_supervision,
    SupervisionState.CLOSED: closed_supervision,
}
