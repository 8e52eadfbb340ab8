"""Questions about families."""

from authorization.scope import Kind
from compiler.declaration import Listed
from schema.argument import Area
from schema.connection import After, Before, Connection, First, Last, listed, paged
from schema.context import Info
from schema.household import Household


def _by_area(area: str | None) -> dict[str, str]:
    return {"areas": area} if area else {}


HOUSEHOLDS = Listed(Kind.HOUSEHOLD, "Household", _by_area)


async def households(
    info: Info,
    area: Area = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Connection[Household]:
    return await listed(info, HOUSEHOLDS, paged(first, after, last, before), area=area)
