"""The supervisors' question: how the townships compare."""

from typing import Annotated, Any

import strawberry

from compiler.declaration import Answered
from documents.database import Row
from resolvers.comparison import compare_townships
from resolvers.desk import Desk
from schema.comparison import TownshipComparison
from schema.context import Info
from schema.scalar import LocalDay

From = Annotated[LocalDay, strawberry.argument(name="from", description="First day of the period 开始日期.")]
To = Annotated[LocalDay, strawberry.argument(description="Last day, at most 400 days in all 结束日期.")]


async def _answered(desk: Desk, from_: str, to: str) -> list[Row]:
    return await compare_townships(desk, from_, to)


TOWNSHIP_COMPARISON = Answered(_answered)


async def township_comparison(info: Info, from_: From, to: To) -> list[TownshipComparison]:
    found: Any = await compare_townships(info.context.desk, from_, to)
    return found  # type: ignore[no-any-return]
