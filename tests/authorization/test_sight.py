"""The table in the code is the table of docs/access.md, cell by cell."""

from pathlib import Path

import pytest

from authorization.official import ViewerClass
from authorization.sight import MATRIX, MATRIX_GROUPS, Group, Sight, may_reveal, role_sight, sight
from casework.office import ROLE_SEATS, Role, default_organ

SPECIFICATION = Path(__file__).parents[2] / "docs" / "access.md"


def specified() -> dict[tuple[Role, Group], str]:
    rows = [line.strip("|\n ").split("|") for line in SPECIFICATION.read_text().splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row] for row in rows]
    return {
        (Role(row[0].split()[0]), group): cell
        for row in cells
        if row[0].split()[0] in set(Role)
        for group, cell in zip(MATRIX_GROUPS, row[1:], strict=True)
    }


def viewer(*roles: Role) -> ViewerClass:
    return ViewerClass(ROLE_SEATS[roles[0]][0], default_organ(roles[0]), frozenset(roles))


def test_every_role_and_group_is_specified() -> None:
    assert specified().keys() == {(role, group) for role in Role for group in MATRIX_GROUPS}


@pytest.mark.parametrize("role", Role)
def test_a_role_has_each_group_as_specified(role: Role) -> None:
    letters = {group: cell.split()[0] for (each, group), cell in specified().items() if each is role}
    assert {group: MATRIX[role, group] for group in MATRIX_GROUPS} == letters


@pytest.mark.parametrize("role", Role)
def test_only_a_star_may_be_revealed(role: Role) -> None:
    starred = {group for (each, group), cell in specified().items() if each is role and "*" in cell}
    assert {group for group in Group if may_reveal(viewer(role), group)} == starred


def test_several_roles_have_the_widest_sight() -> None:
    window, investigator = Role.TOWNSHIP_WINDOW, Role.TOWNSHIP_INVESTIGATOR
    assert sight(viewer(window), Group.SURVEY_TEXT) is Sight.HIDDEN
    assert sight(viewer(window, investigator), Group.SURVEY_TEXT) is Sight.CLEAR
    assert sight(viewer(investigator), Group.BANK_ACCOUNT) is Sight.HIDDEN
    assert sight(viewer(window, investigator), Group.BANK_ACCOUNT) is Sight.MASKED


def test_whoever_has_no_role_sees_nothing() -> None:
    nobody = ViewerClass(ROLE_SEATS[Role.AUDITOR][0], default_organ(Role.AUDITOR), frozenset())
    assert {sight(nobody, group) for group in Group if group is not Group.STRUCTURE} == {Sight.HIDDEN}


def test_of_the_course_of_a_case_everybody_knows_but_who_keeps_the_machines() -> None:
    hidden = {role for role in Role if role_sight(role, Group.CASE) is not Sight.CLEAR}
    assert hidden == {Role.SYSTEM_ADMIN}
    assert role_sight(Role.SYSTEM_ADMIN, Group.CASE) is Sight.HIDDEN


def test_the_journal_has_three_readers() -> None:
    sights = {role: role_sight(role, Group.JOURNAL) for role in Role}
    readers = {Role.TOWNSHIP_LEADER, Role.COUNTY_SUPERVISOR, Role.AUDITOR}
    assert sights == {role: Sight.CLEAR if role in readers else Sight.HIDDEN for role in Role}


def test_the_frame_is_everybodys() -> None:
    assert {role_sight(role, Group.STRUCTURE) for role in Role} == {Sight.CLEAR}


def test_a_township_learns_of_findings_and_other_offices_as_the_matrix_says() -> None:
    clear = [role for role in Role if role_sight(role, Group.FINDING) is Sight.CLEAR]
    township = [role for role in Role if role.startswith("TOWNSHIP_")]
    before = [Role.COUNTY_APPROVER, Role.COUNTY_SUPERVISOR, Role.AUDITOR, Role.CITY_OVERSEER]
    assert clear == [*township, *before]
    assert {role_sight(role, Group.FINDING) for role in set(Role) - set(clear)} == {Sight.HIDDEN}


@pytest.mark.parametrize("group", MATRIX_GROUPS[:-1])
def test_a_cell_of_the_matrix_is_the_sight(group: Group) -> None:
    words = {"C": Sight.CLEAR, "M": Sight.MASKED, "H": Sight.HIDDEN}
    cells = {role: words[specified()[role, group][0]] for role in Role}
    assert {role: role_sight(role, group) for role in Role} == cells


def test_a_group_is_called_by_its_name() -> None:
    assert [group.value for group in Group] == [group.name for group in Group]
