"""Working days: the vectors of rules.md section 5, every day list of 2020-2026, and what holds of all of them."""

import calendar as gregorian
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import UnknownCalendar, add_working_days, roll_to_working, working_days_between
from tests.casework.day_list import MADE_UP, OFF, WORKING_DAYS, days_of
from tests.casework.sample import CALENDAR, YEARS


@pytest.mark.parametrize("year", YEARS)
def test_each_year_has_exactly_its_days_off_and_made_up(year: int) -> None:
    off, made_up = days_of(year, OFF[year]), days_of(year, MADE_UP[year])
    every = [date(year, 1, 1) + timedelta(days=n) for n in range(365 + gregorian.isleap(year))]

    working = {day for day in every if CALENDAR.is_working(day)}

    assert working == {day for day in every if day in made_up or (day.weekday() < 5 and day not in off)}
    assert len(working) == WORKING_DAYS[year]


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2020-09-25", 3, "2020-09-29"),
        ("2020-09-25", 20, "2020-10-29"),
        ("2020-09-25", 45, "2020-12-03"),
        ("2021-02-03", 3, "2021-02-07"),
        ("2021-02-03", 20, "2021-03-08"),
        ("2022-10-20", 20, "2022-11-17"),
        ("2023-09-22", 5, "2023-10-07"),
        ("2023-09-22", 20, "2023-10-26"),
        ("2024-02-05", 5, "2024-02-18"),
        ("2024-02-05", 20, "2024-03-08"),
        ("2025-01-20", 5, "2025-01-26"),
        ("2025-01-20", 20, "2025-02-21"),
        ("2025-01-20", 45, "2025-03-28"),
        ("2026-02-09", 5, "2026-02-14"),
        ("2026-02-09", 20, "2026-03-13"),
    ],
)
def test_working_days_are_added_as_the_vectors_say(start: str, count: int, end: str) -> None:
    assert add_working_days(CALENDAR, date.fromisoformat(start), count) == date.fromisoformat(end)
    assert working_days_between(CALENDAR, date.fromisoformat(start), date.fromisoformat(end)) == count


@pytest.mark.parametrize(
    ("day", "rolled"),
    [
        ("2020-10-05", "2020-10-09"),
        ("2025-01-29", "2025-02-05"),
        ("2026-09-25", "2026-09-28"),
        ("2020-06-08", "2020-06-08"),
    ],
)
def test_a_last_day_off_rolls_to_the_next_working_day(day: str, rolled: str) -> None:
    assert roll_to_working(CALENDAR, date.fromisoformat(day)) == date.fromisoformat(rolled)


@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2019, 12, 31)])
def test_a_day_of_a_year_that_is_not_loaded_is_never_guessed(day: date) -> None:
    with pytest.raises(UnknownCalendar) as unknown:
        CALENDAR.is_working(day)
    assert unknown.value.year == day.year


def test_counting_past_the_loaded_years_is_never_guessed() -> None:
    with pytest.raises(UnknownCalendar):
        add_working_days(CALENDAR, date(2026, 12, 25), 20)
    with pytest.raises(UnknownCalendar):
        roll_to_working(CALENDAR, date(2027, 1, 1))
    with pytest.raises(UnknownCalendar):
        working_days_between(CALENDAR, date(2026, 12, 25), date(2027, 1, 4))


def test_no_working_days_lie_between_a_day_and_an_earlier_one() -> None:
    assert working_days_between(CALENDAR, date(2020, 6, 8), date(2020, 6, 1)) == 0


a_day = st.dates(date(2020, 1, 1), date(2026, 6, 30))
a_count = st.integers(1, 60)


@given(a_day, a_count)
def test_added_days_end_on_a_working_day_and_count_back(start: date, count: int) -> None:
    end = add_working_days(CALENDAR, start, count)

    assert CALENDAR.is_working(end)
    assert working_days_between(CALENDAR, start, end) == count


@given(a_day, a_count, a_count)
def test_adding_in_two_parts_is_adding_at_once(start: date, first: int, second: int) -> None:
    at_once = add_working_days(CALENDAR, start, first + second)

    assert add_working_days(CALENDAR, add_working_days(CALENDAR, start, first), second) == at_once


@given(a_day, a_day, a_count)
def test_a_later_start_never_ends_earlier(one: date, other: date, count: int) -> None:
    early, late = sorted((one, other))

    assert add_working_days(CALENDAR, early, count) <= add_working_days(CALENDAR, late, count)
