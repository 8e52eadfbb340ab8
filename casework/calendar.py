"""The working days of the State Council's holiday notices (工作日), counted only in years that are loaded."""

from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


class UnknownCalendar(Exception):
    """A day in a year whose holidays are not loaded; it is never guessed."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the holidays of {year} are not loaded")
        self.year = year


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off and make-up working days (调休) of the loaded years; a weekend is off unless it is made up."""

    off: frozenset[date]
    made_up: frozenset[date]
    years: frozenset[int]

    def is_working(self, day: date) -> bool:
        """Whether a day counts as 工作日: not a weekend, not a holiday, or made up (行政许可法 art.82)."""
        if day.year not in self.years:
            raise UnknownCalendar(day.year)
        return day in self.made_up or (day.weekday() < _SATURDAY and day not in self.off)


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year as its notice arranges it (年度节假日安排); the notice may reach into the December before."""

    year: int
    off: frozenset[date]
    made_up: frozenset[date]


def with_year(calendar: Calendar, year: CalendarYear) -> Calendar:
    """Put a year's own notice in the place of whatever the calendar says of it (行政许可法 art.82)."""
    off = {day for day in calendar.off - year.made_up if day.year != year.year}
    made_up = {day for day in calendar.made_up - year.off if day.year != year.year}
    return Calendar(year.off | off, year.made_up | made_up, calendar.years | {year.year})


def stilled(calendar: Calendar, days: frozenset[date]) -> Calendar:
    """Let some days not count, whatever they are: a clock that stands still on them (M57 art.10)."""
    return Calendar(calendar.off | days, calendar.made_up - days, calendar.years)


def roll_to_working(calendar: Calendar, day: date) -> date:
    """Move a last day that is off to the next working day (Civil Code art.203)."""
    while not calendar.is_working(day):
        day += _DAY
    return day


def add_working_days(calendar: Calendar, start: date, count: int) -> date:
    """Find the last of `count` working days, the first day not counted (Civil Code art.201)."""
    day = start
    for _ in range(count):
        day = roll_to_working(calendar, day + _DAY)
    return day


def working_days_between(calendar: Calendar, start: date, end: date) -> int:
    """Count the working days after `start` up to and with `end` (Civil Code art.201); none if `end` is not later."""
    days = (start + _DAY * n for n in range(1, (end - start).days + 1))
    return sum(calendar.is_working(day) for day in days)
