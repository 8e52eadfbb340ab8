"""Demo officials: registered when a token is asked for one who is not there yet."""

from datetime import UTC, datetime

from casework.office import ROLE_SEATS, Organ, Role, Tier, default_organ, role_fits_seat, tier_fits_area
from documents.database import Database
from documents.jurisdiction import area_chain
from documents.official import OfficialDocument, PostPart
from documents.record import new_id

FIRST_DAY = "2020-01-01"


class SeatInvalid(Exception):
    """The role, the tier and the area do not fit each other; the message says how."""


async def demo_official(
    role: Role, tier: Tier, area: str, organ: Organ | None = None, name: str | None = None
) -> OfficialDocument:
    """The demo official of a seat, registered on first use. Raises `SeatInvalid`."""
    organ = organ or default_organ(role)
    if not role_fits_seat(role, tier, organ):
        seat, organs = ROLE_SEATS[role]
        raise SeatInvalid(f"{role} sits at tier {seat}, organ {' or '.join(sorted(organs))}.")
    if not tier_fits_area(tier, area):
        raise SeatInvalid(f"{area} is not the code of a {tier}.")
    if not await area_chain(area):
        raise SeatInvalid(f"{area} is not in the register of areas: run `seed` first.")
    return await _registered(role, tier, area, organ, name)


async def _registered(role: Role, tier: Tier, area: str, organ: Organ, name: str | None) -> OfficialDocument:
    subject = f"demo:{role.lower()}@{area}" + (f":{name}" if name else "")
    kept = await OfficialDocument.find_one({"subject": subject})
    if kept is None:
        post = PostPart(tier=tier, organ=organ, role=role, area=area, valid_from=FIRST_DAY)
        machine = role is Role.CITY_PLATFORM
        kept = OfficialDocument(
            id=new_id("off"), subject=subject, name=name or f"演示{area[-3:]}", machine=machine, posts=[post]
        )
        await kept.insert()
    return kept


async def revoke(database: Database, official_id: str) -> None:
    """Make every token issued so far for an official void at once."""
    found = {"_id": official_id}
    await database.database["officials"].update_one(found, {"$set": {"revokedBefore": datetime.now(UTC)}})
