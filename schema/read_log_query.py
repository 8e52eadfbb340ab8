"""The auditors' question: who read what."""

from typing import Annotated

import strawberry

from authorization.scope import Kind
from compiler.declaration import Listed
from resolvers.read_log import read_log_filter
from schema.connection import After, Before, Connection, First, Last, listed, paged
from schema.context import Info
from schema.read_log import ReadLogEntry

OfRecord = Annotated[strawberry.ID | None, strawberry.argument(description="Only readings of this record 记录标识.")]
ByOfficial = Annotated[strawberry.ID | None, strawberry.argument(description="Only what this official read 经办人员.")]
READ_LOG = Listed(Kind.READ_LOG, "ReadLogEntry", read_log_filter)


async def read_log(
    info: Info,
    record_id: OfRecord = None,
    official_id: ByOfficial = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[ReadLogEntry]:
    part = paged(first, after, last, before)
    return await listed(info, READ_LOG, part, record_id=record_id, official_id=official_id)
