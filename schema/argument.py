"""Arguments that several questions share."""

from typing import Annotated

import strawberry

Id = Annotated[strawberry.ID, strawberry.argument(description="`<kind>_<ULID>` 标识.")]
Ids = Annotated[list[strawberry.ID], strawberry.argument(description="At most 100 ids 标识列表.")]
Area = Annotated[
    str | None, strawberry.argument(description="Code of a township or village in the viewer's area 辖区代码.")
]
