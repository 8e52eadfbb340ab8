"""Which records an official may know of: a filter that every query and every act carries."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from authorization.official import Official, viewer_class
from authorization.paper import known_kinds
from authorization.sight import knows_before_order
from casework.office import Role, Tier

Filter = dict[str, Any]

NOBODY: Filter = {"_id": {"$in": []}}

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
    READ_LOG = "readLog"


def knows_by_area(official: Official) -> bool:
    """Whether the official may know of every case in his area, and not only of those assigned to his organ."""
    return any(role not in _NOT_BY_AREA for role in official.roles)


def _cases(official: Official) -> Filter:
    if knows_by_area(official):
        return {"areas": official.area}
    if Role.CITY_PLATFORM in official.roles:
        return {"areas": official.area, "externalReference.system": official.id}
    if official.roles & _BY_ASSIGNMENT:
        return {"areas": official.area, "sharedWith": official.organ.value}
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


def _officials(official: Official) -> Filter:
    """Colleagues of one's own area; the register itself is no concern of machines and of those assigned cases."""
    return {"posts.area": own_codes(official)} if knows_by_area(official) else NOBODY


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
    return cases if cases == NOBODY else {**cases, "kind": {"$in": kinds}}


def _journal(official: Official) -> Filter:
    readers = {Role.TOWNSHIP_LEADER, Role.COUNTY_SUPERVISOR, Role.AUDITOR}
    return {"areas": official.area} if official.roles & readers else NOBODY


def _read_log(official: Official) -> Filter:
    return {"areas": official.area} if Role.AUDITOR in official.roles else NOBODY


def _everything(official: Official) -> Filter:
    return {} if official.roles else NOBODY


_SCOPES: dict[Kind, Callable[[Official], Filter]] = {
    Kind.JURISDICTION: _everything,
    Kind.HOUSEHOLD: _cases,
    Kind.APPLICATION: _cases,
    Kind.MANDATE: _mandates,
    Kind.SUPERVISION: _supervision,
    Kind.EVIDENCE: _evidence,
    Kind.JOURNAL: _journal,
    Kind.OFFICIAL: _officials,
    Kind.READ_LOG: _read_log,
}


def scope(official: Official, kind: Kind) -> Filter:
    """The MongoDB filter of what this official may know of; a record without an area is nobody's."""
    return _SCOPES[kind](official)
