"""Questions about applications: one by its number, lists by published shapes."""

from enum import StrEnum
from typing import Annotated, Any

import strawberry

from authorization.scope import Kind
from casework.deadline import DueState
from casework.matter import Matter, State
from compiler.declaration import Listed, One
from resolvers.reader import NEWEST_FIRST, OLDEST_FIRST, one
from resolvers.shape import Narrowing, Ordering, Shapes, sets
from schema.application import Application
from schema.argument import IN_AREA, Area
from schema.connection import After, Before, Connection, First, Last, listed, paged
from schema.context import Info
from schema.field import described

Number = Annotated[str, strawberry.argument(description="The case number 案件编号.")]
InState = Annotated[State | None, strawberry.argument(description="Only in this state 办理状态.")]
OfMatter = Annotated[Matter | None, strawberry.argument(description="Only of this matter 事项.")]


class ApplicationOrder(StrEnum):
    """In which order applications are listed."""

    NEWEST_FIRST = "NEWEST_FIRST"
    DUE_FIRST = "DUE_FIRST"
    UNDATED = "UNDATED"


described(
    ApplicationOrder,
    "In which order applications are listed 排序.",
    {
        ApplicationOrder.NEWEST_FIRST: ("最新在前", "The newest first"),
        ApplicationOrder.DUE_FIRST: ("临期在前", "Open cases whose last day is known, the soonest first"),
        ApplicationOrder.UNDATED: (
            "期限待定（日历未载入）",
            "Open cases whose last day lies in a year that is not loaded, the oldest first",
        ),
    },
)
InOrder = Annotated[ApplicationOrder | None, strawberry.argument(description="The newest first unless given 排序.")]

APPLICATION = One(Kind.APPLICATION, "Application", argument="number", path="number")
APPLICATIONS = Listed(
    Shapes(
        Kind.APPLICATION,
        "Application",
        {"area": IN_AREA, "state": Narrowing(("state",)), "matter": Narrowing(("matter",))},
        {
            ApplicationOrder.NEWEST_FIRST: Ordering(
                NEWEST_FIRST, sets("", "area", "state", "area state", "matter", "area matter")
            ),
            ApplicationOrder.DUE_FIRST: Ordering(
                (("dueOn", 1), ("_id", 1)), sets("", "area"), fixed={"ended": False, "dueState": DueState.DATED.value}
            ),
            ApplicationOrder.UNDATED: Ordering(
                OLDEST_FIRST,
                sets("", "area"),
                fixed={"ended": False, "dueState": DueState.UNKNOWN_CALENDAR.value, "dueOn": None},
            ),
        },
    )
)


async def application(info: Info, number: Number) -> Application | None:
    found: Any = await one(info.context.desk, Kind.APPLICATION, "Application", {APPLICATION.path: number})
    return found  # type: ignore[no-any-return]


async def applications(
    info: Info,
    area: Area = None,
    state: InState = None,
    matter: OfMatter = None,
    order: InOrder = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[Application]:
    part = paged(first, after, last, before)
    return await listed(info, APPLICATIONS, part, area=area, state=state, matter=matter, order=order)
