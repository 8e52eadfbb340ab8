"""Questions about areas."""

from typing import Annotated

import strawberry

from authorization.scope import Kind
from resolvers.reader import page
from schema.connection import After, Before, Connection, First, Last, connect, paged
from schema.context import Info
from schema.jurisdiction import Jurisdiction

Parent = Annotated[str | None, strawberry.argument(description="Only those directly below this code 上级代码.")]
BY_CODE = (("code", 1), ("_id", 1))


async def jurisdictions(
    info: Info,
    parent: Parent = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[Jurisdiction]:
    asked, part = ({"parent": parent} if parent else {}), paged(first, after, last, before)
    return connect(await page(info.context.desk, Kind.JURISDICTION, "Jurisdiction", asked, part, BY_CODE))
