"""Bands of income a head: what a viewer may know of income without knowing the amount (access.md, Masks)."""

from decimal import Decimal
from enum import StrEnum


class IncomeBand(StrEnum):
    """Monthly income a head in yuan, in five bands."""

    NONE = "NONE"
    UP_TO_300 = "UP_TO_300"
    UP_TO_600 = "UP_TO_600"
    UP_TO_1000 = "UP_TO_1000"
    ABOVE_1000 = "ABOVE_1000"


BAND_LABELS: dict[IncomeBand, tuple[str, str]] = {
    IncomeBand.NONE: ("无收入", "none"),
    IncomeBand.UP_TO_300: ("300元以下", "up to 300 yuan"),
    IncomeBand.UP_TO_600: ("300元至600元", "300 to 600 yuan"),
    IncomeBand.UP_TO_1000: ("600元至1000元", "600 to 1,000 yuan"),
    IncomeBand.ABOVE_1000: ("1000元以上", "above 1,000 yuan"),
}
_EDGES = (
    (Decimal(0), IncomeBand.NONE),
    (Decimal(300), IncomeBand.UP_TO_300),
    (Decimal(600), IncomeBand.UP_TO_600),
    (Decimal(1000), IncomeBand.UP_TO_1000),
)


def income_band(monthly: Decimal, heads: int = 1) -> IncomeBand:
    """The band of a monthly income in yuan shared by so many heads (our own bands; no regulation sets them)."""
    a_head = monthly / heads
    return next((band for edge, band in _EDGES if a_head <= edge), IncomeBand.ABOVE_1000)
