"""The acts on a case, one by one: what each must first find true."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casework.application import (
    ApplicationAct,
    StepOutOfOrder,
    check_accept,
    check_answer_objection,
    check_assessment,
    check_notice,
    check_objection,
    check_opinion,
    check_survey,
    ready_to_answer_objection,
    ready_to_draft_opinion,
    ready_to_post_notice,
)
from casework.assessment import AssessmentCountWrong, AssessmentQuorumMissing
from casework.day import DayInFuture
from casework.matter import State
from casework.money import AmountNotPositive
from casework.notice import NoticeBackdated, NoticeNotEnded
from casework.objection import ObjectionNotOpen, ObjectionOpen
from casework.opinion import OpinionAmountMissing, OpinionAmountUnexpected
from casework.policy import NoRuleSet, Stage
from casework.refusal import Refusal
from casework.survey import (
    FamilySignatureMissing,
    RecorderNotInvestigator,
    TooFewInvestigators,
    VisitBeforeAcceptance,
)
from tests.casework.sample import case

TODAY = date(2020, 11, 20)


FILED = case(state=State.FILED, accepted_on=None, rule_set=None)


def test_acceptance_chooses_the_rules_of_its_day() -> None:
    assert check_accept(FILED, TODAY).key == "dibao-2020"


def test_what_is_filed_tomorrow_is_not_accepted_today() -> None:
    with pytest.raises(DayInFuture):
        check_accept(case(state=State.FILED, rule_set=None, filed_on=date(2020, 11, 21)), TODAY)


def test_nothing_is_accepted_before_the_pilot() -> None:
    with pytest.raises(NoRuleSet):
        check_accept(case(state=State.FILED, rule_set=None, filed_on=date(2020, 4, 1)), date(2020, 4, 30))


def test_a_case_is_accepted_once() -> None:
    with pytest.raises(StepOutOfOrder):
        check_accept(case(state=State.ACCEPTED), TODAY)


ACCEPTED = case(state=State.ACCEPTED)


def survey(investigators: tuple[str, ...] = ("off_1", "off_2"), **changes: Any) -> None:
    said = {"recorder": "off_1", "family_signed": True, "visited_on": date(2020, 9, 2), "today": TODAY}
    check_survey(ACCEPTED, investigators, **{**said, **changes})


def test_two_investigators_survey_a_family_that_signs() -> None:
    survey()


@pytest.mark.parametrize(
    ("refusal", "changes", "path"),
    [
        (TooFewInvestigators, {"investigators": ()}, "investigators"),
        (TooFewInvestigators, {"investigators": ("off_1",)}, "investigators"),
        (TooFewInvestigators, {"investigators": ("off_1", "off_1")}, "investigators"),
        (RecorderNotInvestigator, {"recorder": "off_3"}, "investigators"),
        (FamilySignatureMissing, {"family_signed": False}, "familySigned"),
        (DayInFuture, {"visited_on": date(2020, 11, 21)}, "visitedOn"),
        (VisitBeforeAcceptance, {"visited_on": date(2020, 9, 1)}, "visitedOn"),
    ],
)
def test_a_survey_with_a_fault_is_refused(refusal: type[Refusal], changes: dict[str, Any], path: str) -> None:
    with pytest.raises(refusal) as raised:
        survey(**changes)
    assert raised.value.path == (path,)


SURVEYED = case(state=State.SURVEYED, rule_set="dibao-2012")


@pytest.mark.parametrize(("attendees", "residents", "in_favour"), [(15, 10, 0), (3, 2, 3), (9, 9, 9)])
def test_an_assessment_needs_two_thirds_of_residents(attendees: int, residents: int, in_favour: int) -> None:
    check_assessment(SURVEYED, attendees, residents, in_favour, held_on=TODAY, today=TODAY)


@pytest.mark.parametrize(
    ("refusal", "counts"),
    [
        (AssessmentQuorumMissing, (15, 9, 9)),
        (AssessmentQuorumMissing, (0, 0, 0)),
        (AssessmentCountWrong, (15, 16, 9)),
        (AssessmentCountWrong, (15, -1, 9)),
        (AssessmentCountWrong, (15, 10, 16)),
        (AssessmentCountWrong, (15, 10, -1)),
    ],
)
def test_an_assessment_with_wrong_numbers_is_refused(refusal: type[Refusal], counts: tuple[int, int, int]) -> None:
    with pytest.raises(refusal):
        check_assessment(SURVEYED, *counts, held_on=TODAY, today=TODAY)


def test_an_assessment_of_tomorrow_is_refused() -> None:
    with pytest.raises(DayInFuture):
        check_assessment(SURVEYED, 15, 10, 9, held_on=date(2020, 11, 21), today=TODAY)


READY_FOR_OPINION = case(state=State.ON_FIRST_NOTICE)


def test_an_opinion_says_yes_with_an_amount_or_no_without() -> None:
    check_opinion(READY_FOR_OPINION, favourable=True, amount=Decimal("0.01"), today=TODAY)
    check_opinion(READY_FOR_OPINION, favourable=False, amount=None, today=TODAY)


@pytest.mark.parametrize(
    ("refusal", "favourable", "amount"),
    [
        (OpinionAmountMissing, True, None),
        (OpinionAmountUnexpected, False, Decimal("1.00")),
        (AmountNotPositive, True, Decimal("0.00")),
    ],
)
def test_an_opinion_with_a_wrong_amount_is_refused(
    refusal: type[Refusal], favourable: bool, amount: Decimal | None
) -> None:
    with pytest.raises(refusal) as raised:
        check_opinion(READY_FOR_OPINION, favourable=favourable, amount=amount, today=TODAY)
    assert raised.value.path == ("amount",)


def test_no_opinion_is_drafted_while_the_first_notice_hangs() -> None:
    with pytest.raises(NoticeNotEnded):
        check_opinion(READY_FOR_OPINION, favourable=False, amount=None, today=date(2020, 10, 9))
    with pytest.raises(NoticeNotEnded):
        ready_to_draft_opinion(READY_FOR_OPINION, date(2020, 10, 9))
    ready_to_draft_opinion(READY_FOR_OPINION)


def test_no_opinion_is_drafted_and_no_notice_posted_over_an_open_objection() -> None:
    with pytest.raises(ObjectionOpen):
        ready_to_draft_opinion(case(state=State.ON_FIRST_NOTICE, open_objections=1), TODAY)
    with pytest.raises(ObjectionOpen):
        ready_to_post_notice(case(state=State.OPINION_DRAFTED, open_objections=1))


@pytest.mark.parametrize(
    ("key", "state", "stage"),
    [
        ("dibao-2012", State.ASSESSED, Stage.FIRST_NOTICE),
        ("dibao-2020", State.SURVEYED, Stage.FIRST_NOTICE),
        ("dibao-2020", State.OPINION_DRAFTED, Stage.NOTICE),
        ("dibao-2022", State.OPINION_DRAFTED, Stage.NOTICE),
    ],
)
def test_the_notice_that_is_next_is_told(key: str, state: State, stage: Stage) -> None:
    facts = case(rule_set=key, state=state)

    assert ready_to_post_notice(facts) is ready_to_post_notice(facts, stage) is stage
    assert check_notice(facts, stage, posted_on=TODAY, today=TODAY) is stage


def test_a_notice_that_is_not_next_is_refused() -> None:
    with pytest.raises(StepOutOfOrder):
        ready_to_post_notice(case(state=State.OPINION_DRAFTED), Stage.FIRST_NOTICE)
    with pytest.raises(StepOutOfOrder):
        ready_to_post_notice(case(state=State.SURVEYED, rule_set="dibao-2022"))


@pytest.mark.parametrize(
    ("refusal", "posted_on"),
    [
        (DayInFuture, date(2020, 11, 21)),
        (NoticeBackdated, date(2020, 10, 14)),
        (NoticeBackdated, date(2020, 9, 1)),
    ],
)
def test_a_notice_is_neither_of_tomorrow_nor_backdated(refusal: type[Refusal], posted_on: date) -> None:
    facts = case(state=State.OPINION_DRAFTED, last_step_on=date(2020, 10, 15))

    with pytest.raises(refusal) as raised:
        check_notice(facts, posted_on=posted_on, today=TODAY)
    assert raised.value.path == ("postedOn",)


def test_an_objection_is_taken_until_the_decision_and_answered_once() -> None:
    check_objection(case())
    check_answer_objection(case(open_objections=1), open=True)
    with pytest.raises(ObjectionNotOpen):
        check_answer_objection(case(open_objections=1), open=False)
    with pytest.raises(ObjectionNotOpen):
        ready_to_answer_objection(case(open_objections=0))
    with pytest.raises(StepOutOfOrder):
        check_objection(case(state=State.CONFIRMED))


def test_a_step_out_of_order_is_told_in_both_languages() -> None:
    refusal = StepOutOfOrder(state=State.ACCEPTED, act=ApplicationAct.CONFIRM)

    assert refusal.message("zh") == (
        "案件当前为“已受理”，不能确认 [《最低生活保障审核审批办法（试行）》第26条；《最低生活保障审核确认办法》第28条]"
    )
    assert refusal.message("en") == (
        "The case stands at ACCEPTED; nobody may confirm from there "
        "[Trial Measures for Approving Dibao (2012), art. 26; Measures for Confirming Dibao (2021), art. 28]"
    )
