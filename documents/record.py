"""What every kept record has: an id of its kind, its areas, its revision, and the head of its journal."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from beanie import Document
from beanie.odm.utils.encoder import Encoder
from bson.binary import Binary
from bson.decimal128 import Decimal128
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf, PlainSerializer
from pydantic.alias_generators import to_camel
from ulid import ULID

SCHEMA_VERSION = 1
DATE_PATTERN = r"^\d{4}-\d{2}-\d{2}$"


def _decimal(value: Any) -> Any:
    return value.to_decimal() if isinstance(value, Decimal128) else value


Yuan = Annotated[Decimal, BeforeValidator(_decimal), Field(max_digits=12, decimal_places=2)]
Day = Annotated[str, Field(pattern=DATE_PATTERN)]  # a local day, Asia/Shanghai
Sealed = Annotated[InstanceOf[Binary], PlainSerializer(lambda value: value)]
AreaCode = Annotated[str, Field(pattern=r"^\d{6}(\d{3}(\d{3})?)?$")]

_CONFIG = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", validate_assignment=True)


class Part(BaseModel):
    """A part embedded in a record, stored under its GraphQL names."""

    model_config = _CONFIG


def new_id(kind: str) -> str:
    """A fresh id `<kind>_<ULID>`."""
    return f"{kind}_{ULID()}"


def utc_now() -> datetime:
    """The system's moment, to the millisecond that BSON keeps; never used for the case's days."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


class RecordDocument(Document):
    """A record under a scope: whoever may not know of its areas may not know of it."""

    model_config = ConfigDict(**_CONFIG, arbitrary_types_allowed=True)
    prefix: ClassVar[str]

    id: str = Field(alias="_id")  # type: ignore[assignment]  # Beanie's default is an ObjectId; ours are readable
    schema_version: int = SCHEMA_VERSION
    revision: int = 1
    fence: int = 0
    county: AreaCode
    township: AreaCode | None = None
    village: AreaCode | None = None
    areas: list[AreaCode]
    shared_with: list[str] = Field(default=[], max_length=20)
    journal_seq: int = 0
    journal_head: str = ""

    @property
    def journal_areas(self) -> list[str]:
        """Who may know of an act on the record, as it stands now: those who may know of the record."""
        return self.areas

    def stored(self) -> dict[str, Any]:
        """The record as MongoDB keeps it."""
        return stored(self)


def stored(model: BaseModel) -> dict[str, Any]:
    """A model as MongoDB keeps it: GraphQL names, Decimal128, nulls kept so that every path exists."""
    encoded: dict[str, Any] = Encoder(to_db=True, keep_nulls=True, exclude={"revision_id"}).encode(model)
    return encoded
