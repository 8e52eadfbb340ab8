"""Who is admitted to which act: one policy for each, asked before anything is loaded."""

from enum import StrEnum

from authorization.official import Official
from authorization.sight import Group, starred
from casework.office import Role


class ActName(StrEnum):
    """Every act that changes anything, by its name in GraphQL."""

    REGISTER_HOUSEHOLD = "registerHousehold"
    FILE_APPLICATION = "fileApplication"
    ACCEPT_APPLICATION = "acceptApplication"
    REQUEST_CORRECTIONS = "requestCorrections"
    RECORD_CORRECTIONS = "recordCorrections"
    EXTEND_DEADLINE = "extendDeadline"
    RECORD_SURVEY = "recordSurvey"
    RECORD_ASSESSMENT = "recordAssessment"
    DRAFT_OPINION = "draftOpinion"
    POST_NOTICE = "postNotice"
    RECORD_OBJECTION = "recordObjection"
    ANSWER_OBJECTION = "answerObjection"
    RECORD_COUNTY_VISIT = "recordCountyVisit"
    CONFIRM_APPLICATION = "confirmApplication"
    REFUSE_APPLICATION = "refuseApplication"
    TRANSFER_APPLICATION = "transferApplication"
    SYNC_APPLICATIONS = "syncApplications"
    LOAD_CALENDAR_YEAR = "loadCalendarYear"
    DRAFT_MANDATE = "draftMandate"
    SIGN_MANDATE = "signMandate"
    PUBLISH_MANDATE = "publishMandate"
    SUSPEND_MANDATE = "suspendMandate"
    RESUME_MANDATE = "resumeMandate"
    REVOKE_MANDATE = "revokeMandate"
    OPEN_SUPERVISION = "openSupervision"
    RECORD_FINDING = "recordFinding"
    ORDER_RECTIFICATION = "orderRectification"
    ANSWER_RECTIFICATION = "answerRectification"
    CLOSE_SUPERVISION = "closeSupervision"
    REQUEST_EVIDENCE_UPLOAD = "requestEvidenceUpload"
    COMPLETE_EVIDENCE_UPLOAD = "completeEvidenceUpload"
    OPEN_EVIDENCE = "openEvidence"
    REVEAL_IDENTIFIER = "revealIdentifier"
    FIND_BY_IDENTIFIER = "findByIdentifier"
    REGISTER_WARRANT = "registerWarrant"


_WINDOW = frozenset({Role.TOWNSHIP_WINDOW})
_RECEIVERS = frozenset({Role.TOWNSHIP_WINDOW, Role.VILLAGE_ASSISTANT})
_REVIEWERS = frozenset({Role.TOWNSHIP_REVIEWER})
_COUNTER = frozenset({Role.TOWNSHIP_WINDOW, Role.TOWNSHIP_REVIEWER})
_DECIDERS = frozenset({Role.TOWNSHIP_LEADER, Role.COUNTY_APPROVER})
_ENTRUSTERS = frozenset({Role.COUNTY_APPROVER})
_SUPERVISORS = frozenset({Role.COUNTY_SUPERVISOR})
_CASE_HANDLERS = frozenset(
    {
        Role.VILLAGE_ASSISTANT,
        Role.TOWNSHIP_WINDOW,
        Role.TOWNSHIP_INVESTIGATOR,
        Role.TOWNSHIP_REVIEWER,
        Role.TOWNSHIP_LEADER,
        Role.COUNTY_APPROVER,
    }
)

POLICIES: dict[ActName, frozenset[Role]] = {
    ActName.REGISTER_HOUSEHOLD: _RECEIVERS,
    ActName.FILE_APPLICATION: _RECEIVERS,
    ActName.ACCEPT_APPLICATION: _WINDOW,
    ActName.REQUEST_CORRECTIONS: _COUNTER,
    ActName.RECORD_CORRECTIONS: _COUNTER,
    ActName.EXTEND_DEADLINE: _DECIDERS,  # who answers for a late decision
    ActName.RECORD_SURVEY: frozenset({Role.TOWNSHIP_INVESTIGATOR}),
    ActName.RECORD_ASSESSMENT: _REVIEWERS,
    ActName.DRAFT_OPINION: _REVIEWERS,
    ActName.POST_NOTICE: _REVIEWERS,
    ActName.RECORD_OBJECTION: _COUNTER,
    ActName.ANSWER_OBJECTION: _REVIEWERS,
    ActName.RECORD_COUNTY_VISIT: frozenset({Role.COUNTY_SUPERVISOR, Role.COUNTY_APPROVER}),
    ActName.CONFIRM_APPLICATION: _DECIDERS,
    ActName.REFUSE_APPLICATION: _DECIDERS,
    ActName.TRANSFER_APPLICATION: _ENTRUSTERS,
    ActName.SYNC_APPLICATIONS: frozenset({Role.CITY_PLATFORM}),
    ActName.LOAD_CALENDAR_YEAR: _ENTRUSTERS,  # not the supervisor: he counts who was late by it
    ActName.DRAFT_MANDATE: _ENTRUSTERS,
    ActName.SIGN_MANDATE: _DECIDERS,
    ActName.PUBLISH_MANDATE: _ENTRUSTERS,
    ActName.SUSPEND_MANDATE: _SUPERVISORS,
    ActName.RESUME_MANDATE: _SUPERVISORS,
    ActName.REVOKE_MANDATE: _SUPERVISORS,
    ActName.OPEN_SUPERVISION: _SUPERVISORS,
    ActName.RECORD_FINDING: _SUPERVISORS,
    ActName.ORDER_RECTIFICATION: _SUPERVISORS,
    ActName.ANSWER_RECTIFICATION: frozenset({Role.TOWNSHIP_LEADER}),
    ActName.CLOSE_SUPERVISION: _SUPERVISORS,
    ActName.REQUEST_EVIDENCE_UPLOAD: _CASE_HANDLERS,
    ActName.COMPLETE_EVIDENCE_UPLOAD: _CASE_HANDLERS,
    ActName.OPEN_EVIDENCE: frozenset(Role) - {Role.SYSTEM_ADMIN},
    ActName.REVEAL_IDENTIFIER: starred(Group.IDENTITY_NUMBER) | starred(Group.BANK_ACCOUNT),
    ActName.FIND_BY_IDENTIFIER: starred(Group.IDENTITY_NUMBER),
    ActName.REGISTER_WARRANT: _SUPERVISORS,
}


def admits(act: ActName, official: Official) -> bool:
    """Whether an official's roles admit him to an act at all; which records it may touch is the scope's question."""
    return bool(POLICIES[act] & official.roles)
