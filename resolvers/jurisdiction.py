"""Which area an act names: one of the official's own; another one does not exist for him."""

from casework.office import Tier
from documents.jurisdiction import JurisdictionDocument, area_chain
from resolvers.act import Hand, NotFound


async def areas_within(hand: Hand, code: str, level: Tier, *path: str) -> list[JurisdictionDocument]:
    """The areas down to `code`, an area of that level inside the official's own. Raises `NotFound`."""
    areas = await area_chain(code, hand.transaction.session)
    inside = any(area.code == hand.desk.official.area for area in areas)
    if not inside or areas[-1].level is not level:
        raise NotFound(*path)
    return areas
