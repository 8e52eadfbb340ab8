"""Questions about supervision."""

from typing import Annotated

import strawberry

from authorization.scope import Kind
from casework.supervision import SupervisionState
from compiler.declaration import Listed
from resolvers.supervision import supervision_filter
from schema.connection import After, Before, Connection, First, Last, listed, paged
from schema.context import Info
from schema.supervision import Supervision

InState = Annotated[SupervisionState | None, strawberry.argument(description="Only in this state 监督状态.")]
SUPERVISIONS = Listed(Kind.SUPERVISION, "Supervision", supervision_filter)


async def supervisions(
    info: Info,
    state: InState = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[Supervision]:
    return await listed(info, SUPERVISIONS, paged(first, after, last, before), state=state)
