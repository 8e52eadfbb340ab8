"""Supervision: every act from every state, and no closing over what was found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from casework.supervision import (
    MAX_FINDINGS,
    MAX_ORDERS,
    SUPERVISION_STEPS,
    DueDayPassed,
    FindingOutcome,
    FindingUnresolved,
    OutcomeWithoutFinding,
    SupervisionAct,
    SupervisionFacts,
    SupervisionFull,
    SupervisionKind,
    SupervisionState,
    SupervisionStepOutOfOrder,
    check_close,
    check_order,
    ready_to_answer_rectification,
    ready_to_close,
    ready_to_order_rectification,
    ready_to_record_finding,
)

OPENED, FOUND, ORDERED, ANSWERED, CLOSED = SupervisionState
ALLOWED = {
    (OPENED, SupervisionAct.RECORD_FINDING): FOUND,
    (OPENED, SupervisionAct.CLOSE): CLOSED,
    (FOUND, SupervisionAct.RECORD_FINDING): FOUND,
    (FOUND, SupervisionAct.ORDER_RECTIFICATION): ORDERED,
    (FOUND, SupervisionAct.CLOSE): CLOSED,
    (ORDERED, SupervisionAct.ANSWER_RECTIFICATION): ANSWERED,
    (ANSWERED, SupervisionAct.ORDER_RECTIFICATION): ORDERED,
    (ANSWERED, SupervisionAct.CLOSE): CLOSED,
}
READY: dict[SupervisionAct, Callable[[SupervisionFacts], SupervisionState]] = {
    SupervisionAct.RECORD_FINDING: ready_to_record_finding,
    SupervisionAct.ORDER_RECTIFICATION: ready_to_order_rectification,
    SupervisionAct.ANSWER_RECTIFICATION: ready_to_answer_rectification,
    SupervisionAct.CLOSE: ready_to_close,
}


def record(state: SupervisionState) -> SupervisionFacts:
    return SupervisionFacts("sup_1", SupervisionKind.SPOT_CHECK, state)


@pytest.mark.parametrize("act", SupervisionAct)
@pytest.mark.parametrize("state", SupervisionState)
def test_an_act_leads_where_the_table_says_or_is_refused(state: SupervisionState, act: SupervisionAct) -> None:
    if (state, act) in ALLOWED:
        assert READY[act](record(state)) is ALLOWED[state, act]
        return
    with pytest.raises(SupervisionStepOutOfOrder) as refusal:
        READY[act](record(state))
    assert (refusal.value.facts["state"], refusal.value.facts["act"]) == (state, act)


def test_the_table_holds_nothing_else() -> None:
    assert SUPERVISION_STEPS == ALLOWED


def test_an_order_may_be_due_today_and_not_yesterday() -> None:
    assert check_order(record(FOUND), date(2020, 11, 20), date(2020, 11, 20)) is ORDERED
    with pytest.raises(DueDayPassed) as refusal:
        check_order(record(FOUND), date(2020, 11, 19), date(2020, 11, 20))
    assert refusal.value.path == ("dueOn",)


@pytest.mark.parametrize("outcome", FindingOutcome)
def test_what_was_answered_is_closed_with_any_outcome(outcome: FindingOutcome) -> None:
    assert check_close(record(ANSWERED), outcome) is CLOSED


def test_where_nothing_was_found_the_case_is_upheld() -> None:
    assert check_close(record(OPENED), FindingOutcome.UPHELD) is CLOSED


@pytest.mark.parametrize("outcome", set(FindingOutcome) - {FindingOutcome.UPHELD})
def test_where_nothing_was_found_nothing_is_put_right(outcome: FindingOutcome) -> None:
    with pytest.raises(OutcomeWithoutFinding):
        check_close(record(OPENED), outcome)


def test_what_was_found_may_be_referred_at_once() -> None:
    assert check_close(record(FOUND), FindingOutcome.REFER) is CLOSED


@pytest.mark.parametrize("outcome", set(FindingOutcome) - {FindingOutcome.REFER})
def test_what_was_found_is_not_closed_without_an_order(outcome: FindingOutcome) -> None:
    with pytest.raises(FindingUnresolved):
        check_close(record(FOUND), outcome)


def test_nothing_is_closed_while_an_order_waits() -> None:
    with pytest.raises(SupervisionStepOutOfOrder):
        check_close(record(ORDERED), FindingOutcome.UPHELD)


def test_a_record_has_room_for_so_many_findings_and_orders() -> None:
    facts = replace(record(FOUND), findings=MAX_FINDINGS - 1, orders=MAX_ORDERS - 1)
    assert ready_to_record_finding(facts) is FOUND
    assert ready_to_order_rectification(facts) is ORDERED
    with pytest.raises(SupervisionFull):
        ready_to_record_finding(replace(facts, findings=MAX_FINDINGS))
    with pytest.raises(SupervisionFull):
        ready_to_order_rectification(replace(facts, orders=MAX_ORDERS))
