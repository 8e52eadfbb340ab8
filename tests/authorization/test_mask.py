"""What a masked viewer reads of a value, mask by mask."""

import pytest

from authorization.mask import Mask, masked


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        ("NAME", "欧阳标本", "欧＊"),
        ("NAME", "李", "李＊"),
        ("NAME", "", "＊"),
        ("LAST_TWO", "13800001234", "*********34"),
        ("LAST_TWO", "7", "*********7"),
        ("TEXT", "因病致困", "［内容已遮蔽］"),
        ("TEXT", "病", "［内容已遮蔽］"),
        ("STORED", "9****************7", "9****************7"),
        ("TYPED", "280.50", None),
    ],
)
def test_a_mask_keeps_no_more_than_this(mask: str, value: str, shown: str | None) -> None:
    assert masked(Mask(mask), value) == shown


@pytest.mark.parametrize("mask", Mask)
def test_where_there_is_nothing_no_mask_makes_something(mask: Mask) -> None:
    assert masked(mask, None) is None
