"""Open cases whose last day was unknown are dated once their year is loaded: each once, in a transaction of its own."""

from datetime import date

from authorization.policy import ActName
from authorization.scope import Kind
from casework.calendar import Calendar
from casework.deadline import DueState
from documents.application import ApplicationDocument
from documents.calendar import CalendarDocument, county_calendar
from documents.database import Database, Row, Session
from documents.reading import find_rows
from documents.transaction import Deed, Transaction
from resolvers.deadline import reckon

BATCH = 50
BASIS = "CC art.201, 203"
_UNDATED = {"ended": False, "dueState": DueState.UNKNOWN_CALENDAR.value, "dueOn": None}


async def date_open_cases(database: Database, base: Calendar, today: date, *, most: int | None = None) -> int:
    """Go on with every county whose loaded year still waits for its cases; returns how many were dated.

    Stopped at any point it goes on from there, and several at once date each case once: what is still undated says
    so itself. `most` ends it early. Raises `DatabaseUnavailable`.
    """
    waiting = await find_rows(database, Kind.CALENDAR, {"datingDue": True}, {}, [("_id", 1)], 1000)
    done = 0
    for calendar in map(CalendarDocument.model_validate, waiting):
        done += await _county(database, base, calendar, today, None if most is None else most - done)
    return done


async def _county(database: Database, base: Calendar, calendar: CalendarDocument, today: date, most: int | None) -> int:
    deed = Deed(calendar.years[-1].by.official_id, ActName.LOAD_CALENDAR_YEAR, BASIS, today)
    done, after = 0, ""
    while rows := await _undated(database, calendar.county, after):
        for row in rows:
            if most is not None and done >= most:
                return done
            done += await _dated(database, base, row, deed)
        after = rows[-1]["_id"]
    await _finished(database, calendar)
    return done


async def _undated(database: Database, county: str, after: str) -> list[Row]:
    filter_ = {"areas": county, "county": county, **_UNDATED, "_id": {"$gt": after}}
    return await find_rows(database, Kind.APPLICATION, filter_, {"county": 1}, [("_id", 1)], BATCH)


async def _dated(database: Database, base: Calendar, row: Row, deed: Deed) -> bool:
    """Date one case if it is still undated and open; a further year on its way may be missing yet."""

    async def once(session: Session) -> bool:
        transaction = Transaction(session, deed, database.seals)
        case = await transaction.load(ApplicationDocument, {"_id": row["_id"], **_UNDATED})
        if case is None:
            return False
        reckon(case, await county_calendar(base, case.county, session))
        if case.due_state is DueState.UNKNOWN_CALENDAR:
            return False
        await transaction.keep(case)
        return True

    return await database.transaction(once)


async def _finished(database: Database, calendar: CalendarDocument) -> None:
    """Say that the county's cases are dated, unless another year was loaded meanwhile."""

    async def once(session: Session) -> None:
        await CalendarDocument.get_pymongo_collection().update_one(
            {"_id": calendar.id, "revision": calendar.revision}, {"$set": {"datingDue": False}}, session=session
        )

    await database.transaction(once)
