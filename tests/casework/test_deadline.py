"""Due days: by a total, stage by stage, and never on a guessed calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import working_days_between
from casework.deadline import Due, DueState, due_on, is_overdue, refusal_told_by
from casework.pause import Pause
from casework.policy import rule_set_by_key
from tests.casework.sample import CALENDAR

UNKNOWN = Due(None, DueState.UNKNOWN_CALENDAR)


@pytest.mark.parametrize(
    ("key", "accepted_on", "on"),
    [
        # survey 06-15, assessment 06-22, notice 06-29, opinion 07-06, notice 07-13, decision 07-16
        ("dibao-2012", date(2020, 6, 1), date(2020, 7, 16)),
        # survey 09-28, notice 10-05 rolled to 10-09, opinion 10-15 (10-10 made up), notice 10-22, decision 10-27
        ("dibao-2020", date(2020, 9, 15), date(2020, 10, 27)),
        ("dibao-2021", date(2021, 7, 1), date(2021, 8, 12)),
        ("dibao-2022", date(2022, 10, 20), date(2022, 11, 17)),
        ("temporary-2018", date(2020, 9, 25), date(2020, 10, 29)),
    ],
)
def test_a_case_is_due_when_its_rules_say(key: str, accepted_on: date, on: date) -> None:
    assert due_on(rule_set_by_key(key), accepted_on, CALENDAR) == Due(on, DueState.DATED)


def test_a_special_case_may_take_forty_five_working_days() -> None:
    due = due_on(rule_set_by_key("dibao-2022"), date(2025, 1, 20), CALENDAR, extended=True)

    assert due == Due(date(2025, 3, 28), DueState.DATED)


def test_rules_without_an_extension_are_not_extended() -> None:
    rules = rule_set_by_key("temporary-2018")

    assert due_on(rules, date(2020, 9, 25), CALENDAR, extended=True) == due_on(rules, date(2020, 9, 25), CALENDAR)


@pytest.mark.parametrize("key", ["dibao-2012", "dibao-2022"])
def test_a_due_day_past_the_loaded_years_is_unknown(key: str) -> None:
    assert due_on(rule_set_by_key(key), date(2026, 12, 14), CALENDAR) == UNKNOWN


@pytest.mark.parametrize(
    ("due", "today", "ended", "overdue"),
    [
        (Due(date(2020, 11, 20), DueState.DATED), date(2020, 11, 20), False, False),
        (Due(date(2020, 11, 20), DueState.DATED), date(2020, 11, 21), False, True),
        (Due(date(2020, 11, 20), DueState.DATED), date(2020, 11, 21), True, False),
        (UNKNOWN, date(2027, 11, 21), False, False),
    ],
)
def test_only_an_open_case_past_its_known_due_day_is_overdue(due: Due, today: date, ended: bool, overdue: bool) -> None:
    assert is_overdue(due, today, ended) is overdue


def test_a_refusal_is_told_within_three_working_days() -> None:
    assert refusal_told_by(date(2020, 9, 25), CALENDAR) == Due(date(2020, 9, 29), DueState.DATED)
    assert refusal_told_by(date(2026, 12, 31), CALENDAR) == UNKNOWN


@pytest.mark.parametrize(
    ("begun_on", "ended_on", "on"),
    [
        (date(2022, 10, 25), date(2022, 10, 25), date(2022, 11, 17)),  # brought the same day: nothing is lost
        (date(2022, 10, 25), date(2022, 10, 27), date(2022, 11, 21)),  # 10-26 and 10-27 are not counted
        (date(2022, 10, 28), date(2022, 10, 30), date(2022, 11, 17)),  # a weekend is not counted anyway
        (date(2022, 10, 20), date(2022, 12, 30), date(2023, 2, 2)),  # the whole time is left; 01-28, 29 are made up
        (date(2022, 10, 13), date(2022, 10, 18), date(2022, 11, 17)),  # before the acceptance no clock ran
    ],
)
def test_a_pause_leaves_its_working_days_uncounted(begun_on: date, ended_on: date, on: date) -> None:
    rules, pauses = rule_set_by_key("dibao-2022"), [Pause(begun_on, ended_on)]

    assert due_on(rules, date(2022, 10, 20), CALENDAR, pauses=pauses) == Due(on, DueState.DATED)


def test_a_clock_that_is_paused_has_no_last_day() -> None:
    pauses = [Pause(date(2022, 10, 25), None)]

    assert due_on(rule_set_by_key("dibao-2022"), date(2022, 10, 20), CALENDAR, pauses=pauses) == Due(
        None, DueState.PAUSED
    )


def test_a_pause_stops_natural_days_too() -> None:
    # survey 09-28; of the notice's week 10-02 to 10-06 do not count: 10-10, made up; opinion 10-16, notice 10-23
    due = due_on(
        rule_set_by_key("dibao-2020"), date(2020, 9, 15), CALENDAR, pauses=[Pause(date(2020, 10, 1), date(2020, 10, 6))]
    )

    assert due == Due(date(2020, 10, 28), DueState.DATED)


def test_pause_and_extension_are_reckoned_together() -> None:
    # forty-five working days end on 2025-03-28; two of them are paused
    due = due_on(
        rule_set_by_key("dibao-2022"),
        date(2025, 1, 20),
        CALENDAR,
        extended=True,
        pauses=[Pause(date(2025, 2, 10), date(2025, 2, 12))],
    )

    assert due == Due(date(2025, 4, 1), DueState.DATED)


@given(st.dates(date(2022, 10, 20), date(2025, 6, 30)), st.integers(0, 60), st.integers(0, 60))
def test_a_pause_gives_back_exactly_the_working_days_that_it_took(accepted_on: date, after: int, length: int) -> None:
    rules = rule_set_by_key("dibao-2022")
    begun_on = accepted_on + timedelta(days=after)
    pause = Pause(begun_on, begun_on + timedelta(days=length))
    without = due_on(rules, accepted_on, CALENDAR).on
    assert without is not None
    if begun_on >= without:
        return

    on = due_on(rules, accepted_on, CALENDAR, pauses=[pause]).on

    assert on is not None
    lost = working_days_between(CALENDAR, begun_on, min(on, begun_on + timedelta(days=length)))
    assert working_days_between(CALENDAR, without, on) == lost
