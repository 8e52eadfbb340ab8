"""The day by which a case must be decided (办理期限), or the plain statement that its calendar is not yet known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from casework.calendar import Calendar, UnknownCalendar, add_working_days, roll_to_working, stilled
from casework.pause import Pause, paused_days
from casework.policy import Limit, RuleSet, Unit


class DueState(StrEnum):
    """Whether the due day could be computed (期限状态)."""

    DATED = "DATED"
    UNKNOWN_CALENDAR = "UNKNOWN_CALENDAR"
    PAUSED = "PAUSED"


DUE_LABELS: dict[DueState, tuple[str, str]] = {
    DueState.DATED: ("已确定", "Dated"),
    DueState.UNKNOWN_CALENDAR: ("日历未载入", "Calendar not loaded"),
    DueState.PAUSED: ("补正中，暂停计时", "Paused until what is missing is brought"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """The last day for a decision; no day while a year on the way is not loaded, or the clock is paused."""

    on: date | None
    state: DueState


def end_of(limit: Limit, start: date, calendar: Calendar, paused: frozenset[date] = frozenset()) -> date:
    """Find a limit's last day: working days are counted, days are rolled to a working one (Civil Code art.201, 203).

    A paused day is not counted, and no limit ends on one.
    """
    running = stilled(calendar, paused)
    if limit.unit is Unit.WORKING_DAYS:
        return add_working_days(running, start, limit.count)
    return roll_to_working(running, _natural(start, limit.count, paused))


def _natural(start: date, count: int, paused: frozenset[date]) -> date:
    day = start
    while count:
        day += timedelta(days=1)
        count -= day not in paused
    return day


def due_on(
    rule_set: RuleSet, accepted_on: date, calendar: Calendar, *, extended: bool = False, pauses: Sequence[Pause] = ()
) -> Due:
    """Compute the due day from the total (M57 art.22; M83 4.1) or stage by stage (M220 art.18, 21, 25, 26, 29).

    It is the one place where a case is dated: at its acceptance, after a pause, when extended, when a year is loaded.
    """
    if any(pause.ended_on is None for pause in pauses):
        return Due(None, DueState.PAUSED)
    try:
        return Due(_last_day(rule_set, accepted_on, calendar, extended, paused_days(pauses)), DueState.DATED)
    except UnknownCalendar:
        return Due(None, DueState.UNKNOWN_CALENDAR)


def _last_day(
    rule_set: RuleSet, accepted_on: date, calendar: Calendar, extended: bool, paused: frozenset[date]
) -> date:
    total = rule_set.extended_working_days if extended else None
    total = total or rule_set.total_working_days
    day = accepted_on
    for limit in rule_set.limits if total is None else (Limit(total, Unit.WORKING_DAYS),):
        day = end_of(limit, day, calendar, paused)
    return day


def is_overdue(due: Due, today: date, ended: bool) -> bool:
    """Whether an open case is past its due day (M57 art.22); an unknown day is never overdue, and never in time."""
    return not ended and due.on is not None and today > due.on


def refusal_told_by(decided_on: date, calendar: Calendar) -> Due:
    """Compute the day by which the applicant must have a refusal in writing: 3 working days (M57 art.21)."""
    try:
        return Due(add_working_days(calendar, decided_on, 3), DueState.DATED)
    except UnknownCalendar:
        return Due(None, DueState.UNKNOWN_CALENDAR)
