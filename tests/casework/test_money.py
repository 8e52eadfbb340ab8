"""Amounts: exact to the cent, and nothing that is not one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.money import AmountInvalid, AmountNotPositive, AmountTooLarge, format_money, parse_money
from casework.refusal import Refusal


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("3000", "3000.00"),
        ("3000.0", "3000.00"),
        ("3000.01", "3000.01"),
        ("0.01", "0.01"),
        ("0007.50", "7.50"),
        ("99999999.99", "99999999.99"),
        ("0" * 100 + "1", "1.00"),
    ],
)
def test_an_amount_is_read_exactly(text: str, amount: str) -> None:
    assert format_money(parse_money(text)) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 1",
        "1 ",
        "+1",
        "1.",
        ".5",
        "1.001",
        "1e3",
        "NaN",
        "Infinity",
        "-Infinity",
        "1,000",
        "１",
        "٣",
        "1\n",
        "0x1",
    ],
)
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(AmountInvalid) as refusal:
        parse_money(text, "input", "amount")
    assert refusal.value.path == ("input", "amount")


@pytest.mark.parametrize("text", ["0", "0.00", "-0", "-0.01", "-3000"])
def test_nothing_and_less_is_refused(text: str) -> None:
    with pytest.raises(AmountNotPositive):
        parse_money(text)


def test_nothing_is_taken_where_it_makes_sense_but_never_less() -> None:
    assert parse_money("0", allow_zero=True) == Decimal("0.00")
    with pytest.raises(AmountNotPositive):
        parse_money("-0.01", allow_zero=True)


@pytest.mark.parametrize("text", ["100000000", "100000000.00", "9" * 500])
def test_more_than_any_award_is_refused(text: str) -> None:
    with pytest.raises(AmountTooLarge):
        parse_money(text)


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal("99999999.99"), places=2))
def test_every_amount_is_written_and_read_back(amount: Decimal) -> None:
    assert parse_money(format_money(amount)) == amount


@given(st.text())
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        amount = parse_money(text)
    except Refusal:
        return
    assert Decimal("0.01") <= amount <= Decimal("99999999.99")
    assert amount.as_tuple().exponent == -2
