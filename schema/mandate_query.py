"""Questions about mandates."""

from typing import Annotated

import strawberry

from authorization.scope import Kind
from casework.mandate import MandateState
from compiler.declaration import Listed
from resolvers.shape import Narrowing, Ordering, Shapes, sets
from schema.connection import After, Before, Connection, First, Last, listed, paged
from schema.context import Info
from schema.mandate import Mandate

OfTownship = Annotated[str | None, strawberry.argument(description="Only of this township, by its code 乡镇代码.")]
InState = Annotated[MandateState | None, strawberry.argument(description="Only in this state 委托书状态.")]
MANDATES = Listed(
    Shapes(
        Kind.MANDATE,
        "Mandate",
        {"township": Narrowing(("areas", "township"), ("township",)), "state": Narrowing(("state",))},
        {"NEWEST_FIRST": Ordering(with_=sets("", "township", "state", "township state"))},
    )
)


async def mandates(
    info: Info,
    township: OfTownship = None,
    state: InState = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[Mandate]:
    return await listed(info, MANDATES, paged(first, after, last, before), township=township, state=state)
