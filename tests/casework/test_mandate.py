"""Mandates: every act from every state, both signatures, and what may be entrusted when."""

from datetime import date
from decimal import Decimal

import pytest

from casework.mandate import (
    MANDATE_STEPS,
    MAX_EVENTS,
    AlreadySigned,
    MandateAct,
    MandateFacts,
    MandateItem,
    MandateItemsMissing,
    MandateNotSigned,
    MandateState,
    MandateStepOutOfOrder,
    MandateTooOftenSuspended,
    MatterAlreadyEntrusted,
    MatterNotEntrustable,
    MatterRepeated,
    Party,
    PeriodBeforePilot,
    PeriodReversed,
    check_items,
    check_not_entrusted,
    check_period,
    check_publish,
    check_resume,
    check_revoke,
    check_sign,
    check_suspend,
    next_state,
    overlap,
    ready_to_publish,
    ready_to_suspend,
)
from casework.matter import Matter
from tests.casework.sample import mandate

DRAFTED, SIGNED, PUBLISHED, SUSPENDED, REVOKED = MandateState
ALLOWED = {
    (DRAFTED, MandateAct.SIGN): SIGNED,
    (SIGNED, MandateAct.PUBLISH): PUBLISHED,
    (SIGNED, MandateAct.REVOKE): REVOKED,
    (PUBLISHED, MandateAct.SUSPEND): SUSPENDED,
    (PUBLISHED, MandateAct.REVOKE): REVOKED,
    (SUSPENDED, MandateAct.RESUME): PUBLISHED,
    (SUSPENDED, MandateAct.REVOKE): REVOKED,
}
CHECKS = {
    MandateAct.PUBLISH: check_publish,
    MandateAct.SUSPEND: check_suspend,
    MandateAct.RESUME: check_resume,
    MandateAct.REVOKE: check_revoke,
}


@pytest.mark.parametrize("act", MandateAct)
@pytest.mark.parametrize("state", MandateState)
def test_an_act_leads_where_the_table_says_or_is_refused(state: MandateState, act: MandateAct) -> None:
    if (state, act) in ALLOWED:
        assert next_state(mandate(state=state), act) is ALLOWED[state, act]
        return
    with pytest.raises(MandateStepOutOfOrder) as refusal:
        next_state(mandate(state=state), act)
    assert (refusal.value.facts["state"], refusal.value.facts["act"]) == (state, act)


@pytest.mark.parametrize("act", CHECKS)
@pytest.mark.parametrize("state", set(MandateState) - {DRAFTED})
def test_each_check_judges_its_own_act(state: MandateState, act: MandateAct) -> None:
    if (state, act) in MANDATE_STEPS:
        assert CHECKS[act](mandate(state=state)) is ALLOWED[state, act]
        return
    with pytest.raises(MandateStepOutOfOrder):
        CHECKS[act](mandate(state=state))


def draft(*, bureau: bool, township: bool) -> MandateFacts:
    return mandate(state=DRAFTED, signed_by_bureau=bureau, signed_by_township=township, published_on=None)


@pytest.mark.parametrize("party", Party)
def test_one_signature_leaves_a_draft(party: Party) -> None:
    assert check_sign(draft(bureau=False, township=False), party) is DRAFTED


def test_the_other_signature_makes_it_signed() -> None:
    assert check_sign(draft(bureau=True, township=False), Party.TOWNSHIP) is SIGNED
    assert check_sign(draft(bureau=False, township=True), Party.BUREAU) is SIGNED


@pytest.mark.parametrize("party", Party)
def test_nobody_signs_twice(party: Party) -> None:
    with pytest.raises(AlreadySigned) as refusal:
        check_sign(draft(bureau=party is Party.BUREAU, township=party is Party.TOWNSHIP), party)
    assert refusal.value.facts["party"] is party


def test_nobody_signs_what_is_no_draft() -> None:
    with pytest.raises(MandateStepOutOfOrder):
        check_sign(mandate(state=REVOKED, signed_by_township=False), Party.TOWNSHIP)


@pytest.mark.parametrize(("bureau", "township"), [(False, False), (True, False), (False, True)])
def test_nothing_is_published_without_both_signatures(bureau: bool, township: bool) -> None:
    with pytest.raises(MandateNotSigned):
        check_publish(draft(bureau=bureau, township=township))


