"""Jurisdictions (辖区): the city, its county, the townships and their villages, by division code."""

from typing import ClassVar

from beanie import Document
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from pymongo import ASCENDING, IndexModel
from pymongo.asynchronous.client_session import AsyncClientSession

from casework.office import Tier
from documents.record import AreaCode, Day


class JurisdictionDocument(Document):
    """One area; a village's code that was generated for the demo says so."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")
    id: str = Field(alias="_id")  # type: ignore[assignment]  # jur_<code>
    code: AreaCode
    name: str
    level: Tier
    parent: AreaCode | None = None
    valid_from: Day
    valid_to: Day | None = None
    synthetic: bool = False

    class Settings:
        name = "jurisdictions"
        indexes: ClassVar = [
            IndexModel([("code", ASCENDING)], name="code", unique=True),
            IndexModel([("parent", ASCENDING), ("_id", ASCENDING)], name="below"),
        ]


async def area_chain(code: str, session: AsyncClientSession | None = None) -> list[JurisdictionDocument]:
    """The areas from the county (or its city, for what lies in one) down to `code`; empty when the code is unknown."""
    codes = [code[:length] for length in (6, 9, 12) if length <= len(code)]
    collection = JurisdictionDocument.get_pymongo_collection()
    rows = {row["code"]: row async for row in collection.find({"code": {"$in": codes}}, session=session)}
    if code not in rows:
        return []
    above = rows[codes[0]].get("parent")
    city = await collection.find_one({"code": above}, session=session) if above else None
    return [JurisdictionDocument.model_validate(row) for row in (city, *(rows[each] for each in codes)) if row]
