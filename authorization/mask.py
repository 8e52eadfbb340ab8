"""How a masked value is shown (access.md, Masks): each mask keeps less than would find a person."""

from collections.abc import Callable
from enum import StrEnum

WITHHELD_TEXT = "［内容已遮蔽］"


class Mask(StrEnum):
    """The closed list of masks; STORED values were masked when they were kept, TYPED ones have a coarser sibling."""

    NAME = "NAME"
    LAST_TWO = "LAST_TWO"
    TEXT = "TEXT"
    STORED = "STORED"
    TYPED = "TYPED"


MASK_SENTENCES: dict[Mask, str] = {
    Mask.NAME: "The surname and one sign",
    Mask.LAST_TWO: "The last two digits",
    Mask.TEXT: "Withheld, and its length too",
    Mask.STORED: "The masked form that was kept",
    Mask.TYPED: "Null; a coarser field beside it says more",
}


def _name(value: str) -> str:
    return value[:1] + "＊"


def _last_two(value: str) -> str:
    return "*********" + value[-2:]


def _text(_value: str) -> str:
    return WITHHELD_TEXT


_MASKS: dict[Mask, Callable[[str], str]] = {Mask.NAME: _name, Mask.LAST_TWO: _last_two, Mask.TEXT: _text}


def masked(mask: Mask, value: str | None) -> str | None:
    """The value as a masked viewer reads it; a typed value gives way to its coarser sibling and is null."""
    if value is None or mask is Mask.TYPED:
        return None
    return value if mask is Mask.STORED else _MASKS[mask](value)
