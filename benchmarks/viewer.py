"""Who asks in the measurements: the county's approver, who has nearly everything clear, as the peers give it."""

from casework.office import Organ, Role, Tier, default_organ
from documents.database import Database
from server.keys import load_keys
from server.register import demo_official
from server.settings import Settings
from server.token import issue

ROLE, TIER = Role.COUNTY_APPROVER, Tier.COUNTY
ORGAN: Organ = default_organ(ROLE)
MINUTES = 480


MASKED_ROLE = Role.COUNTY_SUPERVISOR  # numbers and telephones masked, nothing of the list hidden


async def token_for(settings: Settings, role: Role, area: str) -> str:
    """A token for the county's official of this role, who is registered when there is none."""
    master_key = settings.master_key_file.read_bytes()
    database = await Database.connect(settings.mongodb_url, settings.mongodb_database, master_key)
    try:
        official = await demo_official(role, TIER, area)
    finally:
        await database.close()
    keys = load_keys(settings.master_key_file.parent)
    return issue(
        keys.issuer,
        keys.key_id,
        issuer=settings.issuer,
        audience=settings.audience,
        subject=official.subject,
        seat={"tier": TIER, "area": area, "organ": official.posts[0].organ},
        minutes=MINUTES,
    )
