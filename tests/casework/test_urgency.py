"""Urgent aid: hours that no night and no holiday stops, and papers within five working days."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from casework.deadline import Due, DueState
from casework.urgency import WITHIN_A_DAY, WITHIN_TWO_DAYS, UrgentLimits, first_aid_by, papers_by
from tests.casework.sample import CALENDAR

SHANGHAI = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("reported_at", "limits", "by"),
    [
        ("2020-11-20T15:30+08:00", WITHIN_A_DAY, "2020-11-21T15:30+08:00"),  # a Saturday
        ("2020-11-20T15:30+08:00", WITHIN_TWO_DAYS, "2020-11-22T15:30+08:00"),
        ("2020-09-30T23:59+08:00", WITHIN_A_DAY, "2020-10-01T23:59+08:00"),  # the National Day
        ("2024-02-28T00:00+08:00", WITHIN_TWO_DAYS, "2024-03-01T00:00+08:00"),  # over 29 February
        ("2026-12-31T12:00+08:00", WITHIN_TWO_DAYS, "2027-01-02T12:00+08:00"),  # hours need no calendar
    ],
)
def test_first_aid_is_given_within_the_hours(reported_at: str, limits: UrgentLimits, by: str) -> None:
    assert first_aid_by(datetime.fromisoformat(reported_at), limits) == datetime.fromisoformat(by)


def test_the_hours_are_the_same_in_every_zone() -> None:
    moment = datetime(2020, 11, 20, 15, 30, tzinfo=SHANGHAI)

    assert first_aid_by(moment, WITHIN_A_DAY) == first_aid_by(moment.astimezone(UTC), WITHIN_A_DAY)


def test_a_moment_without_its_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="zone"):
        first_aid_by(datetime(2020, 11, 20, 15, 30), WITHIN_A_DAY)  # noqa: DTZ001 - that is what is refused


@pytest.mark.parametrize(
    ("aided_on", "by"),
    [
        (date(2020, 11, 20), date(2020, 11, 27)),
        (date(2020, 9, 30), date(2020, 10, 14)),  # after the holiday, 10-10 made up
        (date(2023, 9, 22), date(2023, 10, 7)),
        (date(2024, 2, 5), date(2024, 2, 18)),
        (date(2025, 1, 20), date(2025, 1, 26)),
        (date(2026, 2, 9), date(2026, 2, 14)),
    ],
)
def test_papers_and_seals_follow_within_five_working_days(aided_on: date, by: date) -> None:
    assert papers_by(aided_on, WITHIN_A_DAY, CALENDAR) == Due(by, DueState.DATED)


def test_papers_past_the_loaded_years_have_no_known_day() -> None:
    assert papers_by(date(2026, 12, 30), WITHIN_TWO_DAYS, CALENDAR) == Due(None, DueState.UNKNOWN_CALENDAR)


def test_neither_limit_is_confirmed_for_the_county() -> None:
    assert not WITHIN_A_DAY.verified
    assert not WITHIN_TWO_DAYS.verified
