"""Decisions: in order, unopposed, by other eyes, by the one organ that is competent."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casework.application import CaseFacts, StepOutOfOrder
from casework.competence import OutsideMandate, OutsideReason, WithinMandate
from casework.decision import (
    CountyVisitMissing,
    DeciderInvestigated,
    TransferNotNeeded,
    check_confirm,
    check_refuse,
    check_transfer,
    ready_to_confirm,
    ready_to_refuse,
)
from casework.mandate import MandateFacts, MandateItem, MandateState
from casework.matter import Matter, State
from casework.notice import NoticeNotEnded
from casework.objection import ObjectionOpen
from casework.opinion import OpinionUnfavourable
from casework.reason import ReasonNotExplained, RefusalReason, article_of
from casework.refusal import Refusal
from tests.casework.sample import MANDATE, case, mandate

DAY = date(2020, 10, 10)
UNFAVOURABLE = case(opinion_favourable=False, opinion_amount=None)


def asked(**changes: Any) -> dict[str, Any]:
    return {"decider": "off_9", "decider_is_county": False, "mandates": [MANDATE], "day": DAY} | changes


def test_a_township_confirms_and_refuses_under_its_mandate() -> None:
    assert check_confirm(case(), **asked()) is MANDATE
    assert check_refuse(UNFAVOURABLE, **asked(), reason=RefusalReason.INCOME_ABOVE_STANDARD) is MANDATE


def test_the_county_decides_what_no_mandate_covers() -> None:
    assert check_confirm(case(), **asked(decider_is_county=True, mandates=[])) is None
    assert ready_to_refuse(UNFAVOURABLE, **asked(decider_is_county=True, mandates=[])) is None


def temporary(amount: str) -> CaseFacts:
    return case(matter=Matter.TEMPORARY_ASSISTANCE, rule_set="temporary-2018", opinion_amount=Decimal(amount))


@pytest.mark.parametrize("ready", [ready_to_confirm, ready_to_refuse])
def test_one_organ_decides_each_case_to_the_cent(ready: Any) -> None:
    assert ready(temporary("3000.00"), **asked()) is MANDATE
    with pytest.raises(WithinMandate):
        ready(temporary("3000.00"), **asked(decider_is_county=True))
    assert ready(temporary("3000.01"), **asked(decider_is_county=True)) is None
    with pytest.raises(OutsideMandate) as refusal:
        ready(temporary("3000.01"), **asked())
    assert refusal.value.reason is OutsideReason.ABOVE_CAP


FAULTS: list[tuple[type[Refusal], dict[str, Any], dict[str, Any]]] = [
    (StepOutOfOrder, {"state": State.OPINION_DRAFTED}, {}),
    (StepOutOfOrder, {"state": State.CONFIRMED}, {}),
    (NoticeNotEnded, {}, {"day": date(2020, 10, 9)}),
    (NoticeNotEnded, {"earliest_decision_on": None}, {}),
    (ObjectionOpen, {"open_objections": 1}, {}),
    (DeciderInvestigated, {}, {"decider": "off_2"}),
    (CountyVisitMissing, {"near_relative": True}, {}),
    (CountyVisitMissing, {"open_complaints": 1}, {}),
    (OutsideMandate, {}, {"mandates": []}),
    (WithinMandate, {}, {"decider_is_county": True}),
]


@pytest.mark.parametrize("ready", [ready_to_confirm, ready_to_refuse])
@pytest.mark.parametrize(("refusal", "facts", "question"), FAULTS)
def test_nothing_is_decided_over_a_fault(
    refusal: type[Refusal], facts: dict[str, Any], question: dict[str, Any], ready: Any
) -> None:
    with pytest.raises(refusal):
        ready(case(**facts), **asked(**question))


IN_ORDER: list[tuple[type[Refusal], dict[str, Any], dict[str, Any]]] = [
    (StepOutOfOrder, {"state": State.ON_NOTICE}, {}),
    (NoticeNotEnded, {"earliest_decision_on": DAY}, {}),
    (ObjectionOpen, {"open_objections": 0}, {}),
    (OpinionUnfavourable, {"opinion_favourable": True}, {}),
    (DeciderInvestigated, {}, {"decider": "off_9"}),
    (CountyVisitMissing, {"county_visit_done": True}, {}),
    (OutsideMandate, {}, {"mandates": [MANDATE]}),
]


def test_faults_are_told_in_their_order() -> None:
    facts: dict[str, Any] = {
        "state": State.SURVEYED,
        "earliest_decision_on": None,
        "open_objections": 1,
        "opinion_favourable": False,
        "near_relative": True,
    }
    question: dict[str, Any] = {"decider": "off_1", "mandates": []}
    for refusal, mended_facts, mended_question in IN_ORDER:
        with pytest.raises(refusal):
            ready_to_confirm(case(**facts), **asked(**question))
        facts |= mended_facts
        question |= mended_question
    assert ready_to_confirm(case(**facts), **asked(**question)) is MANDATE


def test_nothing_is_confirmed_against_its_opinion_but_may_be_refused() -> None:
    with pytest.raises(OpinionUnfavourable):
        ready_to_confirm(UNFAVOURABLE, **asked())
    assert ready_to_refuse(case(), **asked()) is MANDATE


def test_kin_and_complaints_are_decided_after_the_countys_visit() -> None:
    seen = case(near_relative=True, open_complaints=2, county_visit_done=True)

    assert ready_to_confirm(seen, **asked()) is MANDATE


def test_another_reason_is_explained() -> None:
    assert check_refuse(UNFAVOURABLE, **asked(), reason=RefusalReason.OTHER, explanation="已迁出本县") is MANDATE
    with pytest.raises(ReasonNotExplained) as refusal:
        check_refuse(UNFAVOURABLE, **asked(), reason=RefusalReason.OTHER, explanation=" ")
    assert refusal.value.path == ("explanation",)


@pytest.mark.parametrize("matter", Matter)
@pytest.mark.parametrize("reason", RefusalReason)
def test_every_reason_stands_on_an_article(reason: RefusalReason, matter: Matter) -> None:
    assert article_of(reason, matter).startswith("《社会救助暂行办法》第")


def test_income_stands_on_the_article_of_its_matter() -> None:
    assert article_of(RefusalReason.INCOME_ABOVE_STANDARD, Matter.RURAL_DIBAO) == "《社会救助暂行办法》第九条"
    assert (
        article_of(RefusalReason.INCOME_ABOVE_STANDARD, Matter.TEMPORARY_ASSISTANCE) == "《社会救助暂行办法》第四十七条"
    )


OCTOBER = mandate(id="mdt_10", valid_from=date(2020, 10, 1), published_on=date(2020, 9, 30))
BEFORE = case(state=State.SURVEYED)


def test_a_transfer_brings_an_earlier_case_under_the_mandate() -> None:
    check_transfer(BEFORE, OCTOBER, DAY)
    with pytest.raises(OutsideMandate) as refusal:
        ready_to_confirm(case(), **asked(mandates=[OCTOBER]))
    assert refusal.value.reason is OutsideReason.ACCEPTED_BEFORE_MANDATE
    assert ready_to_confirm(case(transferred_to="mdt_10"), **asked(mandates=[OCTOBER])) is OCTOBER


@pytest.mark.parametrize(
    ("facts", "to", "reason"),
    [
        (BEFORE, mandate(township="511526104"), OutsideReason.NO_MANDATE),
        (BEFORE, mandate(items=(MandateItem(Matter.URBAN_DIBAO, None),)), OutsideReason.MATTER_NOT_ENTRUSTED),
        (BEFORE, mandate(state=MandateState.SUSPENDED), OutsideReason.MANDATE_SUSPENDED),
        (BEFORE, mandate(valid_to=date(2020, 10, 9)), OutsideReason.MANDATE_ENDED),
        (BEFORE, mandate(valid_from=date(2020, 10, 11)), OutsideReason.MANDATE_NOT_YET_IN_FORCE),
    ],
)
def test_nothing_is_transferred_to_a_mandate_that_does_not_reach_it(
    facts: CaseFacts, to: MandateFacts, reason: OutsideReason
) -> None:
    with pytest.raises(OutsideMandate) as refusal:
        check_transfer(facts, to, DAY)
    assert refusal.value.reason is reason
    assert refusal.value.path == ("mandateId",)


@pytest.mark.parametrize("facts", [case(accepted_on=date(2020, 10, 1)), case(transferred_to="mdt_10")])
def test_what_is_under_the_mandate_is_not_transferred(facts: CaseFacts) -> None:
    with pytest.raises(TransferNotNeeded):
        check_transfer(facts, OCTOBER, DAY)


@pytest.mark.parametrize("state", [State.FILED, State.CONFIRMED, State.REFUSED])
def test_only_an_open_accepted_case_is_transferred(state: State) -> None:
    with pytest.raises(StepOutOfOrder):
        check_transfer(case(state=state), OCTOBER, DAY)
