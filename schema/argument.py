"""Arguments that several questions share."""

from typing import Annotated

import strawberry

from resolvers.shape import Narrowing

Id = Annotated[strawberry.ID, strawberry.argument(description="`<kind>_<ULID>` 标识.")]
Ids = Annotated[list[strawberry.ID], strawberry.argument(description="At most 100 ids 标识列表.")]
IN_AREA = Narrowing(("areas",), ("county", "township", "village"), by_assignment=False)
Area = Annotated[
    str | None, strawberry.argument(description="Code of a township or village in the viewer's area 辖区代码.")
]
