"""The extension of a case's time limit (延长办理期限): once, before it lapses, for a closed list of reasons."""

from datetime import date
from enum import StrEnum

from casework.application import ApplicationAct, CaseFacts, check_step
from casework.policy import rule_set_by_key
from casework.refusal import Refusal


class ExtensionReason(StrEnum):
    """What makes a case special enough for forty-five working days (M83 part four)."""

    NOTICE_OPPOSED = "NOTICE_OPPOSED"
    LIVING_APART = "LIVING_APART"
    APPLIED_ELSEWHERE = "APPLIED_ELSEWHERE"
    SURVEY_DIFFICULT = "SURVEY_DIFFICULT"


EXTENSION_LABELS: dict[ExtensionReason, tuple[str, str]] = {
    ExtensionReason.NOTICE_OPPOSED: ("公示有异议", "The notice met an objection"),
    ExtensionReason.LIVING_APART: ("人户分离", "The family lives elsewhere than it is registered"),
    ExtensionReason.APPLIED_ELSEWHERE: ("异地申办", "Applied for elsewhere than registered"),
    ExtensionReason.SURVEY_DIFFICULT: ("家庭经济状况调查难度较大", "Income and property are hard to find out"),
}


class ExtensionNotProvided(Refusal):
    """The rules of the case's acceptance day know no longer time limit."""

    zh = "本案适用的程序规定没有延长办理期限的规定"
    en = "The rules of this case provide no extension"
    basis = "M57 art.22"


class AlreadyExtended(Refusal):
    """A time limit is extended once."""

    zh = "本案办理期限已延长，不能再次延长"
    en = "The case was extended already"
    basis = "M57 art.22; M83 part four"


class DeadlineLapsed(Refusal):
    """What is late already is not made timely afterwards; the decision says why it is late."""

    zh = "办理期限（{due}）已过，不能延长"
    en = "The deadline ({due}) has passed and cannot be extended"
    basis = "M57 art.22"


class NoObjectionOnFile(Refusal):
    """Nobody objected to a notice of this case, so that cannot be the reason."""

    zh = "本案没有登记异议，不能以“公示有异议”为由延长"
    en = "No objection is on file, so it cannot be the reason"
    basis = "M83 part four"


def ready_to_extend(case: CaseFacts, today: date) -> None:
    """Ask whether the case's rules allow more time, once and before the time they gave is over (M57 art.22)."""
    check_step(case, ApplicationAct.EXTEND_DEADLINE)
    if rule_set_by_key(case.rule_set or "").extended_working_days is None:
        raise ExtensionNotProvided
    if case.extended:
        raise AlreadyExtended
    if case.due_on is not None and today > case.due_on:
        raise DeadlineLapsed(due=case.due_on.isoformat())


def check_extend(case: CaseFacts, reason: ExtensionReason, today: date) -> None:
    """Refuse a reason that the file belies (M83 part four)."""
    ready_to_extend(case, today)
    if reason is ExtensionReason.NOTICE_OPPOSED and not case.objections:
        raise NoObjectionOnFile("reason")
