"""The loading of a year: what no notice of the State Council can say is refused, by a code that names the day."""

from datetime import date
from typing import Any

import pytest

from casework import calendar_year as rules
from casework.calendar import Calendar, CalendarYear, with_year
from casework.calendar_year import check_days, check_year, missing_years
from casework.refusal import Refusal
from tests.casework.day_list import MADE_UP, OFF, WORKING_DAYS, days_of
from tests.casework.sample import CALENDAR, YEARS

OFF_2027 = sorted(
    days_of(2027, "01-01 02-05:02-11 04-05 05-01:05-05 06-09 09-15 10-01:10-07"),
)
MADE_UP_2027 = sorted(days_of(2027, "02-20 05-08 09-26 10-09"))


@pytest.mark.parametrize("year", YEARS)
def test_every_year_of_the_day_lists_can_be_loaded_and_counts_as_the_library(year: int) -> None:
    off, made_up = sorted(days_of(year, OFF[year])), sorted(days_of(year, MADE_UP[year]))
    loaded = with_year(Calendar(frozenset(), frozenset(), frozenset()), check_days(year, off, made_up))

    every = [date(year, 1, 1).replace(month=month, day=day) for month in range(1, 13) for day in range(1, 29)]
    assert [loaded.is_working(day) for day in every] == [CALENDAR.is_working(day) for day in every]
    assert loaded.years == {year}


def test_every_year_gives_the_public_holidays_that_the_law_gives() -> None:
    # 2020 gave two more: the Spring Festival was lengthened in the epidemic
    weekdays = {year: sum(date.fromordinal(n).weekday() < 5 for n in _ordinals(year)) for year in YEARS}
    more = {2020: 2}

    assert {year: weekdays[year] - WORKING_DAYS[year] for year in YEARS} == {
        year: rules.public_holidays(year) + more.get(year, 0) for year in YEARS
    }


def _ordinals(year: int) -> range:
    return range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())


def test_the_notice_of_a_year_may_rearrange_the_december_before() -> None:
    year = check_days(2027, [date(2026, 12, 31), *OFF_2027], [date(2026, 12, 26), *MADE_UP_2027])

    calendar = with_year(CALENDAR, year)

    assert not calendar.is_working(date(2026, 12, 31))
    assert calendar.is_working(date(2026, 12, 26))
    assert calendar.is_working(date(2026, 12, 30))
    assert calendar.years == CALENDAR.years | {2027}


def test_a_year_that_is_loaded_again_replaces_what_was_known_of_it() -> None:
    once = with_year(CALENDAR, CalendarYear(2026, frozenset({date(2026, 3, 2)}), frozenset()))

    assert not once.is_working(date(2026, 3, 2))
    assert once.is_working(date(2026, 5, 1))  # the notice before is gone
    assert not once.is_working(date(2025, 5, 1))


REFUSED: list[tuple[list[date], list[date], type[Refusal], tuple[str, ...], dict[str, Any]]] = [
    (
        [*OFF_2027, date(2028, 1, 3)],
        [],
        rules.DayOutsideYear,
        ("daysOff", str(len(OFF_2027))),
        {"day": "2028-01-03", "year": 2027},
    ),
    ([date(2026, 11, 30)], [], rules.DayOutsideYear, ("daysOff", "0"), {"day": "2026-11-30", "year": 2027}),
    (OFF_2027, [date(2028, 1, 8)], rules.DayOutsideYear, ("madeUpDays", "0"), {"day": "2028-01-08", "year": 2027}),
    (
        [*OFF_2027, OFF_2027[3]],
        [],
        rules.DayRepeated,
        ("daysOff", str(len(OFF_2027))),
        {"day": OFF_2027[3].isoformat()},
    ),
    (OFF_2027, [date(2027, 2, 6)], rules.DayOffAndMadeUp, ("madeUpDays", "0"), {"day": "2027-02-06"}),
    (OFF_2027, [date(2027, 2, 22)], rules.MakeUpDayOnWeekday, ("madeUpDays", "0"), {"day": "2027-02-22"}),
    ([day for day in OFF_2027 if day.month != 1], [], rules.HolidayMissing, ("daysOff",), {"day": "2027-01-01"}),
    ([], [], rules.HolidayMissing, ("daysOff",), {"day": "2027-01-01"}),
    (OFF_2027, [*MADE_UP_2027, date(2027, 3, 6)], rules.HolidaysTooFew, ("daysOff",), {"found": 12, "least": 13}),
    (
        [*OFF_2027, *sorted(days_of(2027, "07-05:07-09 07-12:07-14"))],
        MADE_UP_2027,
        rules.HolidaysTooMany,
        ("daysOff",),
        {"found": 21, "most": 20},
    ),
    (sorted(days_of(2027, "01-01:03-02")), [], rules.TooManyDays, ("daysOff",), {"most": 60}),
]


@pytest.mark.parametrize(("off", "made_up", "refusal", "path", "facts"), REFUSED)
def test_a_year_that_is_incomplete_or_contradicts_itself_is_refused(
    off: list[date], made_up: list[date], refusal: type[Refusal], path: tuple[str, ...], facts: dict[str, Any]
) -> None:
    with pytest.raises(refusal) as refused:
        check_days(2027, off, made_up)
    assert (refused.value.path, refused.value.facts) == (path, facts)


def test_a_whole_year_is_taken() -> None:
    assert check_days(2027, OFF_2027, MADE_UP_2027) == CalendarYear(2027, frozenset(OFF_2027), frozenset(MADE_UP_2027))


@pytest.mark.parametrize(
    ("year", "amends", "refusal"),
    [
        (2019, False, rules.CalendarYearOutOfReach),
        (2028, False, rules.CalendarYearOutOfReach),
        (-1, True, rules.CalendarYearOutOfReach),
        (2026, False, rules.CalendarYearLoaded),
        (2027, True, rules.NothingToAmend),
    ],
)
def test_a_year_out_of_reach_or_loaded_already_is_refused(year: int, amends: bool, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        check_year(year, CALENDAR.years, date(2026, 11, 20), amends=amends)


@pytest.mark.parametrize(("year", "amends"), [(2027, False), (2026, True), (2020, True)])
def test_next_year_is_loaded_and_a_loaded_one_amended(year: int, amends: bool) -> None:
    check_year(year, CALENDAR.years, date(2026, 11, 20), amends=amends)


@pytest.mark.parametrize(
    ("today", "missing"),
    [
        (date(2026, 9, 30), []),
        (date(2026, 10, 1), [2027]),
        (date(2027, 1, 1), [2027]),
        (date(2027, 10, 1), [2027, 2028]),
    ],
)
def test_from_october_next_year_is_missed(today: date, missing: list[int]) -> None:
    assert missing_years(CALENDAR.years, today) == missing
