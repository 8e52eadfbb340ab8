"""Who asks: an official (经办人员) at a tier of government, for an organ, in an area."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.office import Organ, Role, Tier, role_fits_seat


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


@dataclass(frozen=True, slots=True)
class Post:
    """A role for an organ in an area, from a day to a day, both included."""

    tier: Tier
    organ: Organ
    role: Role
    area: str
    valid_from: date
    valid_to: date | None


def roles_held(posts: Iterable[Post], tier: Tier, area: str, organ: Organ | None, day: date) -> dict[Organ, set[Role]]:
    """The roles that an official's posts give him at one seat on a day, by organ; a post that ended gives nothing."""
    held: dict[Organ, set[Role]] = {}
    for post in posts:
        seated = (post.tier, post.area) == (tier, area) and organ in (None, post.organ)
        current = post.valid_from <= day and (post.valid_to is None or day <= post.valid_to)
        if seated and current and role_fits_seat(post.role, post.tier, post.organ):
            held.setdefault(post.organ, set()).add(post.role)
    return held
