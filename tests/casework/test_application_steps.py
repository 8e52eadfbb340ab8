"""The table of steps: every act from every state under every rule set."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.application import (
    STEPS,
    ApplicationAct,
    StepOutOfOrder,
    check_step,
    next_stage,
    ready_to_accept,
    ready_to_assess,
    ready_to_draft_opinion,
    ready_to_record_county_visit,
    ready_to_record_objection,
    ready_to_survey,
    state_after,
    state_after_answer,
)
from casework.matter import State
from casework.policy import RULE_SETS, Stage, rule_set_by_key
from tests.casework.sample import case

TODAY = date(2020, 11, 20)
Act = ApplicationAct

SHORT_STEPS = {
    State.FILED: {Act.ACCEPT},
    State.ACCEPTED: {Act.RECORD_SURVEY, Act.RECORD_COUNTY_VISIT, Act.TRANSFER},
    State.SURVEYED: {Act.DRAFT_OPINION, Act.RECORD_COUNTY_VISIT, Act.TRANSFER},
    State.OPINION_DRAFTED: {Act.POST_NOTICE, Act.RECORD_COUNTY_VISIT, Act.TRANSFER},
    State.ON_NOTICE: {
        Act.RECORD_OBJECTION,
        Act.ANSWER_OBJECTION,
        Act.RECORD_COUNTY_VISIT,
        Act.CONFIRM,
        Act.REFUSE,
        Act.TRANSFER,
    },
}
TWO_NOTICES = {
    State.ON_FIRST_NOTICE: {
        Act.DRAFT_OPINION,
        Act.RECORD_OBJECTION,
        Act.ANSWER_OBJECTION,
        Act.RECORD_COUNTY_VISIT,
        Act.TRANSFER,
    },
    State.OPINION_DRAFTED: {
        Act.POST_NOTICE,
        Act.RECORD_OBJECTION,
        Act.ANSWER_OBJECTION,
        Act.RECORD_COUNTY_VISIT,
        Act.TRANSFER,
    },
}
ALLOWED: dict[str | None, dict[State, set[ApplicationAct]]] = {
    None: {State.FILED: {Act.ACCEPT, Act.REQUEST_CORRECTIONS, Act.RECORD_CORRECTIONS}},
    "dibao-2012": SHORT_STEPS
    | TWO_NOTICES
    | {
        State.SURVEYED: {Act.RECORD_ASSESSMENT, Act.RECORD_COUNTY_VISIT, Act.TRANSFER},
        State.ASSESSED: {Act.POST_FIRST_NOTICE, Act.RECORD_COUNTY_VISIT, Act.TRANSFER},
    },
    "dibao-2020": SHORT_STEPS
    | TWO_NOTICES
    | {State.SURVEYED: {Act.POST_FIRST_NOTICE, Act.RECORD_COUNTY_VISIT, Act.TRANSFER}},
    "dibao-2021": SHORT_STEPS,
    "dibao-2022": SHORT_STEPS,
    "temporary-2018": SHORT_STEPS,
}


ANY_OPEN = {Act.REQUEST_CORRECTIONS, Act.RECORD_CORRECTIONS, Act.EXTEND_DEADLINE}  # from acceptance to decision


def allowed(key: str | None, state: State) -> set[ApplicationAct]:
    acts = ALLOWED[key].get(state, set())
    return acts | ANY_OPEN if key is not None and acts and state is not State.FILED else acts


def test_the_table_of_steps_knows_every_rule_set() -> None:
    assert set(STEPS) == set(ALLOWED) == {None, *(rules.key for rules in RULE_SETS)}


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("key", ALLOWED)
def test_an_act_follows_from_a_state_or_is_refused(key: str | None, state: State, act: ApplicationAct) -> None:
    facts = case(rule_set=key, state=state)
    if act in allowed(key, state):
        check_step(facts, act)
        return
    with pytest.raises(StepOutOfOrder) as refusal:
        check_step(facts, act)
    assert (refusal.value.facts["state"], refusal.value.facts["act"]) == (state, act)


READY: dict[ApplicationAct, Callable[[Any], object]] = {
    Act.ACCEPT: ready_to_accept,
    Act.RECORD_SURVEY: ready_to_survey,
    Act.RECORD_ASSESSMENT: ready_to_assess,
    Act.DRAFT_OPINION: ready_to_draft_opinion,
    Act.RECORD_OBJECTION: ready_to_record_objection,
    Act.RECORD_COUNTY_VISIT: ready_to_record_county_visit,
}


@pytest.mark.parametrize("act", READY)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("key", ALLOWED)
def test_readiness_asks_for_its_own_act(key: str | None, state: State, act: ApplicationAct) -> None:
    facts = case(rule_set=key, state=state)
    if act in allowed(key, state):
        READY[act](facts)
        return
    with pytest.raises(StepOutOfOrder) as refusal:
        READY[act](facts)
    assert refusal.value.facts["act"] is act


@pytest.mark.parametrize("rules", RULE_SETS, ids=[rules.key for rules in RULE_SETS])
def test_the_stages_lead_from_acceptance_to_the_decision(rules: Any) -> None:
    state, walked = State.ACCEPTED, []
    while stage := next_stage(rules, state):
        walked.append(stage)
        state = state_after(stage)

    assert tuple(walked) == rules.stages
    assert state is State.ON_NOTICE


@pytest.mark.parametrize("state", [State.FILED, State.CONFIRMED, State.REFUSED])
def test_no_stage_is_next_before_acceptance_or_after_the_end(state: State) -> None:
    assert next_stage(rule_set_by_key("dibao-2012"), state) is None


@pytest.mark.parametrize(
    ("key", "back"),
    [
        ("dibao-2012", State.ON_FIRST_NOTICE),
        ("dibao-2020", State.ON_FIRST_NOTICE),
        ("dibao-2021", State.SURVEYED),
        ("dibao-2022", State.SURVEYED),
        ("temporary-2018", State.SURVEYED),
    ],
)
def test_an_upheld_objection_makes_a_new_opinion_due(key: str, back: State) -> None:
    rules = rule_set_by_key(key)

    assert state_after_answer(rules, State.ON_NOTICE, upheld=True) is back
    assert next_stage(rules, back) is Stage.OPINION
    assert state_after_answer(rules, State.ON_NOTICE, upheld=False) is State.ON_NOTICE
    assert state_after_answer(rules, State.CONFIRMED, upheld=True) is State.CONFIRMED
