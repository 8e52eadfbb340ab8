"""The masks as MongoDB computes them: the twins of authorization/mask.py, so that a clear value stays inside."""

from collections.abc import Callable
from typing import Any

from authorization.mask import WITHHELD_TEXT, Mask

Expression = Any


def _name(path: str) -> Expression:
    return {"$concat": [{"$substrCP": [path, 0, 1]}, "＊"]}


def _last_two(path: str) -> Expression:
    start = {"$max": [0, {"$subtract": [{"$strLenCP": path}, 2]}]}
    return {"$concat": ["*********", {"$substrCP": [path, start, 2]}]}


def _text(_path: str) -> Expression:
    return {"$literal": WITHHELD_TEXT}


_MASKS: dict[Mask, Callable[[str], Expression]] = {Mask.NAME: _name, Mask.LAST_TWO: _last_two, Mask.TEXT: _text}


def masked_expression(mask: Mask, path: str) -> Expression:
    """What `authorization.mask.masked` gives for the value at a path (`$name`, `$$member.name`); null where none is."""
    if mask is Mask.TYPED:
        return {"$literal": None}
    if mask is Mask.STORED:
        return {"$ifNull": [path, None]}
    return {"$cond": [{"$gt": [path, None]}, _MASKS[mask](path), None]}
