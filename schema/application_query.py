"""Questions about applications: one by its number, lists by published shapes."""

from typing import Annotated, Any

import strawberry

from authorization.scope import Kind
from casework.matter import Matter, State
from resolvers.application import application_filter
from resolvers.reader import one, page
from schema.application import Application
from schema.argument import Area
from schema.connection import After, Before, Connection, First, Last, connect, paged
from schema.context import Info

Number = Annotated[str, strawberry.argument(description="The case number 案件编号.")]
InState = Annotated[State | None, strawberry.argument(description="Only in this state 办理状态.")]
OfMatter = Annotated[Matter | None, strawberry.argument(description="Only of this matter 事项.")]


async def application(info: Info, number: Number) -> Application | None:
    found: Any = await one(info.context.desk, Kind.APPLICATION, "Application", {"number": number})
    return found  # type: ignore[no-any-return]


async def applications(
    info: Info,
    area: Area = None,
    state: InState = None,
    matter: OfMatter = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[Application]:
    asked, part = application_filter(area, state, matter), paged(first, after, last, before)
    return connect(await page(info.context.desk, Kind.APPLICATION, "Application", asked, part))
