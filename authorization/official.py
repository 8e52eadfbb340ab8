"""Who asks: an official (经办人员) at a tier of government, for an organ, in an area."""

from dataclasses import dataclass

from casework.office import Organ, Role, Tier


@dataclass(frozen=True, slots=True)
class Official:
    """An official at the posts that he holds today in one area; `area` is a division code (GB/T 2260, 10114)."""

    id: str
    name: str
    tier: Tier
    organ: Organ
    roles: frozenset[Role]
    area: str
    machine: bool = False


@dataclass(frozen=True, slots=True)
class ViewerClass:
    """All that visibility may depend on: never an area, a person or a day."""

    tier: Tier
    organ: Organ
    roles: frozenset[Role]


def viewer_class(official: Official) -> ViewerClass:
    return ViewerClass(official.tier, official.organ, official.roles)
