"""Supervision for tests: opened, found, ordered, answered and closed over HTTP by those whose work it is."""

from typing import Any

from casework.office import Role
from casework.supervision import SupervisionState
from tests.api import XUNCHANG, Api

AUTUMN = "2020-11-20T09:00+08:00"
RECORD = "supervision { id revision state township }"


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


def found_supervision(api: Api, subject: str = XUNCHANG) -> dict[str, Any]:
    finding = {"text": "三户未入户调查", "clause": "《最低生活保障审核确认办法》第十五条"}
    record = opened_supervision(api, subject)
    return supervision_step(api, Role.COUNTY_SUPERVISOR, "recordFinding", record, **finding)


def ordered_supervision(api: Api, subject: str = XUNCHANG) -> dict[str, Any]:
    """A record of which the township knows."""
    order = {"order": "十五日内补做入户调查", "dueOn": "2020-12-05"}
    record = found_supervision(api, subject)
    return supervision_step(api, Role.COUNTY_SUPERVISOR, "orderRectification", record, **order)


def answered_supervision(api: Api, subject: str = XUNCHANG) -> dict[str, Any]:
    record = ordered_supervision(api, subject)
    return supervision_step(api, Role.TOWNSHIP_LEADER, "answerRectification", record, answer="已全部补做")


def closed_supervision(api: Api, subject: str = XUNCHANG) -> dict[str, Any]:
    closing = {"outcome": "CORRECT", "text": "已整改到位"}
    record = answered_supervision(api, subject)
    return supervision_step(api, Role.COUNTY_SUPERVISOR, "closeSupervision", record, **closing)


SUPERVISIONS = {
    SupervisionState.OPENED: opened_supervision,
    SupervisionState.FOUND: found_supervision,
    SupervisionState.ORDERED: ordered_supervision,
    SupervisionState.ANSWERED: answered_supervision,
    SupervisionState.CLOSED: closed_supervision,
}
