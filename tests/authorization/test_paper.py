"""Every kind of paper belongs to a group, and the whole table of who opens what is written out."""

import pytest

from authorization.official import Official, ViewerClass
from authorization.paper import PAPER_GROUPS, Opening, known_kinds, opening
from authorization.scope import NOBODY, Kind, scope
from casework.evidence import EvidenceKind
from casework.office import ROLE_SEATS, Role, default_organ

# One row a role; O opens, P opens for a purpose, K knows of it, - does not. The columns are the kinds in file order.
TABLE = """
VILLAGE_ASSISTANT      KKK -- - -- K --- O O - O -
TOWNSHIP_WINDOW        PPP KK K OO P --- O O - O O
TOWNSHIP_INVESTIGATOR  PPP OO - OO P OOO O O O O O
TOWNSHIP_REVIEWER      PPP OO K OO P OOO O O O O O
TOWNSHIP_LEADER        PPP OO K OO P OOO O O O O O
TOWNSHIP_CASHIER       KKK -- P -- K --- O K - K -
COUNTY_CHECK           PPP OO K KK P --- O K - K K
COUNTY_APPROVER        PPP OO K OO P OOO O O O O O
COUNTY_SUPERVISOR      KKK OO K OO K OOO O O O O O
COUNTY_FINANCE         KKK -- P -- K --- K - - - -
AUDITOR                KKK KK K KK K KKK K K K K K
LETTERS_OFFICE         --- -- - -- - --- K K - K -
ANSWERING_DEPARTMENT   PPP -- - -- P --- O - - - -
EDUCATION              KKK -- - -- K --- O K - K -
BANK                   KKK -- O -- K --- O - - - -
CITY_OVERSEER          KKK KK - KK K --- K K - K K
CITY_PLATFORM          KKK KK K KK K --- O O - O K
SYSTEM_ADMIN           --- -- - -- - --- - - - - -
"""
LETTERS = {Opening.FREELY: "O", Opening.FOR_A_PURPOSE: "P", Opening.NEVER: "K"}
ROWS = [(Role(line.split()[0]), "".join(line.split()[1:])) for line in TABLE.strip().splitlines()]


def viewer(role: Role) -> ViewerClass:
    return ViewerClass(ROLE_SEATS[role][0], default_organ(role), frozenset({role}))


def test_every_kind_has_its_group() -> None:
    assert list(PAPER_GROUPS) == list(EvidenceKind)


@pytest.mark.parametrize(("role", "row"), ROWS)
def test_who_opens_what(role: Role, row: str) -> None:
    known = known_kinds(viewer(role))
    told = [LETTERS[opening(viewer(role), kind)] if kind in known else "-" for kind in EvidenceKind]
    assert "".join(told) == row


def test_the_table_has_every_role() -> None:
    assert [role for role, _ in ROWS] == list(Role)


def official(role: Role, area: str) -> Official:
    return Official("off_1", "测试", ROLE_SEATS[role][0], default_organ(role), frozenset({role}), area)


def test_the_scope_leaves_out_the_kinds_that_are_hidden() -> None:
    found = scope(official(Role.VILLAGE_ASSISTANT, "511526101201"), Kind.EVIDENCE)
    assert found["areas"] == "511526101201"
    assert EvidenceKind.DIAGNOSIS not in found["kind"]["$in"]
    assert EvidenceKind.IDENTITY_CARD in found["kind"]["$in"]


def test_nobodys_papers_are_nobodys() -> None:
    assert scope(official(Role.SYSTEM_ADMIN, "511526"), Kind.EVIDENCE) == NOBODY
