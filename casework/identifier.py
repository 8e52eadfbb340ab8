"""Sealed identifiers (加密的标识号码): which there are, and for which purposes an office may see or seek one."""

from collections.abc import Iterable
from enum import StrEnum

from casework.office import Role
from casework.purpose import Purpose
from casework.refusal import Refusal


class Identifier(StrEnum):
    """What is kept sealed beside its mask (PIPL art.28, 51)."""

    IDENTITY_NUMBER = "IDENTITY_NUMBER"
    BANK_ACCOUNT = "BANK_ACCOUNT"


IDENTIFIER_LABELS: dict[Identifier, tuple[str, str]] = {
    Identifier.IDENTITY_NUMBER: ("公民身份号码", "Identity-card number"),
    Identifier.BANK_ACCOUNT: ("发放账号", "Bank account"),
}


class IdentifierWithheld(Refusal):
    """Whoever has no star in the access matrix has the mask and no more (PIPL art.6, 51)."""

    zh = "您的岗位不能查看这一号码的全文"
    en = "Your post does not admit you to this identifier in clear"
    basis = "PIPL art.6, 51"


class IdentifierMissing(Refusal):
    """There is nothing sealed to show."""

    zh = "没有登记这一号码"
    en = "No such identifier is on record"


class MemberNotStated(Refusal):
    """An identity number is one person's, so the member is named."""

    zh = "须指明是哪一位家庭成员"
    en = "Say which member of the household"


class PurposeUnfit(Refusal):
    """A purpose outside the office's duty (PIPL art.6, 34)."""

    zh = "这一目的不属于您岗位的职责"
    en = "This purpose is no part of your post's duty"
    basis = "PIPL art.6, 34"


_HANDLING = frozenset({Purpose.CASE_HANDLING, Purpose.VERIFICATION})
_ANSWERING = _HANDLING | {Purpose.COMPLAINT_HANDLING}
PURPOSES: dict[Role, frozenset[Purpose]] = {
    Role.TOWNSHIP_WINDOW: _HANDLING,
    Role.TOWNSHIP_INVESTIGATOR: _HANDLING,
    Role.TOWNSHIP_REVIEWER: _ANSWERING,
    Role.TOWNSHIP_LEADER: _ANSWERING,
    Role.TOWNSHIP_CASHIER: _HANDLING,
    Role.COUNTY_CHECK: frozenset({Purpose.VERIFICATION}),
    Role.COUNTY_APPROVER: _ANSWERING,
    Role.COUNTY_FINANCE: _HANDLING,
    Role.AUDITOR: frozenset({Purpose.SUPERVISION}),
    Role.ANSWERING_DEPARTMENT: frozenset({Purpose.VERIFICATION}),
}


def check_purpose(roles: Iterable[Role], purpose: Purpose) -> None:
    """Refuse a purpose that none of the roles has (PIPL art.6, 34; which role has which is ours, unverified)."""
    if not any(purpose in PURPOSES.get(role, ()) for role in roles):
        raise PurposeUnfit("purpose")
