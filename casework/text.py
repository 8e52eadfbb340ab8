"""What officials write in their own words (文字记录): present, readable and not too long."""

import unicodedata

from casework.refusal import Refusal

_LAID_OUT = frozenset("\n\r\t")
_UNREADABLE = frozenset({"Cc", "Cs"})


class TextMissing(Refusal):
    """Nothing that can be read was written."""

    zh = "内容不能为空"
    en = "The text is missing"


class TextTooLong(Refusal):
    """More was written than the form has room for."""

    zh = "内容不能超过 {limit} 字"
    en = "The text may have {limit} characters at most"


class TextUnreadable(Refusal):
    """Control characters or halves of characters, which no archive could print."""

    zh = "内容含有无法识别的字符"
    en = "The text holds characters that cannot be read"


def checked_text(text: str, *path: str, limit: int) -> str:
    """Strip a text; refuse an empty, unreadable or too long one (M57 art.16, 21: forms are filled, reasons given)."""
    stripped = text.strip()
    if len(stripped) > limit:
        raise TextTooLong(*path, limit=limit)
    if not any(_is_visible(letter) for letter in stripped):
        raise TextMissing(*path)
    if any(_is_unreadable(letter) for letter in stripped):
        raise TextUnreadable(*path)
    return stripped


def _is_visible(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Zs", "Zl", "Zp", "Cf", "Cc"}


def _is_unreadable(letter: str) -> bool:
    return unicodedata.category(letter) in _UNREADABLE and letter not in _LAID_OUT
