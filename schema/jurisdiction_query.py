"""Questions about areas."""

from typing import Annotated

import strawberry

from authorization.scope import Kind
from compiler.declaration import Listed
from schema.connection import After, Before, Connection, First, Last, listed, paged
from schema.context import Info
from schema.jurisdiction import Jurisdiction

Parent = Annotated[str | None, strawberry.argument(description="Only those directly below this code 上级代码.")]
BY_CODE = (("code", 1), ("_id", 1))


def _below(parent: str | None) -> dict[str, str]:
    return {"parent": parent} if parent else {}


JURISDICTIONS = Listed(Kind.JURISDICTION, "Jurisdiction", _below, BY_CODE)


async def jurisdictions(
    info: Info,
    parent: Parent = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[Jurisdiction]:
    return await listed(info, JURISDICTIONS, paged(first, after, last, before), parent=parent)
