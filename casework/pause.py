"""The pause of a case's clock (暂停计时) while the family brings what its one list of missing papers names (补正)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.refusal import Refusal

MOST_ITEMS = 20


class CorrectionsAlreadyRequested(Refusal):
    """Everything missing is told at once; nobody is sent home a second time (M57 art.10)."""

    zh = "补正须一次性告知，本案已于 {on} 告知，不能再次要求补正"
    en = "What is missing is told once; it was told on {on}, and a second list is not allowed"
    basis = "M57 art.10"


class CorrectionsAwaited(Refusal):
    """The family was told what is missing and has not brought it: the clock stands, and so does the case."""

    zh = "本案正在等待补正，须先登记补正结果"
    en = "The case waits for what is missing; record first that it was brought"
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


@dataclass(frozen=True, slots=True)
class Pause:
    """A clock stands still on the days after `begun_on` up to and with `ended_on`; without an end, on all later."""

    begun_on: date
    ended_on: date | None


def paused_days(pauses: Sequence[Pause]) -> frozenset[date]:
    """List the days that ended pauses leave uncounted: not the day that each began on (Civil Code art.201)."""
    return frozenset(
        pause.begun_on + timedelta(days=place)
        for pause in pauses
        for place in range(1, ((pause.ended_on or pause.begun_on) - pause.begun_on).days + 1)
    )


def check_items(items: Sequence[str]) -> None:
    """Refuse a list that names nothing, or more than its form holds (M57 art.10)."""
    if not items:
        raise CorrectionsListEmpty("items")
    if len(items) > MOST_ITEMS:
        raise CorrectionsListTooLong("items", most=MOST_ITEMS)
