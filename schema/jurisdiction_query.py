"""Questions about areas."""

from typing import Annotated

import strawberry

from authorization.scope import Kind
from compiler.declaration import Listed
from resolvers.reader import OLDEST_FIRST
from resolvers.shape import Narrowing, Ordering, Shapes, sets
from schema.connection import After, Before, Connection, First, Last, listed, paged
from schema.context import Info
from schema.jurisdiction import Jurisdiction

Parent = Annotated[str | None, strawberry.argument(description="Only those directly below this code 上级代码.")]
JURISDICTIONS = Listed(
    Shapes(
        Kind.JURISDICTION,
        "Jurisdiction",
        {"parent": Narrowing(("parent",))},
        {"BY_CODE": Ordering(OLDEST_FIRST, sets("", "parent"))},  # an id is `jur_<code>`, so both sort alike
    )
)


async def jurisdictions(
    info: Info,
    parent: Parent = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[Jurisdiction]:
    return await listed(info, JURISDICTIONS, paged(first, after, last, before), parent=parent)
