"""Competence: which clause leaves a case outside, to the cent and to the day."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casework.competence import OutsideMandate, OutsideReason, Question, competent_mandate, covers, in_force
from casework.mandate import MandateFacts, MandateItem, MandateState
from casework.matter import Matter
from tests.casework.sample import MANDATE, mandate


def question(**changes: Any) -> Question:
    asked = Question(
        township="511526101",
        matter=Matter.TEMPORARY_ASSISTANCE,
        amount=Decimal("3000.00"),
        accepted_on=date(2020, 5, 1),
        transferred_to=None,
        day=date(2020, 6, 9),
    )
    return Question(**{**asked, **changes})  # type: ignore[typeddict-item]


@pytest.mark.parametrize(
    "asked",
    [
        question(),
        question(amount=None),
        question(matter=Matter.RURAL_DIBAO, amount=Decimal("99999999.99")),
        question(accepted_on=date(2020, 4, 30), transferred_to="mdt_1"),
        question(day=date(2020, 5, 1)),
    ],
)
def test_a_mandate_covers_what_its_clauses_reach(asked: Question) -> None:
    assert competent_mandate([MANDATE], **asked) is MANDATE
    assert covers([MANDATE], **asked)


@pytest.mark.parametrize(
    ("mandates", "asked", "reason"),
    [
        ([], question(), OutsideReason.NO_MANDATE),
        ([mandate(township="511526102")], question(), OutsideReason.NO_MANDATE),
        ([mandate(items=(MandateItem(Matter.URBAN_DIBAO, None),))], question(), OutsideReason.MATTER_NOT_ENTRUSTED),
        ([mandate(state=MandateState.DRAFTED)], question(), OutsideReason.MANDATE_NOT_YET_IN_FORCE),
        ([mandate(state=MandateState.SIGNED)], question(), OutsideReason.MANDATE_NOT_YET_IN_FORCE),
        ([mandate(valid_from=date(2020, 6, 10))], question(), OutsideReason.MANDATE_NOT_YET_IN_FORCE),
        ([mandate(published_on=date(2020, 6, 10))], question(), OutsideReason.MANDATE_NOT_YET_IN_FORCE),
        ([mandate(published_on=None)], question(), OutsideReason.MANDATE_NOT_YET_IN_FORCE),
        ([mandate(valid_to=date(2020, 6, 8))], question(), OutsideReason.MANDATE_ENDED),
        ([mandate(state=MandateState.REVOKED)], question(), OutsideReason.MANDATE_ENDED),
        ([mandate(state=MandateState.SUSPENDED)], question(), OutsideReason.MANDATE_SUSPENDED),
        ([MANDATE], question(amount=Decimal("3000.01")), OutsideReason.ABOVE_CAP),
        ([MANDATE], question(accepted_on=date(2020, 4, 30)), OutsideReason.ACCEPTED_BEFORE_MANDATE),
        (
            [MANDATE],
            question(accepted_on=date(2020, 4, 30), transferred_to="mdt_2"),
            OutsideReason.ACCEPTED_BEFORE_MANDATE,
        ),
    ],
)
def test_outside_a_mandate_the_failed_clause_is_told(
    mandates: list[MandateFacts], asked: Question, reason: OutsideReason
) -> None:
    with pytest.raises(OutsideMandate) as refusal:
        competent_mandate(mandates, **asked)
    assert refusal.value.reason is reason
    assert not covers(mandates, **asked)


def test_a_mandate_is_in_force_on_its_first_and_its_last_day() -> None:
    short = mandate(valid_to=date(2020, 5, 2))

    days = [date(2020, 4, 30), date(2020, 5, 1), date(2020, 5, 2), date(2020, 5, 3)]

    assert [in_force(short, day) for day in days] == [False, True, True, False]


def test_of_two_mandates_the_newer_one_that_covers_is_named() -> None:
    ended = mandate(id="mdt_0", valid_to=date(2020, 6, 8))
    newer = mandate(id="mdt_2", version=2)

    assert competent_mandate([ended, MANDATE, newer], **question()).id == "mdt_2"


def test_of_two_failing_mandates_the_one_that_reached_furthest_is_told() -> None:
    ended = mandate(valid_to=date(2020, 5, 31))

    with pytest.raises(OutsideMandate) as refusal:
        competent_mandate([ended, MANDATE, mandate(township="511526102")], **question(amount=Decimal("3000.01")))
    assert refusal.value.reason is OutsideReason.ABOVE_CAP


def test_the_failed_clause_is_told_in_both_languages() -> None:
    refusal = OutsideMandate("amount", reason=OutsideReason.ABOVE_CAP)

    assert (
        refusal.message("zh")
        == "不在委托范围内：金额超过委托限额 [《社会救助确认权委托下放乡镇试点工作实施方案》第二部分]"
    )
    assert (
        refusal.message("en")
        == "Outside the mandate: the amount is above the mandate's cap [the county's plan of 2020, part two]"
    )
