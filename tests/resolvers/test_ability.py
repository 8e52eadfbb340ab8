"""What the viewer can do is told beforehand for every act on a record, as the act itself would answer."""

from typing import Any

import pytest

from casework.evidence import EvidenceKind
from casework.office import Role
from tests import papers
from tests.api import GONGQUAN, XUNCHANG, Api
from tests.story import filed, on_notice, registered, step
from tests.story_mandate import published_mandate

CAN = "viewerCan { act allowed code }"
READ = f"""query($id: ID!) {{ node(id: $id) {{ __typename ... on Application {{ {CAN} }} ... on Household {{ {CAN} }}
  ... on Mandate {{ {CAN} }} ... on Supervision {{ {CAN} }} ... on Evidence {{ {CAN} }} }} }}"""


def told(api: Api, role: Role, id_: str, area: str = XUNCHANG, **given: Any) -> dict[str, str | None] | None:
    """Each act's code by its name; none for a record that does not exist for him."""
    node = api.ask(api.person(role, area), READ, id=id_, **given)["node"]
    if node is None:
        return None
    assert all(each["allowed"] is (each["code"] is None) for each in node["viewerCan"])
    return {each["act"]: each["code"] for each in node["viewerCan"]}


def code(payload: Any) -> str | None:
    return payload["userErrors"][0]["code"] if payload["userErrors"] else None


@pytest.mark.parametrize("role", Role)
def test_of_a_household_is_told_what_filing_answers(api: Api, role: Role) -> None:
    household = registered(api)
    can = told(api, role, household)
    given: dict[str, Any] = {
        "householdId": household,
        "matter": "RURAL_DIBAO",
        "statement": "年老",
        "nearRelative": False,
    }
    answered = code(api.act(api.person(role), "fileApplication", **given))
    if can is None:
        assert answered == "NOT_ADMITTED"
    else:
        assert can["fileApplication"] == answered  # the other act: tests/resolvers/test_identifier_use.py


def announced(api: Api, role: Role, case: dict[str, Any], kind: str, clock: str) -> str | None:
    given = papers.announcement({"id": case["id"], "area": case["area"]}) | {"kind": kind}
    return code(api.act(api.person(role, case["area"]), "requestEvidenceUpload", clock=clock, **given))


@pytest.mark.parametrize("role", Role)
def test_of_a_case_is_told_whether_any_paper_may_be_added(api: Api, role: Role) -> None:
    case = filed(api)
    can = told(api, role, case["id"])
    answers = {announced(api, role, case, kind, "2020-06-01T09:00+08:00") for kind in EvidenceKind}
    if can is None:
        assert answers == {"NOT_ADMITTED"}
    else:
        assert (None in answers) == (can["requestEvidenceUpload"] is None)
        assert can["requestEvidenceUpload"] in answers


def test_a_decided_case_still_takes_what_came_after(api: Api) -> None:
    published_mandate(api, GONGQUAN)
    case = on_notice(api, GONGQUAN)
    case = {**step(api, Role.TOWNSHIP_LEADER, "confirmApplication", case, case["clock"]), "clock": case["clock"]}
    can = told(api, Role.TOWNSHIP_WINDOW, case["id"], GONGQUAN, clock=case["clock"])
    assert (can or {})["requestEvidenceUpload"] is None
    assert announced(api, Role.TOWNSHIP_WINDOW, case, "CONFIRMATION_NOTICE", case["clock"]) is None
    assert announced(api, Role.TOWNSHIP_WINDOW, case, "DIAGNOSIS", case["clock"]) == "CASE_CLOSED_TO_PAPERS"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("stored", [True, False])
def test_of_a_paper_is_told_what_its_acts_answer(api: Api, role: Role, stored: bool) -> None:
    case = filed(api)
    make = papers.stored if stored else lambda *given, **more: papers.announced(*given, **more)["evidence"]
    paper = make(api, {"id": case["id"], "area": XUNCHANG}, kind="IDENTITY_CARD")
    can, person = told(api, role, paper["id"]), api.person(role)
    opened = code(api.act(person, "openEvidence", id=paper["id"], purpose="CASE_HANDLING"))
    completed = code(api.act(person, "completeEvidenceUpload", id=paper["id"], expectedRevision=paper["revision"]))
    if can is None:
        assert {opened, completed} <= {"NOT_ADMITTED", "NOT_FOUND"}
        return
    completed = None if completed == "UPLOAD_MISSING" else completed  # nothing was sent: the act's input, as it were
    assert can == {"completeEvidenceUpload": completed, "openEvidence": opened}
