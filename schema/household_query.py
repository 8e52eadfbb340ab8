"""Questions about families."""

from authorization.scope import Kind
from resolvers.reader import page
from schema.argument import Area
from schema.connection import After, Before, Connection, First, Last, connect, paged
from schema.context import Info
from schema.household import Household


async def households(
    info: Info,
    area: Area = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[Household]:
    asked, part = ({"areas": area} if area else {}), paged(first, after, last, before)
    return connect(await page(info.context.desk, Kind.HOUSEHOLD, "Household", asked, part))
