"""The question by what a county counts working days."""

from typing import Annotated, Any

import strawberry

from resolvers.calendar import calendar_for
from schema.calendar import Calendar
from schema.context import Info

OfCounty = Annotated[str | None, strawberry.argument(description="County code; the viewer's own unless given 县代码.")]


async def calendar(info: Info, county: OfCounty = None) -> Calendar | None:
    found: Any = await calendar_for(info.context.desk, county)
    return found  # type: ignore[no-any-return]
