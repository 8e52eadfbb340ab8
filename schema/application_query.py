"""Questions about applications: one by its number, lists by published shapes."""

from typing import Annotated, Any

import strawberry

from authorization.scope import Kind
from casework.matter import Matter, State
from compiler.declaration import Listed, One
from resolvers.application import application_filter
from resolvers.reader import one
from schema.application import Application
from schema.argument import Area
from schema.connection import After, Before, Connection, First, Last, listed, paged
from schema.context import Info

Number = Annotated[str, strawberry.argument(description="The case number 案件编号.")]
InState = Annotated[State | None, strawberry.argument(description="Only in this state 办理状态.")]
OfMatter = Annotated[Matter | None, strawberry.argument(description="Only of this matter 事项.")]

APPLICATION = One(Kind.APPLICATION, "Application", argument="number", path="number")
APPLICATIONS = Listed(Kind.APPLICATION, "Application", application_filter)


async def application(info: Info, number: Number) -> Application | None:
    found: Any = await one(info.context.desk, Kind.APPLICATION, "Application", {APPLICATION.path: number})
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
    part = paged(first, after, last, before)
    return await listed(info, APPLICATIONS, part, area=area, state=state, matter=matter)
