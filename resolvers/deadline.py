"""A case is dated by the county's calendar as its own transaction sees it, in one way whatever the occasion."""

from datetime import date

from casework.calendar import Calendar
from casework.deadline import DueState, due_on
from casework.pause import Pause
from casework.policy import rule_set_by_key
from documents.application import ApplicationDocument
from documents.calendar import county_calendar, fence_calendar
from resolvers.act import Hand

COUNTY_CODE = 6  # digits; a township's code has nine


async def calendar_of(hand: Hand, county: str) -> Calendar:
    """The calendar by which a county counts now: read in the act's transaction, so that no process has a stale one."""
    return await county_calendar(hand.desk.doors.calendar, county, hand.transaction.session)


def reckon(case: ApplicationDocument, calendar: Calendar) -> None:
    """Write the case's last day, or why it has none; one that was not accepted has no clock."""
    if case.rule_set is None or case.accepted_on is None:
        return
    due = due_on(
        rule_set_by_key(case.rule_set),
        date.fromisoformat(case.accepted_on),
        calendar,
        extended=case.extension is not None,
        pauses=pauses_of(case),
    )
    case.due_on, case.due_state = due.on.isoformat() if due.on else None, due.state


def pauses_of(case: ApplicationDocument) -> list[Pause]:
    """When the case's clock stands: from its one list of what is missing until that was recorded as brought."""
    if case.corrections is None:
        return []
    ended_on = case.corrections.ended_on
    return [Pause(date.fromisoformat(case.corrections.on), date.fromisoformat(ended_on) if ended_on else None)]


async def dated(hand: Hand, case: ApplicationDocument) -> None:
    """Date the case; one whose year is not loaded fences the calendar, so that the year's loading does not miss it."""
    reckon(case, await calendar_of(hand, case.county))
    if case.due_state is DueState.UNKNOWN_CALENDAR:
        areas = [area for area in case.areas if len(area) <= COUNTY_CODE]
        await fence_calendar(case.county, areas, hand.transaction.session)