def test_a_mandate_may_last_a_day_or_for_good() -> None:
    check_period(date(2020, 5, 1), date(2020, 5, 1))
    check_period(date(2020, 10, 1), None)


def test_a_mandate_does_not_end_before_it_begins() -> None:
    with pytest.raises(PeriodReversed) as refusal:
        check_period(date(2020, 10, 1), date(2020, 9, 30), "mandate")
    assert refusal.value.path == ("mandate", "validTo")


def test_a_mandate_does_not_begin_before_the_pilot() -> None:
    with pytest.raises(PeriodBeforePilot) as refusal:
        check_period(date(2020, 4, 30), None)
    assert refusal.value.path == ("validFrom",)


CAPPED = MandateItem(Matter.TEMPORARY_ASSISTANCE, Decimal("3000.00"))


def test_each_matter_may_be_entrusted_once() -> None:
    check_items([MandateItem(Matter.URBAN_DIBAO, None), MandateItem(Matter.RURAL_DIBAO, None), CAPPED])


def test_a_mandate_over_nothing_is_refused() -> None:
    with pytest.raises(MandateItemsMissing):
        check_items([])


def test_a_matter_that_stands_twice_is_refused() -> None:
    with pytest.raises(MatterRepeated) as refusal:
        check_items([CAPPED, MandateItem(Matter.TEMPORARY_ASSISTANCE, None)], "items")
    assert refusal.value.path == ("items", "1", "matter")


def test_a_matter_that_the_plan_does_not_entrust_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casework.mandate.ENTRUSTABLE", frozenset({Matter.URBAN_DIBAO}))

    with pytest.raises(MatterNotEntrustable):
        check_items([CAPPED])


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ((date(2020, 5, 1), date(2020, 9, 30)), (date(2020, 10, 1), None), False),
        ((date(2020, 5, 1), date(2020, 9, 30)), (date(2020, 9, 30), None), True),
        ((date(2020, 5, 1), None), (date(2025, 1, 1), date(2025, 1, 1)), True),
        ((date(2020, 5, 1), None), (date(2020, 10, 1), None), True),
        ((date(2020, 6, 1), date(2020, 7, 1)), (date(2020, 5, 1), date(2020, 12, 31)), True),
    ],
)
def test_two_mandates_overlap_when_they_share_a_day(
    first: tuple[date, date | None], second: tuple[date, date | None], shared: bool
) -> None:
    one, other = (mandate(valid_from=begins, valid_to=ends) for begins, ends in (first, second))

    assert (overlap(one, other), overlap(other, one)) == (shared, shared)


@pytest.mark.parametrize("state", MandateState)
def test_a_matter_is_held_by_what_is_published_or_suspended(state: MandateState) -> None:
    new, holder = mandate(state=SIGNED), mandate(id="mdt_2", state=state)
    if state not in {PUBLISHED, SUSPENDED}:
        assert ready_to_publish(new, [holder]) is PUBLISHED
        return
    with pytest.raises(MatterAlreadyEntrusted) as refusal:
        ready_to_publish(new, [holder])
    assert refusal.value.facts["matter"] is Matter.URBAN_DIBAO


def test_neither_itself_nor_another_township_nor_another_matter_holds_a_mandates_matter() -> None:
    new = mandate(state=SIGNED, items=(MandateItem(Matter.RURAL_DIBAO, None),))
    check_not_entrusted(
        new,
        [
            mandate(id=new.id, state=PUBLISHED),
            mandate(id="mdt_2", township="511526100"),
            mandate(id="mdt_3", items=(MandateItem(Matter.URBAN_DIBAO, None),)),
        ],
    )


def test_a_suspension_leaves_room_to_resume_and_to_revoke() -> None:
    assert ready_to_suspend(mandate(), MAX_EVENTS - 3) is SUSPENDED
    with pytest.raises(MandateTooOftenSuspended):
        ready_to_suspend(mandate(), MAX_EVENTS - 2)
    with pytest.raises(MandateStepOutOfOrder):
        ready_to_suspend(mandate(state=SUSPENDED), MAX_EVENTS)
