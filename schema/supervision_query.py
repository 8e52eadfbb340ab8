"""Questions about supervision."""

from typing import Annotated

import strawberry

from authorization.scope import Kind
from casework.supervision import SupervisionState
from compiler.declaration import Listed
from resolvers.shape import Narrowing, Ordering, Shapes, sets
from schema.connection import After, Before, Connection, First, Last, listed, paged
from schema.context import Info
from schema.supervision import Supervision

InState = Annotated[SupervisionState | None, strawberry.argument(description="Only in this state 监督状态.")]
SUPERVISIONS = Listed(
    Shapes(
        Kind.SUPERVISION,
        "Supervision",
        {"state": Narrowing(("state",))},
        {"NEWEST_FIRST": Ordering(with_=sets("", "state"))},
    )
)


async def supervisions(
    info: Info,
    state: InState = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[Supervision]:
    return await listed(info, SUPERVISIONS, paged(first, after, last, before), state=state)
