"""The citizen identity number (公民身份号码, GB 11643): its form, its check digit, what it says, its mask."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.refusal import Refusal

_FORM = re.compile(r"[1-9][0-9]{16}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


class Sex(StrEnum):
    """Sex as GB/T 2261.1 divides it (性别)."""

    UNKNOWN = "UNKNOWN"
    MALE = "MALE"
    FEMALE = "FEMALE"
    NOT_STATED = "NOT_STATED"


SEX_LABELS: dict[Sex, tuple[str, str]] = {
    Sex.UNKNOWN: ("未知的性别", "Unknown"),
    Sex.MALE: ("男性", "Male"),
    Sex.FEMALE: ("女性", "Female"),
    Sex.NOT_STATED: ("未说明的性别", "Not stated"),
}


class IdentityNumberInvalid(Refusal):
    """Not eighteen characters of the form, or no real past day within them; the number itself is never repeated."""

    zh = "公民身份号码格式或其中的出生日期不正确"
    en = "Not an identity number: its form or its birth day is wrong"
    basis = "GB 11643"


class IdentityCheckDigitWrong(Refusal):
    """One of the characters was mistyped."""

    zh = "公民身份号码校验码不正确"
    en = "The identity number's check digit is wrong"
    basis = "GB 11643"


@dataclass(frozen=True, slots=True)
class IdentityFacts:
    """A number that holds, and what it says of its bearer."""

    number: str
    birth_day: date
    sex: Sex

    def __repr__(self) -> str:
        """Show the mask alone, so that no log line ever holds the number (PIPL art.28, 51)."""
        return f"IdentityFacts({mask_identity(self.number)})"


def check_digit(first17: str) -> str:
    """Compute the eighteenth character from the others (GB 11643, ISO 7064 MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first17, strict=True))
    return _CHECK_DIGITS[total % 11]


def parse_identity(number: str, today: date, *path: str) -> IdentityFacts:
    """Read a number of GB 11643; its first digits are any division's, for older numbers carry abolished codes."""
    number = number.upper()
    if not _FORM.fullmatch(number):
        raise IdentityNumberInvalid(*path)
    birth_day = _birth_day(number, today, path)
    if check_digit(number[:17]) != number[17]:
        raise IdentityCheckDigitWrong(*path)
    return IdentityFacts(number, birth_day, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def _birth_day(number: str, today: date, path: tuple[str, ...]) -> date:
    try:
        day = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise IdentityNumberInvalid(*path) from None
    if day > today:
        raise IdentityNumberInvalid(*path)
    return day


def mask_identity(number: str) -> str:
    """Keep the first and the last character alone (PIPL art.28, 51; the access table): `5****************X`."""
    return f"{number[:1]}{'*' * 16}{number[-1:]}"
