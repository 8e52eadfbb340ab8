"""Who is admitted to which act, written out whole: every act by every role."""

import pytest

from authorization.official import Official
from authorization.policy import POLICIES, ActName, admits
from casework.office import ROLE_SEATS, Role, default_organ

RECEIVERS = ["VILLAGE_ASSISTANT", "TOWNSHIP_WINDOW"]
SUPERVISORS = ["COUNTY_SUPERVISOR"]
HANDLERS = [
    *RECEIVERS,
    "TOWNSHIP_INVESTIGATOR",
    "TOWNSHIP_REVIEWER",
    "TOWNSHIP_LEADER",
    "COUNTY_APPROVER",
]
DECIDERS = ["TOWNSHIP_LEADER", "COUNTY_APPROVER"]
STARRED = [
    "TOWNSHIP_WINDOW",
    "TOWNSHIP_INVESTIGATOR",
    "TOWNSHIP_REVIEWER",
    "TOWNSHIP_LEADER",
    "COUNTY_CHECK",
    "COUNTY_APPROVER",
    "AUDITOR",
    "ANSWERING_DEPARTMENT",
]
ADMITTED: dict[str, list[str]] = {
    "registerHousehold": RECEIVERS,
    "fileApplication": RECEIVERS,
    "acceptApplication": ["TOWNSHIP_WINDOW"],
    "recordSurvey": ["TOWNSHIP_INVESTIGATOR"],
    "recordAssessment": ["TOWNSHIP_REVIEWER"],
    "draftOpinion": ["TOWNSHIP_REVIEWER"],
    "postNotice": ["TOWNSHIP_REVIEWER"],
    "recordObjection": ["TOWNSHIP_WINDOW", "TOWNSHIP_REVIEWER"],
    "answerObjection": ["TOWNSHIP_REVIEWER"],
    "recordCountyVisit": ["COUNTY_APPROVER", "COUNTY_SUPERVISOR"],
    "confirmApplication": DECIDERS,
    "refuseApplication": DECIDERS,
    "transferApplication": ["COUNTY_APPROVER"],
    "syncApplications": ["CITY_PLATFORM"],
    "draftMandate": ["COUNTY_APPROVER"],
    "signMandate": DECIDERS,
    "publishMandate": ["COUNTY_APPROVER"],
    "suspendMandate": SUPERVISORS,
    "resumeMandate": SUPERVISORS,
    "revokeMandate": SUPERVISORS,
    "openSupervision": SUPERVISORS,
    "recordFinding": SUPERVISORS,
    "orderRectification": SUPERVISORS,
    "answerRectification": ["TOWNSHIP_LEADER"],
    "closeSupervision": SUPERVISORS,
    "requestEvidenceUpload": HANDLERS,
    "completeEvidenceUpload": HANDLERS,
    "openEvidence": [role for role in Role if role != "SYSTEM_ADMIN"],
    "revealIdentifier": [role for role in Role if role in STARRED or role in ("TOWNSHIP_CASHIER", "COUNTY_FINANCE")],
    "findByIdentifier": STARRED,
    "registerWarrant": SUPERVISORS,
}


def official(*roles: Role) -> Official:
    return Official("off_1", "测试", ROLE_SEATS[roles[0]][0], default_organ(roles[0]), frozenset(roles), "511526")


def test_every_act_is_written_out() -> None:
    assert list(ADMITTED) == list(ActName)
    assert list(POLICIES) == list(ActName)


@pytest.mark.parametrize("act", ActName)
def test_an_act_admits_whom_the_table_says(act: ActName) -> None:
    assert [role for role in Role if admits(act, official(role))] == ADMITTED[act]


def test_one_of_several_roles_admits() -> None:
    assert admits(ActName.POST_NOTICE, official(Role.TOWNSHIP_WINDOW, Role.TOWNSHIP_REVIEWER))
    assert not admits(ActName.POST_NOTICE, official(Role.TOWNSHIP_WINDOW, Role.TOWNSHIP_LEADER))
