"""Identity numbers: the vectors of GB 11643, and every single mistyping."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.identity import (
    IdentityCheckDigitWrong,
    IdentityFacts,
    IdentityNumberInvalid,
    Sex,
    check_digit,
    mask_identity,
    parse_identity,
)
from casework.refusal import Refusal

TODAY = date(2020, 11, 20)
NUMBER = "11010519491231002X"


@pytest.mark.parametrize(
    ("number", "facts"),
    [
        (NUMBER, IdentityFacts(NUMBER, date(1949, 12, 31), Sex.FEMALE)),
        (NUMBER.lower(), IdentityFacts(NUMBER, date(1949, 12, 31), Sex.FEMALE)),
        ("440524188001010014", IdentityFacts("440524188001010014", date(1880, 1, 1), Sex.MALE)),
    ],
)
def test_a_number_says_birth_day_and_sex(number: str, facts: IdentityFacts) -> None:
    assert parse_identity(number, TODAY) == facts


def numbered(first17: str) -> str:
    return first17 + check_digit(first17)


@pytest.mark.parametrize(
    "number",
    [
        "",
        NUMBER[:-1],
        NUMBER + "X",
        " " + NUMBER[1:],
        NUMBER + "\n",
        "X1010519491231002X",
        "０" + NUMBER[1:],
        numbered("01010519491231002"),
        numbered("11010520210229002"),
        numbered("11010519491301002"),
        numbered("11010500000101002"),
        numbered("11010520201121002"),
    ],
)
def test_a_wrong_form_or_birth_day_is_refused_without_repeating_the_number(number: str) -> None:
    with pytest.raises(IdentityNumberInvalid) as refusal:
        parse_identity(number, TODAY, "members", "0", "identityNumber")
    assert refusal.value.path == ("members", "0", "identityNumber")
    assert refusal.value.facts == {}


def test_a_child_born_today_has_a_number() -> None:
    assert parse_identity(numbered("51152620201120001"), TODAY).birth_day == TODAY


def test_a_wrong_check_digit_is_refused() -> None:
    with pytest.raises(IdentityCheckDigitWrong):
        parse_identity("110105194912310021", TODAY)


def test_a_mask_keeps_the_first_and_the_last_character() -> None:
    assert mask_identity("51152619491231002X") == "5****************X"


def test_the_facts_never_print_the_number() -> None:
    assert repr(parse_identity(NUMBER, TODAY)) == "IdentityFacts(1****************X)"


births = st.dates(date(1900, 1, 1), TODAY)
numbers = st.builds(
    lambda area, birth, order: numbered(f"{area}{birth:%Y%m%d}{order:03}"),
    st.integers(110000, 829999),
    births,
    st.integers(0, 999),
)


@given(numbers)
def test_every_number_with_its_check_digit_holds(number: str) -> None:
    facts = parse_identity(number, TODAY)

    assert facts.number == number
    assert f"{facts.birth_day:%Y%m%d}" == number[6:14]
    assert (facts.sex is Sex.MALE) == (int(number[16]) % 2 == 1)


@given(numbers, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_every_single_mistyping_is_refused(number: str, place: int, typed: str) -> None:
    mistyped = number[:place] + typed + number[place + 1 :]
    if mistyped == number:
        return
    with pytest.raises(Refusal):
        parse_identity(mistyped, TODAY)


@given(numbers)
def test_every_mask_is_as_long_as_the_number_and_keeps_two_characters(number: str) -> None:
    assert mask_identity(number) == number[0] + "*" * 16 + number[17]
