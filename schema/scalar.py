"""Scalars of the domain: yuan as text with two places, local days, moments in UTC."""

from datetime import UTC, datetime
from typing import Any, NewType

import strawberry

Money = NewType("Money", str)
LocalDay = NewType("LocalDay", str)
Moment = NewType("Moment", datetime)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a string is expected")
    return value


def _moment(value: Any) -> str:
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")  # type: ignore[no-any-return]


SCALARS: dict[object, Any] = {
    Money: strawberry.scalar(
        name="Money",
        description='Yuan with two places as text, such as "3000.00" 金额（元）.',
        serialize=str,
        parse_value=_text,
    ),
    LocalDay: strawberry.scalar(
        name="LocalDay",
        description="A local day in Asia/Shanghai, YYYY-MM-DD 日期.",
        serialize=str,
        parse_value=_text,
    ),
    Moment: strawberry.scalar(
        name="Moment",
        description="A moment in UTC, ISO 8601 with milliseconds 时刻.",
        serialize=_moment,
        parse_value=_text,
    ),
}
