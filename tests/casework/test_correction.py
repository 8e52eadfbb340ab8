"""What is missing is asked for once and whole, and while it is awaited the case does not move on."""

from datetime import date

import pytest

from casework import correction as rules
from casework.application import ApplicationAct, CaseFacts, StepOutOfOrder, check_step
from casework.matter import State
from casework.pause import CorrectionsAwaited, Pause, paused_days
from tests.casework.sample import case

Act = ApplicationAct
TOLD = date(2020, 9, 8)


def awaiting(**changes: object) -> CaseFacts:
    return case(corrections_told_on=TOLD, corrections_awaited=True, **changes)


def test_the_list_is_told_before_the_acceptance_or_after_it() -> None:
    rules.check_request_corrections(case(state=State.FILED, rule_set=None), ["残疾证"])
    rules.check_request_corrections(case(), ["残疾证"] * rules.MOST_ITEMS)


@pytest.mark.parametrize("awaited", [True, False])
def test_a_second_list_is_refused_whether_the_first_was_answered_or_not(awaited: bool) -> None:
    with pytest.raises(rules.CorrectionsAlreadyRequested) as refusal:
        rules.check_request_corrections(case(corrections_told_on=TOLD, corrections_awaited=awaited), ["户口簿"])
    assert refusal.value.facts == {"on": "2020-09-08"}


def test_a_list_names_something_and_fits_its_form() -> None:
    with pytest.raises(rules.CorrectionsListEmpty):
        rules.check_request_corrections(case(), [])
    with pytest.raises(rules.CorrectionsListTooLong):
        rules.check_request_corrections(case(), ["残疾证"] * (rules.MOST_ITEMS + 1))


@pytest.mark.parametrize("state", [State.CONFIRMED, State.REFUSED])
def test_nothing_is_asked_for_after_the_end(state: State) -> None:
    with pytest.raises(StepOutOfOrder):
        rules.ready_to_request_corrections(case(state=state))
    with pytest.raises(StepOutOfOrder):
        rules.ready_to_record_corrections(awaiting(state=state))


def test_only_what_is_awaited_is_recorded() -> None:
    rules.ready_to_record_corrections(awaiting())
    for facts in (case(), case(corrections_told_on=TOLD)):
        with pytest.raises(rules.CorrectionsNotAwaited):
            rules.ready_to_record_corrections(facts)


HELD_UP = {
    (State.FILED, None, Act.ACCEPT),
    (State.ACCEPTED, "dibao-2012", Act.RECORD_SURVEY),
    (State.SURVEYED, "dibao-2012", Act.RECORD_ASSESSMENT),
    (State.ASSESSED, "dibao-2012", Act.POST_FIRST_NOTICE),
    (State.ON_FIRST_NOTICE, "dibao-2012", Act.DRAFT_OPINION),
    (State.OPINION_DRAFTED, "dibao-2012", Act.POST_NOTICE),
    (State.ON_NOTICE, "dibao-2012", Act.CONFIRM),
    (State.ON_NOTICE, "dibao-2012", Act.REFUSE),
    (State.ON_NOTICE, "dibao-2022", Act.EXTEND_DEADLINE),
}
GOES_ON = {
    Act.RECORD_OBJECTION,
    Act.ANSWER_OBJECTION,
    Act.RECORD_COUNTY_VISIT,
    Act.TRANSFER,
    Act.REQUEST_CORRECTIONS,
    Act.RECORD_CORRECTIONS,
}


@pytest.mark.parametrize(("state", "key", "act"), sorted(HELD_UP, key=str))
def test_the_case_does_not_move_on_while_something_is_awaited(state: State, key: str | None, act: Act) -> None:
    check_step(case(state=state, rule_set=key), act)
    with pytest.raises(CorrectionsAwaited):
        check_step(awaiting(state=state, rule_set=key), act)


@pytest.mark.parametrize("act", sorted(GOES_ON))
def test_what_others_do_goes_on(act: Act) -> None:
    check_step(awaiting(), act)


def test_every_act_is_either_held_up_or_goes_on() -> None:
    assert {act for _, _, act in HELD_UP} | GOES_ON == set(Act)


def test_the_day_of_the_request_counts_and_the_day_of_the_answer_does_not() -> None:
    days = paused_days([Pause(date(2020, 9, 8), date(2020, 9, 10)), Pause(date(2020, 10, 1), None)])

    assert days == {date(2020, 9, 9), date(2020, 9, 10)}
