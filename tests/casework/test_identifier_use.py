"""Budgets and marks of unusual use, at their edges; the moment is an argument."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone

import pytest

from casework.identifier_use import (
    AlarmReason,
    RateLimited,
    Use,
    UseKind,
    alarms,
    check_claims,
    check_lookups,
    check_reveals,
)
from documents.calendar import national_calendar

Check = Callable[[Sequence[Use], datetime], None]
SHANGHAI = timezone(timedelta(hours=8))
NOON = datetime(2020, 6, 1, 12, 30, tzinfo=SHANGHAI)  # a Monday
CALENDAR = national_calendar()
REVEALED, FOUND, NOT_FOUND, CLAIMED = UseKind.REVEALED, UseKind.FOUND, UseKind.NOT_FOUND, UseKind.CLAIMED


def uses(count: int, kind: UseKind = REVEALED, at: datetime = NOON, apart: timedelta = timedelta()) -> list[Use]:
    return [Use(at - apart * place, kind, "hh_one") for place in range(count)][::-1]


@pytest.mark.parametrize(
    ("check", "kind"),
    [(check_reveals, REVEALED), (check_lookups, FOUND), (check_lookups, CLAIMED), (check_claims, CLAIMED)],
)
def test_twenty_in_an_hour_and_the_next_hour_again(check: Check, kind: UseKind) -> None:
    check(uses(19, kind), NOON)
    with pytest.raises(RateLimited) as no:
        check(uses(20, kind), NOON)
    assert no.value.facts == {"again": "2020-06-01 13:00"}
    with pytest.raises(RateLimited):
        check(uses(20, kind), NOON.replace(minute=59, second=59))
    check(uses(20, kind), NOON.replace(hour=13, minute=0))


def test_a_hundred_in_a_day() -> None:
    spread = uses(99, apart=timedelta(minutes=5))
    check_reveals(spread, NOON)
    with pytest.raises(RateLimited) as no:
        check_reveals(uses(100, apart=timedelta(minutes=5)), NOON)
    assert no.value.facts == {"again": "2020-06-02 00:00"}
    assert no.value.message("en") == (
        "The budget for identifiers is used up; come again after 2020-06-02 00:00 "
        "[Personal Information Protection Law, art. 51]"
    )


def test_each_kind_has_its_own_budget_but_claimed_answers_are_look_ups_too() -> None:
    check_lookups(uses(20, REVEALED), NOON)
    check_reveals(uses(20, FOUND), NOON)
    check_claims(uses(20, FOUND), NOON)
    with pytest.raises(RateLimited):
        check_lookups(uses(10, FOUND) + uses(10, CLAIMED), NOON)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (uses(1), set()),
        (uses(50), set()),
        (uses(51), {AlarmReason.MANY_USES}),
        ([Use(NOON, FOUND, f"hh_{place}") for place in range(30)], set()),
        ([Use(NOON, FOUND, f"hh_{place}") for place in range(31)], {AlarmReason.MANY_HOUSEHOLDS}),
        (uses(4, NOT_FOUND), set()),
        (uses(5, NOT_FOUND), {AlarmReason.MISSES_IN_A_ROW}),
        (uses(3, NOT_FOUND) + uses(1, REVEALED) + uses(2, CLAIMED), {AlarmReason.MISSES_IN_A_ROW}),
        (uses(4, NOT_FOUND) + uses(1, FOUND) + uses(1, NOT_FOUND), set()),
        (uses(1, at=NOON.replace(hour=7, minute=30)), set()),
        (uses(1, at=NOON.replace(hour=7, minute=29)), {AlarmReason.OUTSIDE_HOURS}),
        (uses(1, at=NOON.replace(hour=19, minute=31)), {AlarmReason.OUTSIDE_HOURS}),
        (uses(1, at=NOON.replace(day=6)), {AlarmReason.OUTSIDE_HOURS}),  # a Saturday
        (uses(1, at=NOON.replace(day=28)), set()),  # a Sunday made up for a holiday
        (uses(1, at=NOON.replace(day=25)), {AlarmReason.OUTSIDE_HOURS}),  # a holiday
        (uses(1, at=NOON.replace(year=2099)), set()),  # holidays not loaded: a Monday counts as one
        (uses(1, at=NOON.replace(year=2099, day=6)), {AlarmReason.OUTSIDE_HOURS}),
    ],
)
def test_what_is_unusual(day: list[Use], found: set[AlarmReason]) -> None:
    assert alarms(day, CALENDAR) == found
