"""The period over which work is compared (统计期间): from a day to a day, both included, not much over a year."""

from dataclasses import dataclass
from datetime import date

from casework.day import parse_day
from casework.refusal import Refusal

LONGEST_DAYS = 400


class EndBeforeStart(Refusal):
    """A period that ends before it begins."""

    zh = "统计期间的结束日期不能早于开始日期"
    en = "The period ends before it begins"


class PeriodTooLong(Refusal):
    """More days than one comparison counts."""

    zh = "统计期间不能超过 {longest} 天"
    en = "The period may have {longest} days at most"


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included."""

    start: date
    end: date


def parse_period(start: str, end: str) -> Period:
    """Read a period of at most 400 days (our own bound; no regulation sets it)."""
    period = Period(parse_day(start, "from"), parse_day(end, "to"))
    if period.end < period.start:
        raise EndBeforeStart("to")
    if (period.end - period.start).days >= LONGEST_DAYS:
        raise PeriodTooLong("to", longest=LONGEST_DAYS)
    return period
