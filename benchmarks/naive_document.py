"""The rows as Beanie documents of the naive peer, with only what its schema shows."""

from decimal import Decimal
from typing import Annotated, Any

from beanie import Document
from bson.decimal128 import Decimal128
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel


def _decimal(value: Any) -> Any:
    return value.to_decimal() if isinstance(value, Decimal128) else value


Yuan = Annotated[Decimal, BeforeValidator(_decimal)]
_CONFIG = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="ignore")


class Part(BaseModel):
    model_config = _CONFIG


class Handler(Part):
    name: str


class Member(Part):
    member_id: str
    name: str
    relation: str
    sex: str
    birth_day: str
    identity_mask: str
    monthly_income: Yuan | None = None
    income_band: str | None = None

    @property
    def identity_number(self) -> str:
        return self.identity_mask


class Survey(Part):
    on: str
    visited_on: str
    investigators: list[Handler]
    family_signed: bool
    monthly_income: Yuan
    text: str


class Assessment(Part):
    on: str
    attendees: int
    in_favour: int


class Opinion(Part):
    on: str
    favourable: bool
    amount: Yuan | None
    text: str


class Notice(Part):
    notice_id: str
    posted_on: str
    last_day: str
    earliest_decision_on: str
    place: str


class Objection(Part):
    objection_id: str
    on: str
    open: bool
    text: str


class Decision(Part):
    on: str
    by: Handler
    favourable: bool
    amount: Yuan | None = None
    article: str | None = None
    deciding_organ: str
    handled_by: str
    mandate_cap: Yuan | None = None


class Household(Document):
    model_config = ConfigDict(**_CONFIG)
    id: str = Field(alias="_id")  # type: ignore[assignment]
    areas: list[str]
    head_name: str
    address: str
    phone: str | None = None
    members: list[Member]

    class Settings:
        name = "households"


class Evidence(Document):
    model_config = ConfigDict(**_CONFIG)
    id: str = Field(alias="_id")  # type: ignore[assignment]
    areas: list[str]
    case_id: str
    kind: str
    title: str
    state: str
    size: int
    media_type: str
    sha256: str
    stored_on: str | None = None
    requested_by: Handler

    class Settings:
        name = "evidence"


class Application(Document):
    model_config = ConfigDict(**_CONFIG)
    id: str = Field(alias="_id")  # type: ignore[assignment]
    areas: list[str]
    number: str
    matter: str
    state: str
    village: str | None = None
    household_id: str
    applicant_name: str
    statement: str
    requested_amount: Yuan | None = None
    filed_on: str
    filed_by: Handler
    accepted_on: str | None = None
    due_on: str | None = None
    surveys: list[Survey]
    assessments: list[Assessment]
    opinions: list[Opinion]
    notices: list[Notice]
    objections: list[Objection]
    decision: Decision | None = None

    class Settings:
        name = "applications"
