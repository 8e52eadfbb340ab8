"""Days: one form, and never one that is still to come."""

from datetime import date

import pytest

from casework.day import DayInFuture, DayInvalid, not_after, parse_day


def test_a_day_is_read() -> None:
    assert parse_day("2020-02-29") == date(2020, 2, 29)


@pytest.mark.parametrize(
    "text", ["", "20200229", "2020-W09-6", "2021-02-29", "2020-2-9", "2020-02-29T00:00", "0000-01-01", "２０２０-01-01"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(DayInvalid) as refusal:
        parse_day(text, "filedOn")
    assert refusal.value.path == ("filedOn",)


def test_today_may_be_recorded_and_tomorrow_not() -> None:
    not_after(date(2020, 11, 20), date(2020, 11, 20))
    with pytest.raises(DayInFuture) as refusal:
        not_after(date(2020, 11, 21), date(2020, 11, 20), "visitedOn")
    assert refusal.value.path == ("visitedOn",)
