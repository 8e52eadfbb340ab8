"""Questions about colleagues."""

from typing import Annotated

import strawberry

from authorization.scope import Kind
from casework.office import Role
from compiler.declaration import Listed, Narrowing
from resolvers.official import HELD_POSTS, held_by, in_post, officials_in_post
from resolvers.reader import OLDEST_FIRST
from schema.connection import After, Before, Connection, First, Last, connect, paged
from schema.context import Info
from schema.official import Official

InRole = Annotated[Role | None, strawberry.argument(description="Only those who do this 岗位.")]

OFFICIALS = Listed(Kind.OFFICIAL, "Official", in_post, OLDEST_FIRST, Narrowing({"posts": HELD_POSTS}, held_by))


async def officials(
    info: Info,
    role: InRole = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[Official]:
    return connect(await officials_in_post(info.context.desk, role, paged(first, after, last, before)))
