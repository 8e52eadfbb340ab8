"""Urgent temporary aid (急难型临时救助): help within hours, whatever day it is, papers and seals afterwards."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.calendar import Calendar, UnknownCalendar
from casework.deadline import Due, DueState, end_of
from casework.policy import Limit, Unit


@dataclass(frozen=True, slots=True)
class UrgentLimits:
    """How fast urgent aid must be: `first_aid_hours` from the report, `papers` from the aid."""

    first_aid_hours: int
    papers: Limit
    source: str
    verified: bool


WITHIN_A_DAY = UrgentLimits(
    24, Limit(5, Unit.WORKING_DAYS), "民发〔2018〕23号；邹平 24 小时、5 个工作日（宜宾规定未核实）", verified=False
)
WITHIN_TWO_DAYS = UrgentLimits(
    48, Limit(5, Unit.WORKING_DAYS), "民发〔2018〕23号；楚雄 48 小时、5 个工作日（宜宾规定未核实）", verified=False
)


def first_aid_by(reported_at: datetime, limits: UrgentLimits) -> datetime:
    """Tell the moment by which first aid must be given: hours run on through nights and holidays (M23; rules.md 2.2).

    `reported_at` carries its zone; so does the answer. Raises `ValueError` for a moment without one.
    """
    if reported_at.tzinfo is None:
        raise ValueError("a moment without its zone")
    return reported_at + timedelta(hours=limits.first_aid_hours)


def papers_by(aided_on: date, limits: UrgentLimits, calendar: Calendar) -> Due:
    """Compute the day by which person, reason, amount, signatures and seals are on file (M23; rules.md 2.2)."""
    try:
        return Due(end_of(limits.papers, aided_on, calendar), DueState.DATED)
    except UnknownCalendar:
        return Due(None, DueState.UNKNOWN_CALENDAR)
