"""Questions about mandates."""

from typing import Annotated

import strawberry

from authorization.scope import Kind
from casework.mandate import MandateState
from resolvers.mandate import mandate_filter
from resolvers.reader import page
from schema.connection import After, Before, Connection, First, Last, connect, paged
from schema.context import Info
from schema.mandate import Mandate

OfTownship = Annotated[str | None, strawberry.argument(description="Only of this township, by its code 乡镇代码.")]
InState = Annotated[MandateState | None, strawberry.argument(description="Only in this state 委托书状态.")]


async def mandates(
    info: Info,
    township: OfTownship = None,
    state: InState = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[Mandate]:
    asked, part = mandate_filter(township, state), paged(first, after, last, before)
    return connect(await page(info.context.desk, Kind.MANDATE, "Mandate", asked, part))
