"""The officials of the demonstration (演示经办人员): every role in every area of its tier, in post since 2020."""

from dataclasses import dataclass, field
from datetime import date

from casework.office import ROLE_SEATS, Role, Tier, default_organ
from documents.application import HandlerPart
from documents.official import OfficialDocument, PostPart
from seed.area import Village
from seed.county import County
from seed.person import People

FIRST_DAY = "2020-01-01"
_TWICE = frozenset({Role.TOWNSHIP_INVESTIGATOR})
PLATFORM_NAME = "市社会救助综合服务平台"


def subject_of(role: Role, area: str, name: str | None = None) -> str:
    """The subject by which the register knows a demo official; a second one of a seat is known by name."""
    return f"demo:{role.lower()}@{area}" + (f":{name}" if name else "")


@dataclass(slots=True)
class Staff:
    """Who holds which post; each seat has one official, the investigators' two."""

    officials: list[OfficialDocument] = field(default_factory=list)
    _seats: dict[tuple[Role, str], list[OfficialDocument]] = field(default_factory=dict)

    def add(self, official: OfficialDocument) -> None:
        self.officials.append(official)
        post = official.posts[0]
        self._seats.setdefault((post.role, post.area), []).append(official)

    def holders(self, role: Role, area: str) -> list[OfficialDocument]:
        return self._seats[role, area]

    def handler(self, role: Role, area: str) -> HandlerPart:
        """The first holder of a seat, as a step names him."""
        return named(self.holders(role, area)[0])


def named(official: OfficialDocument) -> HandlerPart:
    return HandlerPart(official_id=official.id, name=official.name)


def staffed(county: County, villages: list[Village], people: People) -> Staff:
    """Every role at every area of its tier."""
    areas = {
        Tier.CITY: [county.city.code],
        Tier.COUNTY: [county.county.code],
        Tier.TOWNSHIP: [each.code for each in county.townships],
        Tier.VILLAGE: [each.code for each in villages],
    }
    staff = Staff()
    for role, (tier, _) in ROLE_SEATS.items():
        for area in areas[tier]:
            staff.add(_official(role, tier, area, people, second=False))
            if role in _TWICE:
                staff.add(_official(role, tier, area, people, second=True))
    return staff


def _official(role: Role, tier: Tier, area: str, people: People, *, second: bool) -> OfficialDocument:
    machine = role is Role.CITY_PLATFORM
    name = PLATFORM_NAME if machine else people.name(male=people.chance.happens(0.5))
    at = people.chance.moment(date.fromisoformat(FIRST_DAY))
    post = PostPart(tier=tier, organ=default_organ(role), role=role, area=area, valid_from=FIRST_DAY)
    return OfficialDocument(
        id=people.chance.id("off", at),
        subject=subject_of(role, area, name if second else None),
        name=name,
        machine=machine,
        posts=[post],
    )
