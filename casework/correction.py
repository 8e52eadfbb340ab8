"""The one list of what is missing (补正), and what was brought: told once, whole, and the clock stands meanwhile."""

from collections.abc import Sequence

from casework.application import ApplicationAct, CaseFacts, check_step
from casework.refusal import Refusal

MOST_ITEMS = 20


class CorrectionsAlreadyRequested(Refusal):
    """Everything missing is told at once; nobody is sent home a second time (M57 art.10)."""

    zh = "补正须一次性告知，本案已于 {on} 告知，不能再次要求补正"
    en = "What is missing is told once; it was told on {on}, and a second list is not allowed"
    basis = "M57 art.10"


class CorrectionsNotAwaited(Refusal):
    """Nothing is missing that could be brought."""

    zh = "本案没有待补正的材料"
    en = "The case waits for nothing to be brought"
    basis = "M57 art.10"


class CorrectionsListEmpty(Refusal):
    """A list of what is missing that names nothing."""

    zh = "补正清单不能为空"
    en = "The list names nothing that is missing"
    basis = "M57 art.10"


class CorrectionsListTooLong(Refusal):
    """More than the form of the one-time notice has room for."""

    zh = "补正清单最多 {most} 项"
    en = "The list has room for {most} entries"
    basis = "M57 art.10"


def ready_to_request_corrections(case: CaseFacts) -> None:
    """Ask whether the case is open and nothing was asked for yet: there is no second list (M57 art.10)."""
    check_step(case, ApplicationAct.REQUEST_CORRECTIONS)
    if case.corrections_told_on is not None:
        raise CorrectionsAlreadyRequested(on=case.corrections_told_on.isoformat())


def check_request_corrections(case: CaseFacts, items: Sequence[str]) -> None:
    """Refuse a second list, one that names nothing, and one longer than its form (M57 art.10)."""
    ready_to_request_corrections(case)
    if not items:
        raise CorrectionsListEmpty("items")
    if len(items) > MOST_ITEMS:
        raise CorrectionsListTooLong("items", most=MOST_ITEMS)


def ready_to_record_corrections(case: CaseFacts) -> None:
    """Ask whether the case waits for what its list names (M57 art.10)."""
    check_step(case, ApplicationAct.RECORD_CORRECTIONS)
    if not case.corrections_awaited:
        raise CorrectionsNotAwaited
