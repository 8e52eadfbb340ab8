"""How long papers are kept: thirty days, then ten or thirty years from the closing; the read log three."""

from datetime import UTC, datetime

import pytest

from casework.matter import State
from casework.retention import final_retention, provisional_retention, read_log_retention


def test_a_paper_of_an_open_case_is_kept_thirty_days() -> None:
    assert provisional_retention(datetime(2020, 6, 1, 8, 30, tzinfo=UTC)) == datetime(2020, 7, 1, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "closed", "until"),
    [
        (State.CONFIRMED, (2020, 6, 18), (2050, 6, 18)),
        (State.REFUSED, (2020, 6, 18), (2030, 6, 18)),
        (State.REFUSED, (2024, 2, 29), (2034, 3, 1)),
        (State.CONFIRMED, (2024, 2, 28), (2054, 2, 28)),
    ],
)
def test_a_closed_cases_papers_are_kept_for_years(
    state: State, closed: tuple[int, int, int], until: tuple[int, int, int]
) -> None:
    assert final_retention(state, datetime(*closed, 9, tzinfo=UTC)) == datetime(*until, 9, tzinfo=UTC)


def test_an_entry_of_the_read_log_is_kept_three_years() -> None:
    assert read_log_retention(datetime(2020, 6, 1, 9, tzinfo=UTC)) == datetime(2023, 6, 1, 9, tzinfo=UTC)
    assert read_log_retention(datetime(2024, 2, 29, 9, tzinfo=UTC)) == datetime(2027, 3, 1, 9, tzinfo=UTC)
