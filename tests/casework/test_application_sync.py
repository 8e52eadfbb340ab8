"""What the platform may do to a case that it brought, by the case's state."""

import pytest

from casework.application_sync import (
    FixedByFiling,
    HouseholdReliedOn,
    SyncOutcome,
    check_fixed,
    check_not_relied_on,
    outcome_of,
)
from casework.matter import State


@pytest.mark.parametrize("state", State)
def test_a_row_that_says_nothing_new_changes_nothing(state: State) -> None:
    assert outcome_of(state, differs=False) is SyncOutcome.UNCHANGED


@pytest.mark.parametrize("state", State)
def test_a_row_corrects_until_acceptance_and_proposes_afterwards(state: State) -> None:
    expected = SyncOutcome.CORRECTED if state is State.FILED else SyncOutcome.PROPOSED
    assert outcome_of(state, differs=True) is expected


@pytest.mark.parametrize("state", State)
def test_a_family_is_free_while_its_cases_are_only_filed_or_refused(state: State) -> None:
    if state in {State.FILED, State.REFUSED}:
        check_not_relied_on([State.FILED, state], "household")
        return
    with pytest.raises(HouseholdReliedOn) as refused:
        check_not_relied_on([State.FILED, state], "household")
    assert refused.value.path == ("household",)


def test_what_is_fixed_by_filing_is_named_by_its_path() -> None:
    check_fixed([])
    with pytest.raises(FixedByFiling) as refused:
        check_fixed(["household.village"])
    assert refused.value.path == ("household", "village")
