"""Who sees which group of facts, and how: the default access matrix as one table."""

from enum import Enum, StrEnum
from functools import cache

from authorization.official import ViewerClass
from casework.office import Role


class Sight(Enum):
    """How a viewer has a field; ordered, so that the widest of several roles counts."""

    HIDDEN = 0
    MASKED = 1
    CLEAR = 2


class Group(StrEnum):
    """A group of facts that are seen alike; the first fifteen are the columns of the access matrix."""

    NAME = "NAME"
    BIRTH_SEX = "BIRTH_SEX"
    IDENTITY_NUMBER = "IDENTITY_NUMBER"
    PHONE = "PHONE"
    ADDRESS = "ADDRESS"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    HEALTH = "HEALTH"
    INCOME_PROPERTY = "INCOME_PROPERTY"
    CHECK_ANSWER = "CHECK_ANSWER"
    KIN_DECLARATION = "KIN_DECLARATION"
    AMOUNT = "AMOUNT"
    DECIDING_OFFICIAL = "DECIDING_OFFICIAL"
    SURVEY_TEXT = "SURVEY_TEXT"
    COMPLAINANT = "COMPLAINANT"
    FINDING = "FINDING"
    CASE = "CASE"
    JOURNAL = "JOURNAL"
    READ_LOG = "READ_LOG"
    STRUCTURE = "STRUCTURE"


MATRIX_GROUPS = tuple(Group)[:15]

# What the read log names when it was read clear: docs/decisions/0009-the-read-log.md says why these.
SENSITIVE_GROUPS = frozenset(
    {
        Group.BIRTH_SEX,
        Group.IDENTITY_NUMBER,
        Group.BANK_ACCOUNT,
        Group.HEALTH,
        Group.INCOME_PROPERTY,
        Group.CHECK_ANSWER,
        Group.KIN_DECLARATION,
        Group.SURVEY_TEXT,
        Group.COMPLAINANT,
    }
)

SENTENCES: dict[Group, str] = {
    Group.NAME: "names of the family",
    Group.BIRTH_SEX: "birth and sex",
    Group.IDENTITY_NUMBER: "identity-card numbers",
    Group.PHONE: "telephone numbers",
    Group.ADDRESS: "addresses",
    Group.BANK_ACCOUNT: "bank accounts",
    Group.HEALTH: "health and disability",
    Group.INCOME_PROPERTY: "income and property",
    Group.CHECK_ANSWER: "answers of other departments",
    Group.KIN_DECLARATION: "declarations of kinship with officials",
    Group.AMOUNT: "amounts of assistance",
    Group.DECIDING_OFFICIAL: "officials who handled or decided",
    Group.SURVEY_TEXT: "what was told and found at home",
    Group.COMPLAINANT: "who complained",
    Group.FINDING: "findings of supervision",
    Group.CASE: "the course of a case: numbers, states, days, areas",
    Group.JOURNAL: "the journal of acts",
    Group.READ_LOG: "the log of who read what",
    Group.STRUCTURE: "the frame of an answer, the same for everybody",
}

# One row a role, one column a group, in the order of MATRIX_GROUPS: C clear, M masked, H hidden; a star may be
# revealed by an act with a purpose. "C asked", "C own rows", "C payee", "C referred", "C own" and "C if assigned"
# are C here: the scope lets those roles know only of what they were asked, own, pay, were referred or assigned.
_MATRIX = """
VILLAGE_ASSISTANT      C M M  C C H  H H H H C H H H H
TOWNSHIP_WINDOW        C C M* C C M  C M H C C C H H H
TOWNSHIP_INVESTIGATOR  C C M* C C H  C C C C C C C H H
TOWNSHIP_REVIEWER      C C M* C C M  C C C C C C C H H
TOWNSHIP_LEADER        C C M* C C M  C C C C C C C H H
TOWNSHIP_CASHIER       C M M  C M M* H H H H C C H H H
COUNTY_CHECK           C C M* M M M  M C C H H H H H H
COUNTY_APPROVER        C C M* C C M  C C C C C C C H C
COUNTY_SUPERVISOR      C C M  M C M  C C C C C C C C C
COUNTY_FINANCE         M H M  H H M* H H H H C H H H H
AUDITOR                M M M* H M M  M M M C C C M H C
LETTERS_OFFICE         M H H  H M H  H H H H H H H C H
ANSWERING_DEPARTMENT   C C M* H H H  H H C H H H H H H
EDUCATION              C M M  C M H  H H H H H H H H H
BANK                   C H M  H H C  H H H H C H H H H
CITY_OVERSEER          M M M  H M H  M M H H C C H H C
CITY_PLATFORM          C C M  C C M  M M H H C H H H H
SYSTEM_ADMIN           H H H  H H H  H H H H H H H H H
"""
_LETTERS = {"C": Sight.CLEAR, "M": Sight.MASKED, "H": Sight.HIDDEN}
_JOURNAL_READERS = frozenset({Role.TOWNSHIP_LEADER, Role.COUNTY_SUPERVISOR, Role.AUDITOR})
_TOWNSHIP_ROLES = frozenset(role for role in Role if role.startswith("TOWNSHIP_"))


def _read_matrix(text: str) -> dict[tuple[Role, Group], str]:
    rows = (line.split() for line in text.strip().splitlines())
    return {(Role(row[0]), group): cell for row in rows for group, cell in zip(MATRIX_GROUPS, row[1:], strict=True)}


MATRIX = _read_matrix(_MATRIX)


def role_sight(role: Role, group: Group) -> Sight:
    """How one role has a group: the table's cell; a township's roles learn of a finding once it is ordered."""
    if group is Group.STRUCTURE:
        return Sight.CLEAR
    if group is Group.CASE:
        return Sight.HIDDEN if role is Role.SYSTEM_ADMIN else Sight.CLEAR
    if group is Group.JOURNAL:
        return Sight.CLEAR if role in _JOURNAL_READERS else Sight.HIDDEN
    if group is Group.READ_LOG:
        return Sight.CLEAR if role is Role.AUDITOR else Sight.HIDDEN
    if group is Group.FINDING and role in _TOWNSHIP_ROLES:
        return Sight.CLEAR
    return _LETTERS[MATRIX[role, group][0]]


def sight(viewer: ViewerClass, group: Group) -> Sight:
    """How an official has a group: the widest of his roles; without a role, hidden."""
    return max((role_sight(role, group) for role in viewer.roles), key=lambda each: each.value, default=Sight.HIDDEN)


@cache
def starred(group: Group) -> frozenset[Role]:
    """The roles that may have the clear value by an act with a purpose (the star of the matrix)."""
    return frozenset(role for role in Role if MATRIX.get((role, group), "H").endswith("*"))


def may_reveal(viewer: ViewerClass, group: Group) -> bool:
    """Whether one of the viewer's roles has the star of a group."""
    return bool(viewer.roles & starred(group))


def knows_before_order(viewer: ViewerClass) -> bool:
    """Whether findings are known to this official before they are ordered to be rectified (column 15)."""
    return any(MATRIX[role, Group.FINDING] == "C" for role in viewer.roles)
