"""Due days: by a total, stage by stage, and never on a guessed calendar."""

from datetime import date

import pytest

from casework.deadline import Due, DueState, due_on, is_overdue, refusal_told_by
from casework.policy import rule_set_by_key
from tests.casework.sample import CALENDAR

UNKNOWN = Due(None, DueState.UNKNOWN_CALENDAR)


@pytest.mark.parametrize(
    ("key", "accepted_on", "on"),
    [
        # survey 06-15, assessment 06-22, notice 06-29, opinion 07-06, notice 07-13, decision 07-16
        ("dibao-2012", date(2020, 6, 1), date(2020, 7, 16)),
        # survey 09-29, notice 10-06 rolled to 10-09, opinion 10-15 (10-10 made up), notice 10-22, decision 10-27
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
