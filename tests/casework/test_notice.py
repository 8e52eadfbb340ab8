"""Notices: seven days after the posting day, the last one a working day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.notice import CalendarNotLoaded, NoticeNotEnded, NoticePeriod, check_ended, notice_period
from tests.casework.sample import CALENDAR


@pytest.mark.parametrize(
    ("posted_on", "last_day", "earliest"),
    [
        (date(2020, 6, 1), date(2020, 6, 8), date(2020, 6, 9)),
        (date(2020, 9, 28), date(2020, 10, 9), date(2020, 10, 10)),
        (date(2025, 1, 22), date(2025, 2, 5), date(2025, 2, 6)),
        (date(2026, 9, 18), date(2026, 9, 28), date(2026, 9, 29)),
    ],
)
def test_a_notice_hangs_for_seven_days_and_rolls_its_last(posted_on: date, last_day: date, earliest: date) -> None:
    assert notice_period(posted_on, 7, CALENDAR) == NoticePeriod(posted_on, last_day, earliest)


@given(st.dates(date(2020, 1, 1), date(2026, 12, 20)))
def test_a_notice_is_never_shorter_than_seven_days(posted_on: date) -> None:
    period = notice_period(posted_on, 7, CALENDAR)

    assert (period.last_day - posted_on).days >= 7
    assert CALENDAR.is_working(period.last_day)


def test_a_notice_whose_last_day_is_not_in_a_loaded_year_is_not_posted() -> None:
    with pytest.raises(CalendarNotLoaded) as refusal:
        notice_period(date(2026, 12, 28), 7, CALENDAR)
    assert refusal.value.path == ("postedOn",)
    assert refusal.value.facts == {"year": 2027}


@pytest.mark.parametrize("earliest", [None, date(2020, 10, 10)])
def test_nothing_is_decided_before_the_notice_has_ended(earliest: date | None) -> None:
    with pytest.raises(NoticeNotEnded):
        check_ended(earliest, date(2020, 10, 9))


def test_the_day_after_the_last_is_early_enough() -> None:
    check_ended(date(2020, 10, 10), date(2020, 10, 10))
