"""Which records an official may know of: a filter that every query and every act carries."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from authorization.official import Official, viewer_class
from authorization.paper import known_kinds
from authorization.sight import Group, Sight, knows_before_order, sight
from casework.evidence import EvidenceKind
from casework.office import Role, Tier

Filter = dict[str, Any]

NOBODY: Filter = {"_id": {"$in": []}}

_CITY_DIGITS, _COUNTY_DIGITS = 4, 6
_BY_ASSIGNMENT = frozenset({Role.LETTERS_OFFICE, Role.ANSWERING_DEPARTMENT, Role.EDUCATION, Role.BANK})
_NOT_BY_AREA = _BY_ASSIGNMENT | {Role.CITY_PLATFORM, Role.SYSTEM_ADMIN}


class Kind(StrEnum):
    """The kinds of records that queries and acts reach, by their collection."""

    JURISDICTION = "jurisdictions"
    HOUSEHOLD = "households"
    APPLICATION = "applications"
    MANDATE = "mandates"
    SUPERVISION = "supervision"
    EVIDENCE = "evidence"
    JOURNAL = "journal"
    OFFICIAL = "officials"
    CALENDAR = "calendars"
    IDENTIFIER_ALARM = "identifierAlarms"
    READ_LOG = "readLog"


class Reach(StrEnum):
    """By what an official knows of cases; each published list has an index for each of the first three."""

    AREA = "AREA"
    ORIGIN = "ORIGIN"
    ASSIGNMENT = "ASSIGNMENT"
    NOTHING = "NOTHING"


def reach(official: Official) -> Reach:
    """By his area, by the platform's own rows, by what is assigned to his organ, or by nothing."""
    if knows_by_area(official):
        return Reach.AREA
    if Role.CITY_PLATFORM in official.roles:
        return Reach.ORIGIN
    return Reach.ASSIGNMENT if official.roles & _BY_ASSIGNMENT else Reach.NOTHING


def in_both(own: str, asked: str) -> Filter:
    """The rows of two areas at once, found by the inner one's index; none when no area lies in both.

    A row's `areas` are one chain of codes (GB/T 2260, 10114); whether the outer one is in it is looked at all the same.
    """
    outer, inner = sorted((own, asked), key=_depth)
    if inner == outer:
        return {"areas": own}
    if _depth(outer) > _CITY_DIGITS and not inner.startswith(outer):
        return NOBODY
    return {"areas": inner, "$expr": {"$in": [outer, "$areas"]}}


def _depth(code: str) -> int:
    """How many digits of a code tell its area; a city's last two are noughts."""
    return _CITY_DIGITS if len(code) == _COUNTY_DIGITS and code.endswith("00") else len(code)


def knows_by_area(official: Official) -> bool:
    """Whether the official may know of every case in his area, and not only of those assigned to his organ."""
    return any(role not in _NOT_BY_AREA for role in official.roles)


def _cases(official: Official) -> Filter:
    match reach(official):
        case Reach.AREA:
            return {"areas": official.area}
        case Reach.ORIGIN:
            return {"areas": official.area, "externalReference.system": official.id}
        case Reach.ASSIGNMENT:  # all sit at the county; an index cannot hold two arrays, `areas` and `sharedWith`
            return {"county": official.area, "sharedWith": official.organ.value}
    return NOBODY


def compared(official: Official) -> Filter:
    """The cases that a comparison of townships counts: none for a village, a machine or whoever is assigned cases."""
    return _cases(official) if knows_by_area(official) and official.tier is not Tier.VILLAGE else NOBODY


def own_codes(official: Official) -> str | Filter:
    """The official's own area by its code; for city and county every area below it too (GB/T 2260, 10114)."""
    if official.tier in (Tier.TOWNSHIP, Tier.VILLAGE):
        return official.area
    prefix = official.area[:4] if official.tier is Tier.CITY else official.area
    return {"$gte": prefix, "$lt": str(int(prefix) + 1)}


def own_posts(official: Official) -> Filter:
    """The posts in his own area; for city and county in every area below it too, of which each post keeps the codes."""
    return {"area" if official.tier in (Tier.TOWNSHIP, Tier.VILLAGE) else "areas": official.area}


def _officials(official: Official) -> Filter:
    """Colleagues of one's own area; the register itself is no concern of machines and of those assigned cases."""
    if not knows_by_area(official):
        return NOBODY
    return {f"posts.{name}": code for name, code in own_posts(official).items()}


def _mandates(official: Official) -> Filter:
    """A published mandate is announced to all of its area; before, its county, its township and its city know of it."""
    if not official.roles - {Role.SYSTEM_ADMIN}:
        return NOBODY
    if official.tier is Tier.VILLAGE:
        return {"areas": official.area[:9], "announced": True}
    if knows_by_area(official):
        return {"areas": official.area}
    return {"areas": official.area, "announced": True}


def _supervision(official: Official) -> Filter:
    """A record is disclosed to its township when a rectification is ordered (access.md, Existence leaks)."""
    if not knows_by_area(official) or official.tier is Tier.VILLAGE:
        return NOBODY
    known = {} if knows_before_order(viewer_class(official)) else {"disclosed": True}
    return {"areas": official.area, **known}


def _evidence(official: Official) -> Filter:
    """The papers of the cases that he may know of, without the kinds that are hidden from him."""
    cases, kinds = _cases(official), known_kinds(viewer_class(official))
    return cases if cases == NOBODY or len(kinds) == len(EvidenceKind) else {**cases, "kind": {"$in": kinds}}


def _journal(official: Official) -> Filter:
    readers = {Role.TOWNSHIP_LEADER, Role.COUNTY_SUPERVISOR, Role.AUDITOR}
    return {"areas": official.area} if official.roles & readers else NOBODY


def _calendars(official: Official) -> Filter:
    """A county's calendar is no secret within it; its city knows those of all its counties."""
    if not official.roles - {Role.SYSTEM_ADMIN}:
        return NOBODY
    return {"areas": official.area if official.tier is Tier.CITY else official.area[:6]}


def _read_log(official: Official) -> Filter:
    return {"areas": official.area} if Role.AUDITOR in official.roles else NOBODY


def _jurisdictions(official: Official) -> Filter:
    """Every area, for whoever has areas clear: an id carries its area's code, so it is not told to others."""
    return {} if sight(viewer_class(official), Group.CASE) is Sight.CLEAR else NOBODY


def _alarms(official: Official) -> Filter:
    """Unusual use of identifiers is for the county's supervisor and its auditor."""
    return {"areas": official.area} if official.roles & {Role.COUNTY_SUPERVISOR, Role.AUDITOR} else NOBODY


_SCOPES: dict[Kind, Callable[[Official], Filter]] = {
    Kind.JURISDICTION: _jurisdictions,
    Kind.HOUSEHOLD: _cases,
    Kind.APPLICATION: _cases,
    Kind.MANDATE: _mandates,
    Kind.SUPERVISION: _supervision,
    Kind.EVIDENCE: _evidence,
    Kind.JOURNAL: _journal,
    Kind.OFFICIAL: _officials,
    Kind.CALENDAR: _calendars,
    Kind.IDENTIFIER_ALARM: _alarms,
    Kind.READ_LOG: _read_log,
}


def scope(official: Official, kind: Kind) -> Filter:
    """The MongoDB filter of what this official may know of; a record without an area is nobody's."""
    return _SCOPES[kind](official)
