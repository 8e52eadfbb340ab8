"""Questions about colleagues."""

from typing import Annotated

import strawberry

from authorization.scope import Kind
from casework.office import Role
from compiler.declaration import Listed, Narrowed
from resolvers.official import HELD_POSTS, held_by, in_post, officials_in_post
from resolvers.reader import OLDEST_FIRST
from resolvers.shape import Narrowing, Ordering, Shapes, sets
from schema.connection import After, Before, Connection, First, Last, connect, paged
from schema.context import Info
from schema.official import Official

InRole = Annotated[Role | None, strawberry.argument(description="Only those who do this 岗位.")]

OFFICIALS = Listed(
    Shapes(
        Kind.OFFICIAL,
        "Official",
        {"role": Narrowing(("posts.role",), ("roles",))},
        {"OLDEST_FIRST": Ordering(OLDEST_FIRST, sets("", "role"))},
    ),
    Narrowed({"posts": HELD_POSTS}, held_by),
    lambda desk, asked: in_post(desk, **asked),
)


async def officials(
    info: Info,
    role: InRole = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[Official]:
    desk, part = info.context.desk, paged(first, after, last, before)
    chosen = OFFICIALS.shapes.chosen(desk, {"role": role})  # a role is held today: the resolver finds by the post
    return connect(await officials_in_post(desk, chosen, role, part))
