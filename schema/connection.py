"""Lists as connections: signed keyset cursors, one to a hundred rows a page, a total only when asked for."""

from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from compiler.declaration import Listed, Relation
from documents.database import Row
from resolvers.reader import Page, Slice, page, total
from schema.context import Info
from schema.field import structural

T = TypeVar("T")

First = Annotated[int | None, strawberry.argument(description="Rows from the front, 1 to 100; else 20.")]
After = Annotated[str | None, strawberry.argument(description="Begin after this cursor.")]
Last = Annotated[int | None, strawberry.argument(description="Rows from the end, 1 to 100.")]
Before = Annotated[str | None, strawberry.argument(description="End before this cursor.")]


@strawberry.type(description="Where a page stands in its list 分页信息.")
class PageInfo:
    has_next_page: bool = structural("Whether rows follow.")
    has_previous_page: bool = structural("Whether rows precede.")
    start_cursor: str | None = structural("The first row's cursor.")
    end_cursor: str | None = structural("The last row's cursor.")


@strawberry.type(description="One row of a page.")
class Edge(Generic[T]):
    cursor: str = structural("Where this row stands; good for this official and this filter only.")
    node: T | None = structural("The row.")


def _total(root: Any, info: Info) -> Any:
    return total(info.context.desk, root.part)


@strawberry.type(description="A page of a list 列表.")
class Connection(Generic[T]):
    edges: list[Edge[T]] | None = structural("The rows of this page.")
    page_info: PageInfo = structural("Where this page stands.")
    total_count: int | None = structural("How many rows the whole list has; counted only when asked for.", _total)
    part: strawberry.Private[Slice]


def connect(part: Slice) -> Connection[Any]:
    """The connection of a page of rows."""
    edges: list[Edge[Row]] = [
        Edge(cursor=cursor, node=row) for cursor, row in zip(part.cursors, part.rows, strict=True)
    ]
    info = PageInfo(
        has_next_page=part.has_next,
        has_previous_page=part.has_previous,
        start_cursor=part.cursors[0] if part.cursors else None,
        end_cursor=part.cursors[-1] if part.cursors else None,
    )
    return Connection(edges=edges, page_info=info, part=part)


def paged(first: int | None, after: str | None, last: int | None, before: str | None) -> Page:
    return Page(first, after, last, before)


async def listed(info: Info, root: Listed, part: Page, **asked: Any) -> Connection[Any]:
    """The page of a root list; `asked` is its shape's."""
    desk, shapes = info.context.desk, root.shapes
    chosen = shapes.chosen(desk, asked)
    return connect(await page(desk, shapes.kind, shapes.type_name, chosen.filter, part, chosen.order, chosen.bound))


def paged_relation(relation: Relation) -> Callable[..., Any]:
    """The resolver of a list that a row leads to."""

    async def resolve(
        root: Any, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Any:
        desk, filter_, part = (
            info.context.desk,
            relation.filter(root[relation.local]),
            paged(first, after, last, before),
        )
        return connect(await page(desk, relation.kind, relation.type_name, filter_, part, relation.order))

    return resolve
