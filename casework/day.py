"""Days of the calendar in Gongxian (日期), written YYYY-MM-DD."""

import re
from datetime import date

from casework.refusal import Refusal

_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class DayInvalid(Refusal):
    """Not a day of the calendar."""

    zh = "日期无效，应为 YYYY-MM-DD"
    en = "Not a day of the form YYYY-MM-DD"


class DayInFuture(Refusal):
    """What has not happened yet cannot be recorded."""

    zh = "日期不能晚于今天（{today}）"
    en = "The day cannot be after today ({today})"


def parse_day(text: str, *path: str) -> date:
    """Read a day as GB/T 7408 writes it in full: YYYY-MM-DD and nothing else."""
    if not _FORM.fullmatch(text):
        raise DayInvalid(*path)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DayInvalid(*path) from None


def not_after(day: date, today: date, *path: str) -> None:
    """Refuse to record what is still to come (M57 art.28: no enrolment before its steps were taken)."""
    if day > today:
        raise DayInFuture(*path, today=today.isoformat())
