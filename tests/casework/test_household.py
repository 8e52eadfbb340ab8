"""Households: one head, each member once, as the numbers say."""

from datetime import date

import pytest

from casework.household import (
    BirthDayDiffers,
    EventBeforeBirth,
    HeadMissing,
    HeadRepeated,
    IdentityRepeated,
    MemberStatement,
    Relation,
    TooManyMembers,
    check_born,
    check_members,
)
from casework.identity import IdentityFacts, Sex
from casework.refusal import Refusal

TODAY = date(2020, 11, 20)


def member(number: int, relation: Relation = Relation.CHILD, born: date = date(1990, 1, 1)) -> MemberStatement:
    return MemberStatement("王某", IdentityFacts(f"{number:018}", born, Sex.MALE), born, relation)


HEAD = member(0, Relation.SELF)


@pytest.mark.parametrize("size", [1, 2, 30])
def test_a_head_and_up_to_twenty_nine_others_are_a_household(size: int) -> None:
    check_members([HEAD, *map(member, range(1, size))], TODAY)


def refused(members: list[MemberStatement], refusal: type[Refusal]) -> tuple[str, ...]:
    with pytest.raises(refusal) as raised:
        check_members(members, TODAY, "members")
    return raised.value.path


@pytest.mark.parametrize("members", [[], [member(1)]])
def test_a_household_without_a_head_is_refused(members: list[MemberStatement]) -> None:
    assert refused(members, HeadMissing) == ("members",)


def test_a_second_head_is_refused() -> None:
    assert refused([HEAD, member(1, Relation.SELF)], HeadRepeated) == ("members", "1", "relation")


def test_a_thirty_first_member_is_refused() -> None:
    assert refused([HEAD, *map(member, range(1, 31))], TooManyMembers) == ("members",)


def test_a_number_that_stands_twice_is_refused() -> None:
    assert refused([HEAD, member(1), member(1)], IdentityRepeated) == ("members", "2", "identityNumber")


def test_a_birth_day_that_is_not_the_numbers_is_refused() -> None:
    other = MemberStatement("王某", member(1).identity, date(1990, 1, 2), Relation.CHILD)

    assert refused([HEAD, other], BirthDayDiffers) == ("members", "1", "birthDay")


def test_a_member_born_tomorrow_is_refused() -> None:
    unborn = member(1, born=date(2020, 11, 21))

    assert refused([HEAD, unborn], EventBeforeBirth) == ("members", "1", "birthDay")


def test_nothing_happens_to_a_member_before_birth() -> None:
    check_born(TODAY, TODAY)
    with pytest.raises(EventBeforeBirth) as refusal:
        check_born(TODAY, date(2020, 11, 19), "joinedOn")
    assert refusal.value.path == ("joinedOn",)
