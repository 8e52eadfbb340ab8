"""A heap of synthetic records in a database of its own, made by mongod itself: only what lists filter and sort by."""

from typing import Any

from beanie import Document
from pymongo.database import Database

from casework.evidence import EvidenceKind, EvidenceState
from casework.mandate import MandateState
from casework.matter import Matter, State
from casework.office import Organ, Role
from casework.supervision import SupervisionState
from documents.application import ApplicationDocument
from documents.evidence import EvidenceDocument
from documents.household import HouseholdDocument
from documents.identifier_use import IdentifierAlarmDocument
from documents.journal import JournalDocument
from documents.jurisdiction import JurisdictionDocument
from documents.mandate import MandateDocument
from documents.official import OfficialDocument
from documents.read_log import ReadLogDocument
from documents.supervision import SupervisionDocument
from tests.api import CITY, COUNTY, GONGQUAN, VILLAGES, XUNCHANG

BIG, NUMBER, PLATFORM = "app_big", "number 1", "off_platform"
DAYS = [f"2020-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 9, 17)]
_BLOCK = 1000
_NEXT_COUNTY, _NEXT_TOWNSHIP = "511525", "511525100"
Row = dict[str, Any]


def digit(below: int, radix: int) -> Row:
    """A digit of the row's number `n`: independent of all digits whose `below` differs by their radix."""
    return {"$mod": [{"$floor": {"$divide": ["$n", below]}}, radix]}


def one_of(values: list[Any], below: int) -> Row:
    return {"$arrayElemAt": [values, {"$toInt": digit(below, len(values))}]}


def named(prefix: str) -> Row:
    """Ids that sort like `n`."""
    return {"$concat": [prefix, {"$substrCP": [{"$toString": {"$add": [100_000_000, "$n"]}}, 1, 8]}]}


def _by_place(village: Any, township: Any, other: Any, away: Any) -> Row:
    """A tenth lies in the next county; of the rest half in one township, and half of that in one village."""
    return {
        "$switch": {
            "branches": [
                {"case": {"$eq": [digit(1, 10), 0]}, "then": away},
                {"case": {"$eq": [digit(10, 4), 0]}, "then": village},
                {"case": {"$eq": [digit(10, 4), 1]}, "then": township},
            ],
            "default": other,
        }
    }


AREAS = _by_place(
    [CITY, COUNTY, XUNCHANG, VILLAGES[XUNCHANG]],
    [CITY, COUNTY, XUNCHANG, "511526101299"],
    [CITY, COUNTY, GONGQUAN, VILLAGES[GONGQUAN]],
    [CITY, _NEXT_COUNTY, _NEXT_TOWNSHIP, "511525100299"],
)
TOWNSHIP = _by_place(XUNCHANG, XUNCHANG, GONGQUAN, _NEXT_TOWNSHIP)
ORGANS = [each.value for each in Organ if each is not Organ.CIVIL_AFFAIRS]
PLACED: Row = {
    "areas": AREAS,
    "county": _by_place(COUNTY, COUNTY, COUNTY, _NEXT_COUNTY),
    "sharedWith": {"$cond": [{"$eq": [digit(40, 5), 0]}, ORGANS, []]},
    "externalReference": {
        "$cond": [{"$eq": [digit(40, 5), 1]}, {"system": PLATFORM, "reference": named("r")}, None],
    },
}
_KINDS = [each.value for each in EvidenceKind]
_POST: Row = {"validFrom": "2020-01-01", "validTo": None}


def _post(area: str, role: Role) -> Row:
    chain = list(dict.fromkeys([f"{area[:4]}00", area[:6], area[:9], area]))
    return {**_POST, "area": area, "areas": chain, "role": role.value}


HEAP: dict[type[Document], Row] = {
    ApplicationDocument: {
        **PLACED,
        "_id": {"$cond": [{"$eq": ["$n", 1]}, BIG, named("app_")]},
        "number": {"$cond": [{"$eq": ["$n", 1]}, NUMBER, named("number ")]},
        "state": one_of([each.value for each in State], 200),
        "matter": one_of([each.value for each in Matter], 3000),
        "ended": {"$eq": [digit(100, 2), 0]},
        "dueOn": {"$cond": [{"$eq": [digit(7, 4), 0]}, None, one_of(DAYS, 3)]},
        "dueState": {"$cond": [{"$eq": [digit(7, 4), 0]}, "UNKNOWN_CALENDAR", "DATED"]},
        "householdId": named("hh_"),
        "acceptedOn": "2020-06-01",
        "decidedOn": None,
    },
    HouseholdDocument: {**PLACED, "_id": named("hh_")},
    MandateDocument: {
        "_id": named("mdt_"),
        "areas": {"$slice": [AREAS, 3]},
        "township": TOWNSHIP,
        "number": named("m"),
        "version": {"$literal": 1},
        "state": one_of([each.value for each in MandateState], 40),
        "announced": {"$eq": [digit(400, 2), 0]},
    },
    SupervisionDocument: {
        **PLACED,
        "_id": named("sup_"),
        "state": one_of([each.value for each in SupervisionState], 40),
        "disclosed": {"$eq": [digit(400, 2), 0]},
        "subject": named("app_"),
    },
    EvidenceDocument: {
        "_id": named("evd_"),
        "areas": [CITY, COUNTY, XUNCHANG, VILLAGES[XUNCHANG]],
        "county": COUNTY,
        "sharedWith": ORGANS,
        "externalReference": {"system": PLATFORM},
        "caseId": {"$cond": [{"$eq": [digit(1, 2), 0]}, named("app_"), BIG]},
        "kind": one_of(_KINDS, 2),
        "state": one_of([each.value for each in EvidenceState], 2 * len(_KINDS)),
    },
    JournalDocument: {
        "_id": named("jrn_"),
        "areas": [CITY, COUNTY, XUNCHANG, VILLAGES[XUNCHANG]],
        "caseId": {"$cond": [{"$eq": [digit(1, 2), 0]}, named("app_"), BIG]},
        "seq": "$n",
    },
    IdentifierAlarmDocument: {
        "_id": named("alm_"),
        "areas": [CITY, COUNTY, XUNCHANG],
        "officialId": named("off_"),
        "day": "2020-06-01",
        "reason": "MANY_USES",
    },
    ReadLogDocument: {
        "_id": named("rdl_"),
        "areas": {"$cond": [{"$eq": [digit(1, 10), 0]}, [CITY, _NEXT_COUNTY], [CITY, COUNTY, XUNCHANG]]},
        "recordIds": [named("app_"), {"$cond": [{"$eq": [digit(100, 2), 0]}, BIG, named("hh_")]}],
        "officialId": one_of(["off_AUDITOR", "off_other"], 200),
    },
    JurisdictionDocument: {
        "_id": named("jur_"),
        "code": named(""),
        "parent": one_of([XUNCHANG, GONGQUAN], 1),
    },
    OfficialDocument: {
        "_id": named("off_"),
        "subject": named("s"),
        "posts": [
            one_of(
                [
                    _post(area, role)
                    for area, role in (
                        (VILLAGES[XUNCHANG], Role.VILLAGE_ASSISTANT),
                        (XUNCHANG, Role.TOWNSHIP_LEADER),
                        (XUNCHANG, Role.TOWNSHIP_INVESTIGATOR),
                        (COUNTY, Role.COUNTY_APPROVER),
                        (CITY, Role.CITY_OVERSEER),
                        (_NEXT_TOWNSHIP, Role.TOWNSHIP_LEADER),
                    )
                ],
                1,
            )
        ],
    },
}


def heap(database: Database[Row], size: int) -> None:
    """Fill every listed collection with `size` records, then build the indexes that its document declares."""
    for document, fields in HEAP.items():
        name: str = document.Settings.name
        database.aggregate(
            [
                {"$documents": {"$map": {"input": {"$range": [0, size, _BLOCK]}, "as": "b", "in": {"b": "$$b"}}}},
                {"$set": {"n": {"$range": ["$b", {"$add": ["$b", _BLOCK]}]}}},
                {"$unwind": "$n"},
                {"$project": fields},
                {"$out": name},
            ]
        )
        database[name].create_indexes(document.Settings.indexes)
