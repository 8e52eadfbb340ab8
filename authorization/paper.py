"""Who may know of a paper, and who may open it: each kind of paper belongs to one group of the access matrix."""

from enum import Enum

from authorization.official import ViewerClass
from authorization.sight import Group, Sight, may_reveal, sight
from casework.evidence import EvidenceKind
from casework.office import Role

# A scan shows all that it holds at once, so the most private group in it counts: forms and authorisations carry the
# family's numbers, a notice that is served its address and amount, one of refusal also its reasons, the board names.
# What OTHER holds nobody knows, so it is treated as sensitive (PIPL art.28).
PAPER_GROUPS: dict[EvidenceKind, Group] = {
    EvidenceKind.APPLICATION_FORM: Group.IDENTITY_NUMBER,
    EvidenceKind.HOUSEHOLD_REGISTER: Group.IDENTITY_NUMBER,
    EvidenceKind.IDENTITY_CARD: Group.IDENTITY_NUMBER,
    EvidenceKind.INCOME_PROOF: Group.INCOME_PROPERTY,
    EvidenceKind.PROPERTY_PROOF: Group.INCOME_PROPERTY,
    EvidenceKind.ACCOUNT_BOOK: Group.BANK_ACCOUNT,
    EvidenceKind.DISABILITY_CERTIFICATE: Group.HEALTH,
    EvidenceKind.DIAGNOSIS: Group.HEALTH,
    EvidenceKind.AUTHORISATION: Group.IDENTITY_NUMBER,
    EvidenceKind.SURVEY_FORM: Group.SURVEY_TEXT,
    EvidenceKind.ASSESSMENT_RECORD: Group.SURVEY_TEXT,
    EvidenceKind.OPINION_FORM: Group.SURVEY_TEXT,
    EvidenceKind.NOTICE_PHOTO: Group.NAME,
    EvidenceKind.CONFIRMATION_NOTICE: Group.ADDRESS,
    EvidenceKind.REFUSAL_NOTICE: Group.SURVEY_TEXT,
    EvidenceKind.RECEIPT: Group.ADDRESS,
    EvidenceKind.OTHER: Group.HEALTH,
}
_WARRANT_NEEDED = frozenset({Role.AUDITOR})  # access.md: an auditor's star needs a warrant on record, and none is kept


class Opening(Enum):
    """How an official may open papers of a kind."""

    NEVER = 0
    FOR_A_PURPOSE = 1
    FREELY = 2


def known_kinds(viewer: ViewerClass) -> list[EvidenceKind]:
    """The kinds that exist for this viewer; a paper whose group is hidden from him does not."""
    return [kind for kind, group in PAPER_GROUPS.items() if sight(viewer, group) is not Sight.HIDDEN]


def opening(viewer: ViewerClass, kind: EvidenceKind) -> Opening:
    """Whether this viewer may open papers of a kind: a scan cannot be masked, so it is clear, revealed or closed."""
    group = PAPER_GROUPS[kind]
    seen = sight(viewer, group)
    if seen is Sight.CLEAR:
        return Opening.FREELY
    unwarranted = ViewerClass(viewer.tier, viewer.organ, viewer.roles - _WARRANT_NEEDED)
    return Opening.FOR_A_PURPOSE if seen is Sight.MASKED and may_reveal(unwarranted, group) else Opening.NEVER
