"""Amounts of money in yuan (金额): exact decimals with two places, read from text and written back."""

import re
from decimal import Decimal

from casework.refusal import Refusal

LARGEST = Decimal("99999999.99")

_FORM = re.compile(r"(?P<sign>-?)(?P<yuan>[0-9]+)(\.[0-9]{1,2})?")
_YUAN_DIGITS = 8


class AmountInvalid(Refusal):
    """Not a decimal number with at most two places (rules.md section 7: two places)."""

    zh = "金额格式不正确，应为最多两位小数的数字"
    en = "An amount is a plain number with at most two decimals"


class AmountNotPositive(Refusal):
    """Nothing, or less than nothing, is granted to nobody (M57 art.21)."""

    zh = "金额必须大于零"
    en = "The amount must be above zero"


class AmountTooLarge(Refusal):
    """More than any award can be."""

    zh = "金额不能超过 {largest} 元"
    en = "The amount may not exceed {largest} yuan"


def parse_money(text: str, *path: str, allow_zero: bool = False) -> Decimal:
    """Read yuan with at most two places, exactly (SEED part two: the cap of 3000 yuan is exact to the cent)."""
    form = _FORM.fullmatch(text)
    if form is None:
        raise AmountInvalid(*path)
    if form["sign"]:
        raise AmountNotPositive(*path)
    if len(form["yuan"].lstrip("0")) > _YUAN_DIGITS:
        raise AmountTooLarge(*path, largest=LARGEST)
    amount = Decimal(text).quantize(Decimal("0.01"))
    if not amount and not allow_zero:
        raise AmountNotPositive(*path)
    return amount


def format_money(amount: Decimal) -> str:
    """Write yuan with two places, as a decision states them (M57 art.21): `3000.00`."""
    return f"{amount:.2f}"
