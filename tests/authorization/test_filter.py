"""Which records each kind of official may know of, written out whole: the filter of every kind by every role."""

from typing import Any

import pytest

from authorization.official import Official, viewer_class
from authorization.paper import known_kinds
from authorization.scope import NOBODY, Kind, compared, in_both, knows_by_area, own_codes, reach, scope
from authorization.sight import knows_before_order
from casework.evidence import EvidenceKind
from casework.office import ROLE_SEATS, Organ, Role, Tier, default_organ

AREAS = {Tier.CITY: "511500", Tier.COUNTY: "511526", Tier.TOWNSHIP: "511526101", Tier.VILLAGE: "511526101201"}
COLUMNS = (
    "jurisdictions",
    "households",
    "applications",
    "mandates",
    "supervision",
    "journal",
    "officials",
    "calendars",
    "identifierAlarms",
    "readLog",
)

CODES: dict[Tier, Any] = {
    Tier.CITY: {"$gte": "5115", "$lt": "5116"},
    Tier.COUNTY: {"$gte": "511526", "$lt": "511527"},
    Tier.TOWNSHIP: "511526101",
    Tier.VILLAGE: "511526101201",
}

# One row a role, the columns as above, and last what a comparison of townships counts. E everything, A of his area,
# S of his county and shared with his organ, P of his area and brought by that platform, N announced in his area,
# T announced in his village's township, D disclosed in his area, C of a post in his area, K of his county, - nothing.
TABLE = """
VILLAGE_ASSISTANT      E AA T - - C K - -  -
TOWNSHIP_WINDOW        E AA A D - C K - -  A
TOWNSHIP_INVESTIGATOR  E AA A D - C K - -  A
TOWNSHIP_REVIEWER      E AA A D - C K - -  A
TOWNSHIP_LEADER        E AA A D A C K - -  A
TOWNSHIP_CASHIER       E AA A D - C K - -  A
COUNTY_CHECK           E AA A D - C K - -  A
COUNTY_APPROVER        E AA A A - C K - -  A
COUNTY_SUPERVISOR      E AA A A A C K A -  A
COUNTY_FINANCE         E AA A D - C K - -  A
AUDITOR                E AA A A A C K A A  A
LETTERS_OFFICE         E SS N - - - K - -  -
ANSWERING_DEPARTMENT   E SS N - - - K - -  -
EDUCATION              E SS N - - - K - -  -
BANK                   E SS N - - - K - -  -
CITY_OVERSEER          E AA A A - C K - -  A
CITY_PLATFORM          E PP N - - - K - -  -
SYSTEM_ADMIN           - -- - - - - - - -  -
"""
ROWS = [(Role(line.split()[0]), "".join(line.split()[1:])) for line in TABLE.strip().splitlines()]


def official(*roles: Role, tier: Tier | None = None, organ: Organ | None = None) -> Official:
    """An official of these roles at the seat of the first, or at another."""
    seat = tier or ROLE_SEATS[roles[0]][0]
    return Official("off_1", "测试", seat, organ or default_organ(roles[0]), frozenset(roles), AREAS[seat])


def written(who: Official) -> dict[str, Any]:
    """What each letter of the table says of an official."""
    area: dict[str, Any] = {"areas": who.area}
    return {
        "E": {},
        "A": area,
        "S": {"county": who.area, "sharedWith": who.organ.value},
        "P": {**area, "externalReference.system": "off_1"},
        "N": {**area, "announced": True},
        "T": {"areas": "511526101", "announced": True},
        "D": {**area, "disclosed": True},
        "C": {"posts.areas" if who.tier in (Tier.CITY, Tier.COUNTY) else "posts.area": who.area},
        "K": {"areas": who.area[:6]},
        "-": {"_id": {"$in": []}},
    }


def filters(who: Official) -> list[Any]:
    return [*(scope(who, Kind(name)) for name in COLUMNS), compared(who)]


def test_every_role_and_kind_is_in_the_table() -> None:
    assert [role for role, _ in ROWS] == list(Role)
    assert {*COLUMNS, "evidence"} == set(Kind)


@pytest.mark.parametrize(("role", "row"), ROWS)
def test_an_official_may_know_of_what_the_table_says(role: Role, row: str) -> None:
    who = official(role)
    assert filters(who) == [written(who)[letter] for letter in row]


@pytest.mark.parametrize(("role", "row"), ROWS)
def test_papers_are_those_of_the_cases_and_of_the_kinds_that_are_known(role: Role, row: str) -> None:
    who = official(role)
    cases = written(who)[row[COLUMNS.index("applications")]]
    known = known_kinds(viewer_class(who))
    kinds = [] if role is Role.SYSTEM_ADMIN or known == list(EvidenceKind) else [{"kind": {"$in": known}}]
    assert scope(who, Kind.EVIDENCE) == {name: value for part in (cases, *kinds) for name, value in part.items()}


@pytest.mark.parametrize(
    ("roles", "like"),
    [
        ((Role.COUNTY_SUPERVISOR, Role.SYSTEM_ADMIN), Role.COUNTY_SUPERVISOR),
        ((Role.LETTERS_OFFICE, Role.SYSTEM_ADMIN), Role.LETTERS_OFFICE),
        ((Role.CITY_PLATFORM, Role.CITY_OVERSEER), Role.CITY_OVERSEER),
        ((Role.CITY_PLATFORM, Role.BANK), Role.CITY_PLATFORM),
        ((Role.BANK, Role.COUNTY_FINANCE), Role.COUNTY_FINANCE),
        ((Role.BANK, Role.AUDITOR), Role.AUDITOR),
        ((Role.COUNTY_FINANCE, Role.AUDITOR), Role.AUDITOR),
    ],
)
def test_of_several_roles_the_widest_counts(roles: tuple[Role, ...], like: Role) -> None:
    seat = ROLE_SEATS[like][0]
    one = official(like)
    assert filters(official(*roles, tier=seat, organ=one.organ)) == filters(one)


def test_whoever_has_no_role_knows_of_nothing() -> None:
    nobody = Official("off_1", "测试", Tier.COUNTY, Organ.CIVIL_AFFAIRS, frozenset(), "511526")
    assert [scope(nobody, kind) for kind in Kind] == [NOBODY] * len(Kind)
    assert compared(nobody) == NOBODY


@pytest.mark.parametrize("tier", Tier)
def test_the_codes_of_an_area_are_its_own_and_those_below(tier: Tier) -> None:
    assert own_codes(official(Role.AUDITOR, tier=tier)) == CODES[tier]


def test_cases_are_known_by_area_to_all_but_those_assigned_them_and_machines() -> None:
    unlike = ["LETTERS_OFFICE", "ANSWERING_DEPARTMENT", "EDUCATION", "BANK", "CITY_PLATFORM", "SYSTEM_ADMIN"]
    assert [role for role in Role if not knows_by_area(official(role))] == unlike


def test_findings_are_known_before_the_order_to_these_alone() -> None:
    known = ["COUNTY_APPROVER", "COUNTY_SUPERVISOR", "AUDITOR", "CITY_OVERSEER"]
    assert [role for role in Role if knows_before_order(viewer_class(official(role)))] == known


def test_cases_are_reached_by_area_by_origin_by_assignment_or_not_at_all() -> None:
    ways = {"A": "AREA", "P": "ORIGIN", "S": "ASSIGNMENT", "-": "NOTHING"}
    assert [reach(official(role)).value for role, _ in ROWS] == [ways[row[1]] for _, row in ROWS]


def test_an_area_is_the_same_however_its_code_came() -> None:
    assert in_both("511526101", str(511526101)) == {"areas": "511526101"}
