"""How often an official may see or seek identifiers, and what use of them is unusual enough to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from casework.calendar import Calendar, UnknownCalendar
from casework.refusal import Refusal

_SATURDAY = 5


class UseKind(StrEnum):
    """What came of one use (用途结果)."""

    REVEALED = "REVEALED"
    FOUND = "FOUND"
    NOT_FOUND = "NOT_FOUND"
    CLAIMED = "CLAIMED"  # a registration that was told that its number counts elsewhere


class AlarmReason(StrEnum):
    """Why a day's use is unusual (预警原因)."""

    MANY_USES = "MANY_USES"
    MANY_HOUSEHOLDS = "MANY_HOUSEHOLDS"
    OUTSIDE_HOURS = "OUTSIDE_HOURS"
    MISSES_IN_A_ROW = "MISSES_IN_A_ROW"


USE_LABELS: dict[UseKind, tuple[str, str]] = {
    UseKind.REVEALED: ("查看全文", "Seen in clear"),
    UseKind.FOUND: ("查到", "Found"),
    UseKind.NOT_FOUND: ("未查到", "Not found"),
    UseKind.CLAIMED: ("登记时已计入他户", "Claimed elsewhere at registration"),
}
ALARM_LABELS: dict[AlarmReason, tuple[str, str]] = {
    AlarmReason.MANY_USES: ("一日内次数异常", "Unusually many in one day"),
    AlarmReason.MANY_HOUSEHOLDS: ("一日内涉及家庭过多", "Unusually many households in one day"),
    AlarmReason.OUTSIDE_HOURS: ("在工作时间以外", "Outside working hours"),
    AlarmReason.MISSES_IN_A_ROW: ("连续查无此人", "Many look-ups in a row found nobody"),
}


@dataclass(frozen=True, slots=True)
class Use:
    """One use: its local moment (Asia/Shanghai), what came of it, and the household where there is one."""

    at: datetime
    kind: UseKind
    household_id: str | None = None


@dataclass(frozen=True, slots=True)
class UseRule:
    """The budgets and the marks of unusual use from a day on; our own, until the county sets them."""

    valid_from: date
    an_hour: int  # of each of: reveals; look-ups with claimed registrations
    a_day: int
    many_uses: int
    many_households: int
    misses_in_a_row: int
    opens: time
    closes: time
    source: str
    verified: bool


USE_RULES: tuple[UseRule, ...] = (
    UseRule(
        valid_from=date(2020, 5, 1),
        an_hour=20,
        a_day=100,
        many_uses=50,
        many_households=30,
        misses_in_a_row=5,
        opens=time(7, 30),
        closes=time(19, 30),
        source="ours: no regulation sets a number (PIPL art.51 asks for measures)",
        verified=False,
    ),
)
_REVEALS = frozenset({UseKind.REVEALED})
_LOOKUPS = frozenset({UseKind.FOUND, UseKind.NOT_FOUND, UseKind.CLAIMED})
_CLAIMS = frozenset({UseKind.CLAIMED})
_MISSES = frozenset({UseKind.NOT_FOUND, UseKind.CLAIMED})


class RateLimited(Refusal):
    """The budget of the hour or the day is used up (PIPL art.51: access is kept within what the work needs)."""

    zh = "查看次数已达上限，请于 {again} 之后再办"
    en = "The budget for identifiers is used up; come again after {again}"
    basis = "PIPL art.51"


def use_rule(day: date) -> UseRule:
    """The rule in force on a day; before the first one, the first."""
    return max((each for each in USE_RULES if each.valid_from <= day), key=lambda each: each.valid_from)


def check_reveals(uses: Sequence[Use], now: datetime) -> None:
    """Refuse a reveal beyond the hour's or the day's budget; `uses` are those of the local day of `now`."""
    _check(uses, _REVEALS, now)


def check_lookups(uses: Sequence[Use], now: datetime) -> None:
    """Refuse a look-up beyond the budget; registrations that were told of a claim count as look-ups."""
    _check(uses, _LOOKUPS, now)


def check_claims(uses: Sequence[Use], now: datetime) -> None:
    """Refuse a registration once claimed answers alone used the budget up; honest look-ups do not stop it."""
    _check(uses, _CLAIMS, now)


def _check(uses: Sequence[Use], kinds: frozenset[UseKind], now: datetime) -> None:
    rule, counted = use_rule(now.date()), [each for each in uses if each.kind in kinds]
    hour = now.replace(minute=0, second=0, microsecond=0)
    if len(counted) >= rule.a_day:
        tomorrow = hour.replace(hour=0) + timedelta(days=1)
        raise RateLimited(again=f"{tomorrow:%Y-%m-%d %H:%M}")
    if sum(each.at >= hour for each in counted) >= rule.an_hour:
        raise RateLimited(again=f"{hour + timedelta(hours=1):%Y-%m-%d %H:%M}")


def alarms(uses: Sequence[Use], calendar: Calendar) -> set[AlarmReason]:
    """What is unusual in one official's uses of one day, in their order, the newest last."""
    last, rule = uses[-1], use_rule(uses[-1].at.date())
    households = {each.household_id for each in uses if each.household_id}
    found = {
        AlarmReason.MANY_USES: len(uses) > rule.many_uses,
        AlarmReason.MANY_HOUSEHOLDS: len(households) > rule.many_households,
        AlarmReason.OUTSIDE_HOURS: not _working(last.at, calendar, rule),
        AlarmReason.MISSES_IN_A_ROW: _misses(uses) >= rule.misses_in_a_row,
    }
    return {reason for reason, holds in found.items() if holds}


def _misses(uses: Sequence[Use]) -> int:
    """How many of the last look-ups in a row found nobody; reveals between them do not break the row."""
    count = 0
    for each in reversed([use for use in uses if use.kind in _LOOKUPS]):
        if each.kind not in _MISSES:
            break
        count += 1
    return count


def _working(at: datetime, calendar: Calendar, rule: UseRule) -> bool:
    """Whether a moment lies in office hours; in a year whose holidays are not loaded, weekends alone are off."""
    try:
        day = calendar.is_working(at.date())
    except UnknownCalendar:
        day = at.weekday() < _SATURDAY
    return day and rule.opens <= at.time() <= rule.closes
