"""The county of the demonstration (珙县) as data: its areas, and when its plan entrusts which township."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from casework.mandate import MandateItem
from casework.matter import Matter

GONGXIAN = Path(__file__).with_name("county_511526.json")


@dataclass(frozen=True, slots=True)
class Area:
    """A division code with its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class MandateDays:
    """When the mandates that begin on one day were drafted, signed by either party, and published."""

    drafted: date
    signed_by_bureau: date
    signed_by_township: date
    published: date


@dataclass(frozen=True, slots=True)
class County:
    """One county with its city, its townships, and the plan of its entrustment; standards are yuan a head and month."""

    city: Area
    county: Area
    valid_from: str
    townships: tuple[Area, ...]
    entrusted_from: dict[str, date]
    entrusted: tuple[MandateItem, ...]
    mandate_days: dict[date, MandateDays]
    standards: dict[Matter, Decimal]


def read_county(path: Path = GONGXIAN) -> County:
    """Read a county from its data file."""
    said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return County(
        city=Area(**said["city"]),
        county=Area(**said["county"]),
        valid_from=said["validFrom"],
        townships=tuple(Area(each["code"], each["name"]) for each in said["townships"]),
        entrusted_from={each["code"]: date.fromisoformat(each["entrustedFrom"]) for each in said["townships"]},
        entrusted=tuple(_item(each) for each in said["entrusted"]),
        mandate_days={date.fromisoformat(each["from"]): _days(each) for each in said["mandateDays"]},
        standards={Matter(name): Decimal(said["standards"][name]) for name in ("URBAN_DIBAO", "RURAL_DIBAO")},
    )


def _item(said: dict[str, str | None]) -> MandateItem:
    return MandateItem(Matter(str(said["matter"])), Decimal(said["cap"]) if said["cap"] else None)


def _days(said: dict[str, str]) -> MandateDays:
    names = ("drafted", "signedByBureau", "signedByTownship", "published")
    return MandateDays(*(date.fromisoformat(said[name]) for name in names))
