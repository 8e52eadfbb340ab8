"""Questions about supervision."""

from typing import Annotated

import strawberry

from authorization.scope import Kind
from casework.supervision import SupervisionState
from resolvers.reader import page
from resolvers.supervision import supervision_filter
from schema.connection import After, Before, Connection, First, Last, connect, paged
from schema.context import Info
from schema.supervision import Supervision

InState = Annotated[SupervisionState | None, strawberry.argument(description="Only in this state 监督状态.")]


async def supervisions(
    info: Info,
    state: InState = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[Supervision]:
    asked, part = supervision_filter(state), paged(first, after, last, before)
    return connect(await page(info.context.desk, Kind.SUPERVISION, "Supervision", asked, part))
