"""Signed cursors: where a page ended, bound to the official and the filter that it was read with."""

import base64
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from resolvers.desk import Desk
from resolvers.fault import CursorInvalid, CursorStale

_TAG = 16


def binding(desk: Desk, kind: str, filter_: Mapping[str, Any], order: Sequence[tuple[str, int]]) -> str:
    """What a cursor is bound to: the official, the list, its filter and its order; not the token, not the release."""
    return json.dumps([desk.official.id, desk.official.area, kind, filter_, list(order)], sort_keys=True, default=str)


def signer(key: bytes, bound: str) -> Callable[[Sequence[Any]], str]:
    """Makes the cursors of one page: of a row's sort values, which are values that the viewer has clear."""
    short = _short(key, bound)

    def sign(place: Sequence[Any]) -> str:
        payload = json.dumps([short, *place], separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(_tag(key, payload) + payload).decode().rstrip("=")

    return sign


def read(key: bytes, bound: str, cursor: str, argument: str) -> list[Any]:
    """A cursor's sort values. Raises `CursorInvalid` when not signed here, `CursorStale` when bound elsewhere."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError:
        raise CursorInvalid(argument) from None
    tag, payload = raw[:_TAG], raw[_TAG:]
    if not hmac.compare_digest(tag, _tag(key, payload)):
        raise CursorInvalid(argument)
    short, *place = json.loads(payload)
    if short != _short(key, bound):
        raise CursorStale(argument)
    return list(place)


def _tag(key: bytes, payload: bytes) -> bytes:
    return hmac.digest(key, payload, "sha256")[:_TAG]


def _short(key: bytes, bound: str) -> str:
    return hmac.digest(key, bound.encode(), "sha256").hex()[:16]
