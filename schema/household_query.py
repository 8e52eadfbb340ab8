"""Questions about families."""

from authorization.scope import Kind
from compiler.declaration import Listed
from resolvers.shape import Ordering, Shapes, sets
from schema.argument import IN_AREA, Area
from schema.connection import After, Before, Connection, First, Last, listed, paged
from schema.context import Info
from schema.household import Household

HOUSEHOLDS = Listed(
    Shapes(Kind.HOUSEHOLD, "Household", {"area": IN_AREA}, {"NEWEST_FIRST": Ordering(with_=sets("", "area"))})
)


async def households(
    info: Info,
    area: Area = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[Household]:
    return await listed(info, HOUSEHOLDS, paged(first, after, last, before), area=area)
