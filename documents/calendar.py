"""The working-day calendar: the kept library of the State Council's notices, and what each county loaded since."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, ClassVar

import chinese_calendar
from pydantic import Field
from pymongo import ASCENDING, IndexModel
from pymongo.asynchronous.client_session import AsyncClientSession

from casework.calendar import Calendar, CalendarYear, with_year
from documents.application import StepPart
from documents.record import Day, RecordDocument

_FIRST = date(2004, 1, 1)


class CalendarYearPart(StepPart):
    """One year as its notice arranges it, loaded by an act; of two for one year the later counts."""

    year: int
    days_off: list[Day] = Field(max_length=60)
    made_up_days: list[Day] = Field(max_length=60)
    source: str = Field(max_length=200)
    amends: bool


class CalendarDocument(RecordDocument):
    """A county's calendar beside the library: `cal_<county>`. `datingDue` says that open cases wait to be dated."""

    prefix: ClassVar[str] = "cal"

    years: list[CalendarYearPart] = Field(default=[], max_length=100)
    dating_due: bool = False

    class Settings:
        name = "calendars"
        indexes: ClassVar = [IndexModel([("county", ASCENDING)], name="county", unique=True)]


def calendar_id(county: str) -> str:
    """The id of a county's calendar."""
    return f"cal_{county}"


async def county_calendar(base: Calendar, county: str, session: AsyncClientSession | None = None) -> Calendar:
    """The calendar by which a county counts, as the session sees it: never one that a process remembers."""
    found = await CalendarDocument.get_pymongo_collection().find_one(
        {"_id": calendar_id(county)}, {"years": 1}, session=session
    )
    return base if found is None else merged(base, found["years"])


def merged(base: Calendar, years: Sequence[dict[str, Any]]) -> Calendar:
    """A calendar with the years that were loaded, in the order of their loading, put over it."""
    for year in years:
        base = with_year(base, CalendarYear(year["year"], _days(year["daysOff"]), _days(year["madeUpDays"])))
    return base


def _days(texts: Sequence[str]) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, texts))


async def fence_calendar(county: str, areas: Sequence[str], session: AsyncClientSession) -> None:
    """Write the county's calendar, begun if need be: who relied on a year's absence and who loads it conflict."""
    blank = CalendarDocument(id=calendar_id(county), county=county, areas=list(areas)).stored()
    begun = {name: value for name, value in blank.items() if name not in {"_id", "fence"}}
    await CalendarDocument.get_pymongo_collection().update_one(
        {"_id": calendar_id(county)}, {"$setOnInsert": begun, "$inc": {"fence": 1}}, upsert=True, session=session
    )


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
