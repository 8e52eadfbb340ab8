"""The areas of the demonstration: real down to the townships, with villages that are generated and say so."""

from dataclasses import dataclass

from casework.household import HouseholdKind
from casework.office import Tier
from documents.jurisdiction import JurisdictionDocument
from seed.chance import Chance
from seed.county import Area, County

_FIRST = ("永", "和", "兴", "新", "双", "长", "金", "石", "清", "福", "安", "龙")
_SECOND = ("宁", "顺", "隆", "民", "河", "坪", "竹", "桥", "泉", "田", "乐", "林")
_FEWEST, _MOST = 3, 6


@dataclass(frozen=True, slots=True)
class Village:
    """A village or urban community in its township, with all the areas that it lies in."""

    code: str
    name: str
    township: Area
    kind: HouseholdKind
    areas: tuple[str, ...]
    full_name: str


def villages_of(county: County, chance: Chance) -> list[Village]:
    """Three to six villages for each township; the first is an urban community (居委会 codes begin with 0)."""
    return [
        _village(county, township, place, name)
        for township in county.townships
        for place, name in enumerate(_names(chance))
    ]


def _names(chance: Chance) -> list[str]:
    names: dict[str, None] = {}
    wanted = chance.between(_FEWEST, _MOST)
    while len(names) < wanted:
        names[chance.one_of(_FIRST) + chance.one_of(_SECOND)] = None
    return list(names)


def _village(county: County, township: Area, place: int, name: str) -> Village:
    code = f"{township.code}{200 + place if place else 1:03d}"
    full = f"{name}{'村' if place else '社区'}"
    return Village(
        code=code,
        name=full,
        township=township,
        kind=HouseholdKind.RURAL if place else HouseholdKind.URBAN,
        areas=(county.city.code, county.county.code, township.code, code),
        full_name=f"{county.county.name}{township.name}{full}",
    )


def jurisdictions(county: County, villages: list[Village]) -> list[JurisdictionDocument]:
    """Every area as the register keeps it."""
    real = [(county.city, Tier.CITY, None), (county.county, Tier.COUNTY, county.city.code)]
    real += [(township, Tier.TOWNSHIP, county.county.code) for township in county.townships]
    documents = [_jurisdiction(area.code, area.name, tier, parent, county) for area, tier, parent in real]
    for village in villages:
        documents.append(_jurisdiction(village.code, village.name, Tier.VILLAGE, village.township.code, county))
        documents[-1].synthetic = True
    return documents


def _jurisdiction(code: str, name: str, tier: Tier, parent: str | None, county: County) -> JurisdictionDocument:
    return JurisdictionDocument(
        id=f"jur_{code}", code=code, name=name, level=tier, parent=parent, valid_from=county.valid_from
    )
