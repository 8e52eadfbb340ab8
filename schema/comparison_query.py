"""The supervisors' question: how the townships compare."""

from typing import Annotated, Any

import strawberry

from resolvers.comparison import compare_townships
from schema.comparison import TownshipComparison
from schema.context import Info
from schema.scalar import LocalDay

From = Annotated[LocalDay, strawberry.argument(name="from", description="First day of the period 开始日期.")]
To = Annotated[LocalDay, strawberry.argument(description="Last day, at most 400 days in all 结束日期.")]


async def township_comparison(info: Info, from_: From, to: To) -> list[TownshipComparison]:
    found: Any = await compare_townships(info.context.desk, from_, to)
    return found  # type: ignore[no-any-return]
