"""Texts: present, readable, not too long."""

import pytest

from casework.text import TextMissing, TextTooLong, TextUnreadable, checked_text


@pytest.mark.parametrize(
    ("text", "kept"), [("  王 家镇\n", "王 家镇"), ("一\n二\t三", "一\n二\t三"), ("𱁬\U00031350", "𱁬\U00031350")]
)
def test_a_text_is_kept_without_its_margins(text: str, kept: str) -> None:
    assert checked_text(text, limit=5) == kept


@pytest.mark.parametrize("text", ["", "  \n", "\u3000", "\u200b\u200b", "\u2060 \ufeff", "\x00"])
def test_a_text_without_anything_to_read_is_missing(text: str) -> None:
    with pytest.raises(TextMissing) as refusal:
        checked_text(text, "reason", limit=100)
    assert refusal.value.path == ("reason",)


def test_a_text_has_its_limit_in_characters() -> None:
    assert checked_text("字" * 10, limit=10) == "字" * 10
    with pytest.raises(TextTooLong) as refusal:
        checked_text("字" * 11, limit=10)
    assert refusal.value.facts == {"limit": 10}


@pytest.mark.parametrize("text", ["王\x00", "王\x1b[2J", "王\ud800"])
def test_a_text_that_no_archive_prints_is_refused(text: str) -> None:
    with pytest.raises(TextUnreadable):
        checked_text(text, limit=100)
