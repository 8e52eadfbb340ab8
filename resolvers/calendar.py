"""Loading a year of holidays into a county's calendar, and what the calendar knows and lacks."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

from authorization.policy import ActName
from authorization.scope import NOBODY, Kind, scope
from casework.calendar import Calendar
from casework.calendar_year import check_days, check_room, check_year, missing_years
from casework.day import parse_day
from casework.office import Tier
from casework.refusal import refusals_in
from casework.text import checked_text
from documents.calendar import CalendarDocument, CalendarYearPart, calendar_id, fence_calendar, national_calendar
from documents.database import Database, Row
from documents.reading import find_rows
from resolvers.act import Hand, act
from resolvers.dating import BATCH, date_open_cases
from resolvers.deadline import calendar_of
from resolvers.desk import Desk
from resolvers.jurisdiction import areas_within
from resolvers.reader import one

SOURCE_LIMIT = 200
CITY_DIGITS, COUNTY_DIGITS = 4, 6
MOST = 5000  # counties of the whole country: under 3,000


@asynccontextmanager
async def _dating_begun(desk: Desk, **_given: Any) -> AsyncIterator[None]:
    """After the year is kept, date the first cases at once; the upkeep goes on with the others."""
    yield
    await date_open_cases(desk.doors.database, desk.doors.calendar, desk.today, most=BATCH)


@act(
    ActName.LOAD_CALENDAR_YEAR,
    "HOL art.2; CC art.201, 203",
    subject="calendar",
    refusals=refusals_in("casework.calendar_year", "casework.day", "casework.text"),
    around=_dating_begun,
)
async def load_calendar_year(
    hand: Hand,
    *,
    county: str,
    year: int,
    days_off: Sequence[str],
    made_up_days: Sequence[str],
    source: str,
    amends: bool,
) -> dict[str, str]:
    """Load a year as the State Council's notice arranges it; open cases without a day are then dated (rules.md 0.1)."""
    areas = await areas_within(hand, county, Tier.COUNTY, "county")
    await fence_calendar(county, [area.code for area in areas], hand.transaction.session)
    check_year(year, (await calendar_of(hand, county)).years, hand.desk.today, amends=amends)
    check_days(year, _days(days_off, "daysOff"), _days(made_up_days, "madeUpDays"))
    calendar = await hand.load(Kind.CALENDAR, CalendarDocument, calendar_id(county), None, "county")
    check_room(len(calendar.years))
    loaded = CalendarYearPart(
        by=hand.desk.handler,
        on=hand.desk.today.isoformat(),
        year=year,
        days_off=sorted(days_off),
        made_up_days=sorted(made_up_days),
        source=checked_text(source, "source", limit=SOURCE_LIMIT),
        amends=amends,
    )
    calendar.years, calendar.dating_due = [*calendar.years, loaded], True
    return await hand.keep(calendar)


def _days(texts: Sequence[str], name: str) -> list[date]:
    return [parse_day(text, name, str(place)) for place, text in enumerate(texts)]


def loaded_years(row: Row) -> list[int]:
    """The years by which the county can count: the library's and its own."""
    return sorted(national_calendar().years | {year["year"] for year in row["years"]})


def missing(row: Row, today: date) -> list[int]:
    """The years that should be loaded by now."""
    return missing_years(loaded_years(row), today)


async def lacking(database: Database, base: Calendar, today: date) -> dict[str, list[int]]:
    """The years that each county should have loaded by now and has not; a county that lacks none is left out."""
    counties = await find_rows(database, Kind.JURISDICTION, {"level": Tier.COUNTY}, {"code": 1}, [("_id", 1)], MOST)
    kept = await find_rows(database, Kind.CALENDAR, {}, {"county": 1, "years.year": 1}, [("_id", 1)], MOST)
    own = {row["county"]: {year["year"] for year in row["years"]} for row in kept}
    found = {row["code"]: missing_years(base.years | own.get(row["code"], set()), today) for row in counties}
    return {county: years for county, years in found.items() if years}


async def calendar_for(desk: Desk, county: str | None) -> Row | None:
    """A county's calendar in the viewer's shape; one that loaded nothing yet counts by the library alone."""
    code = county or desk.official.area[:COUNTY_DIGITS]
    if not _within_reach(desk, code):
        return None
    found = await one(desk, Kind.CALENDAR, "Calendar", {"_id": calendar_id(code)})
    row = found or {"_id": calendar_id(code), "county": code, "years": []}
    return {**row, "loadedYears": loaded_years(row), "missingYears": missing(row, desk.today)}


def _within_reach(desk: Desk, county: str) -> bool:
    """Whether it is the viewer's own county, or for a city's official one of the city's."""
    if scope(desk.official, Kind.CALENDAR) == NOBODY:
        return False
    digits = CITY_DIGITS if desk.official.tier is Tier.CITY else COUNTY_DIGITS
    return len(county) == COUNTY_DIGITS and county[:digits] == desk.official.area[:digits]
