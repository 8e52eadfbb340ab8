"""A period runs from a day to a day, both included, over 400 days at most."""

from datetime import date

import pytest

from casework.day import DayInvalid
from casework.period import EndBeforeStart, Period, PeriodTooLong, parse_period
from casework.refusal import Refusal


@pytest.mark.parametrize(
    ("start", "end"),
    [("2020-06-01", "2020-06-01"), ("2020-06-01", "2020-06-30"), ("2020-01-01", "2021-02-03")],
    ids=["one day", "a month", "400 days"],
)
def test_a_period_is_read(start: str, end: str) -> None:
    assert parse_period(start, end) == Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("start", "end", "refusal", "path"),
    [
        ("2020-06-31", "2020-06-30", DayInvalid, "from"),
        ("2020-06-01", "20200630", DayInvalid, "to"),
        ("2020-06-02", "2020-06-01", EndBeforeStart, "to"),
        ("2020-01-01", "2021-02-04", PeriodTooLong, "to"),
    ],
)
def test_what_is_no_period_is_refused(start: str, end: str, refusal: type[Refusal], path: str) -> None:
    with pytest.raises(refusal) as refused:
        parse_period(start, end)
    assert refused.value.path == (path,)
