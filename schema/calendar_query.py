"""The question by what a county counts working days."""

from typing import Annotated, Any

import strawberry

from compiler.declaration import Answered
from documents.database import Row
from resolvers.calendar import calendar_for
from resolvers.desk import Desk
from schema.calendar import Calendar
from schema.context import Info

OfCounty = Annotated[str | None, strawberry.argument(description="County code; the viewer's own unless given 县代码.")]


async def _answered(desk: Desk, county: str | None = None) -> Row | None:
    return await calendar_for(desk, county)


CALENDAR = Answered(_answered)


async def calendar(info: Info, county: OfCounty = None) -> Calendar | None:
    found: Any = await calendar_for(info.context.desk, county)
    return found  # type: ignore[no-any-return]
