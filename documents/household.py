"""Families as they stand now, their earlier states, and the claim that a number makes on one household."""

from datetime import datetime
from typing import Any, ClassVar

from beanie import Document
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from pymongo import ASCENDING, DESCENDING, IndexModel

from casework.household import HouseholdKind, Relation
from casework.identity import Sex
from documents.reach import reached
from documents.record import Day, Part, RecordDocument, Sealed, Yuan

MAX_MEMBERS = 30


class MemberPart(Part):
    """One who counts in the household; the number and the account are sealed beside their masks."""

    member_id: str
    name: str = Field(max_length=50)
    relation: Relation
    birth_day: Day
    birth_year: int
    sex: Sex
    identity_sealed: Sealed
    identity_mask: str
    phone: str | None = Field(default=None, max_length=40)
    has_health_condition: bool = False
    disability: str | None = Field(default=None, max_length=100)
    illness: str | None = Field(default=None, max_length=100)
    monthly_income: Yuan | None = None
    income_band: str | None = None
    full_time_student: bool = False


class ExternalReferencePart(Part):
    """Which other system knows this record, and by which reference of its own."""

    system: str
    reference: str


class HouseholdDocument(RecordDocument):
    """The current state of a family (家庭); its earlier states are versions."""

    prefix: ClassVar[str] = "hh"

    head_name: str = Field(max_length=50)
    kind: HouseholdKind
    address: str = Field(max_length=200)
    address_village: str
    phone: str | None = Field(default=None, max_length=40)
    members: list[MemberPart] = Field(min_length=1, max_length=MAX_MEMBERS)
    bank_account_sealed: Sealed | None = None
    bank_account_mask: str | None = None
    property_note: str | None = Field(default=None, max_length=2000)
    version_id: str
    registered_on: Day
    external_reference: ExternalReferencePart | None = None
    synthetic: bool = False

    class Settings:
        name = "households"
        indexes: ClassVar = [
            *reached(),
            IndexModel(
                [("externalReference.system", ASCENDING), ("externalReference.reference", ASCENDING)],
                name="external",
                unique=True,
                partialFilterExpression={"externalReference.reference": {"$type": "string"}},
            ),
        ]


class HouseholdVersionDocument(Document):
    """The household as it stood: valid time and recorded time are kept apart (bitemporal)."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, arbitrary_types_allowed=True)
    id: str = Field(alias="_id")  # type: ignore[assignment]
    household_id: str
    county: str
    valid_from: Day
    valid_to: Day | None = None
    recorded_at: datetime
    superseded_at: datetime | None = None
    snapshot: dict[str, Any]

    class Settings:
        name = "householdVersions"
        indexes: ClassVar = [IndexModel([("householdId", ASCENDING), ("validFrom", DESCENDING)], name="household")]


class IdentityClaimDocument(Document):
    """The keyed hash of a number points to the one household that it counts in."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)
    id: str = Field(alias="_id")  # type: ignore[assignment]
    household_id: str
    member_id: str
    generation: int = 1  # of the key that hashed it

    class Settings:
        name = "identityClaims"
        indexes: ClassVar = [IndexModel([("generation", ASCENDING)], name="generation")]
