"""The public notice of an opinion in the village (公示): how long it hangs, and when a decision may follow."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.calendar import Calendar, UnknownCalendar, roll_to_working
from casework.refusal import Refusal


class CalendarNotLoaded(Refusal):
    """The last day falls in a year whose holidays nobody has published yet (rules.md 0.1)."""

    zh = "{year} 年节假日安排尚未载入，不能确定公示截止日"
    en = "The holidays of {year} are not loaded, so the notice's last day cannot be told"
    basis = "CC art.203"


class NoticeNotEnded(Refusal):
    """The notice still hangs (M220 art.25, 29; M57 art.19)."""

    zh = "公示期未满，最早可于 {earliest} 办理"
    en = "The notice has not ended; the earliest day is {earliest}"
    basis = "M220 art.25, 29; M57 art.19"


class NoticeBackdated(Refusal):
    """The notice is said to have been posted before the step that it publishes (M57 art.19)."""

    zh = "公示日不能早于 {earliest}"
    en = "A notice cannot have been posted before {earliest}"
    basis = "M220 art.25, 29; M57 art.19"


@dataclass(frozen=True, slots=True)
class NoticePeriod:
    """The days of one notice."""

    posted_on: date
    last_day: date
    earliest_decision_on: date


def notice_period(posted_on: date, days: int, calendar: Calendar) -> NoticePeriod:
    """Count the days after the posting day and roll the last to a working one (M57 art.19; Civil Code art.201, 203)."""
    try:
        last_day = roll_to_working(calendar, posted_on + timedelta(days=days))
    except UnknownCalendar as unknown:
        raise CalendarNotLoaded("postedOn", year=unknown.year) from unknown
    return NoticePeriod(posted_on, last_day, last_day + timedelta(days=1))


def check_ended(earliest_decision_on: date | None, day: date) -> None:
    """Refuse a day that is not after the notice's last one (M57 art.19; M220 art.25, 29)."""
    if earliest_decision_on is None or day < earliest_decision_on:
        raise NoticeNotEnded(earliest=earliest_decision_on.isoformat() if earliest_decision_on else "—")
