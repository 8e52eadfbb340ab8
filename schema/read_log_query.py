"""The auditors' question: who read what."""

from typing import Annotated

import strawberry

from authorization.scope import Kind
from compiler.declaration import Listed
from resolvers.shape import Narrowing, Ordering, Shapes, sets
from schema.connection import After, Before, Connection, First, Last, listed, paged
from schema.context import Info
from schema.read_log import ReadLogEntry

OfRecord = Annotated[strawberry.ID | None, strawberry.argument(description="Only readings of this record 记录标识.")]
ByOfficial = Annotated[strawberry.ID | None, strawberry.argument(description="Only what this official read 经办人员.")]
READ_LOG = Listed(
    Shapes(
        Kind.READ_LOG,
        "ReadLogEntry",
        {"record": Narrowing(("recordIds",)), "official": Narrowing(("officialId",))},
        {"NEWEST_FIRST": Ordering(with_=sets("", "record", "official"))},
    )
)


async def read_log(
    info: Info,
    record: OfRecord = None,
    official: ByOfficial = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[ReadLogEntry]:
    part = paged(first, after, last, before)
    return await listed(info, READ_LOG, part, record=record, official=official)
