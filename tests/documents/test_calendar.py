"""The library that the server counts by says of every day of 2020-2026 what the State Council's notices say."""

import calendar as gregorian
from datetime import date, timedelta

import pytest

from casework.calendar import UnknownCalendar
from documents.calendar import national_calendar
from tests.casework.day_list import MADE_UP, OFF, WORKING_DAYS, days_of


@pytest.mark.parametrize("year", WORKING_DAYS)
def test_every_day_is_as_the_day_lists_say(year: int) -> None:
    off, made_up = days_of(year, OFF[year]), days_of(year, MADE_UP[year])
    every = [date(year, 1, 1) + timedelta(days=place) for place in range(365 + gregorian.isleap(year))]

    told = {day: national_calendar().is_working(day) for day in every}

    assert told == {day: day in made_up or (day.weekday() < 5 and day not in off) for day in every}
    assert sum(told.values()) == WORKING_DAYS[year]


def test_the_library_begins_with_2004_and_what_it_does_not_know_is_not_guessed() -> None:
    years = national_calendar().years

    assert years == frozenset(range(2004, max(years) + 1))
    assert max(years) >= 2026
    with pytest.raises(UnknownCalendar):
        national_calendar().is_working(date(max(years) + 1, 1, 1))
