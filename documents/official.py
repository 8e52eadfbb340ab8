"""The register of officials: who holds which post from when to when, and whose tokens are void."""

from datetime import datetime
from typing import ClassVar

from beanie import Document
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from pymongo import ASCENDING, IndexModel

from casework.office import Organ, Role, Tier
from documents.record import AreaCode, Day, Part


def _chain(code: str) -> list[str]:
    """The codes of the city, county, township and village that an area lies in, itself included (GB/T 2260, 10114)."""
    return list(dict.fromkeys([f"{code[:4]}00", code[:6], code[:9], code[:12]]))


class PostPart(Part):
    """One post: a role for an organ in an area, from a day to a day (both included)."""

    tier: Tier
    organ: Organ
    role: Role
    area: AreaCode
    areas: list[AreaCode] = Field(default_factory=lambda post: _chain(post["area"]), max_length=4)
    valid_from: Day
    valid_to: Day | None = None


class OfficialDocument(Document):
    """An official or a machine known to the county; a token only says which of them asks."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")
    id: str = Field(alias="_id")  # type: ignore[assignment]
    subject: str
    name: str = Field(max_length=50)
    machine: bool = False
    posts: list[PostPart] = Field(max_length=20)
    revoked_before: datetime | None = None

    class Settings:
        name = "officials"
        indexes: ClassVar = [
            IndexModel([("subject", ASCENDING)], name="subject", unique=True),
            IndexModel([("posts.area", ASCENDING), ("_id", ASCENDING)], name="area"),
            IndexModel([("posts.area", ASCENDING), ("posts.role", ASCENDING), ("_id", ASCENDING)], name="area_role"),
            IndexModel([("posts.areas", ASCENDING), ("_id", ASCENDING)], name="areas"),
            IndexModel([("posts.areas", ASCENDING), ("posts.role", ASCENDING), ("_id", ASCENDING)], name="areas_role"),
        ]
