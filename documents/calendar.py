"""The working-day calendar, from the kept library of the State Council's yearly notices."""

from datetime import date, timedelta
from functools import cache

import chinese_calendar

from casework.calendar import Calendar

_FIRST = date(2004, 1, 1)


@cache
def national_calendar() -> Calendar:
    """Every day off and every make-up day that the library knows, 2004 on; a later year is not loaded."""
    off: set[date] = set()
    made_up: set[date] = set()
    day = _FIRST
    while (working := _is_working(day)) is not None:
        weekend = day.weekday() >= 5  # noqa: PLR2004 - Saturday and Sunday
        (made_up if working and weekend else off if not working and not weekend else set()).add(day)
        day += timedelta(days=1)
    return Calendar(frozenset(off), frozenset(made_up), frozenset(range(_FIRST.year, day.year)))


def _is_working(day: date) -> bool | None:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
