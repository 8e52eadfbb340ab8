"""What the read log names: fields that are sensitive, to whom they are clear, and nothing that a mask leaves."""

import pytest

from authorization.mask import Mask
from authorization.official import ViewerClass
from authorization.sight import Group
from authorization.visibility import Visible
from casework.office import Role
from schema.answering import COMPILER
from schema.matrix import class_of

SENSITIVE = {
    "BIRTH_SEX",
    "IDENTITY_NUMBER",
    "BANK_ACCOUNT",
    "HEALTH",
    "INCOME_PROPERTY",
    "CHECK_ANSWER",
    "KIN_DECLARATION",
    "SURVEY_TEXT",
    "COMPLAINANT",
}


@pytest.mark.parametrize("group", Group)
def test_a_group_is_sensitive_or_not(group: Group) -> None:
    assert Visible(group).sensitive is (group in SENSITIVE)
    assert Visible(group, personal=True).sensitive
    assert not Visible(group, Mask.STORED, always_masked=True, personal=True).sensitive


def test_it_is_logged_for_whoever_has_the_group_clear_and_for_nobody_else() -> None:
    clear, masked, hidden = (class_of(role) for role in (Role.TOWNSHIP_WINDOW, Role.AUDITOR, Role.COUNTY_FINANCE))
    for visible in (Visible(Group.HEALTH, Mask.TEXT), Visible(Group.HEALTH, coarse=True)):
        assert [visible.is_logged(viewer) for viewer in (clear, masked, hidden)] == [True, False, False]
    both = ViewerClass(masked.tier, masked.organ, masked.roles | clear.roles)
    assert Visible(Group.HEALTH, Mask.TEXT).is_logged(both)
    assert not Visible(Group.ADDRESS).is_logged(clear)


def test_the_fields_that_are_logged() -> None:
    types = COMPILER.catalogue.table.types
    found = {f"{name}.{rule.name}" for name, rules in types.items() for rule in rules if rule.visible.sensitive}
    member = {"name", "relation", "sex", "birthDay", "birthYear", "hasHealthCondition", "disability", "illness"}
    member |= {"monthlyIncome", "incomeBand", "fullTimeStudent"}
    application = {"statement", "cause", "causeOn", "nearRelative", "nearRelativeNote", "countyVisit"}
    proposed = {"statement", "cause", "causeOn", "nearRelative", "nearRelativeNote"}
    survey = {"monthlyIncome", "incomeBand", "property", "health", "text"}
    assert found == {
        *(f"Member.{name}" for name in member),
        *(f"Application.{name}" for name in application),
        *(f"ProposedChange.{name}" for name in proposed),
        *(f"Survey.{name}" for name in survey),
        *(f"Decision.{name}" for name in ("reason", "article", "text", "lateReason")),
        *(f"Objection.{name}" for name in ("text", "answer")),
        *(f"Corrections.{name}" for name in ("items", "text")),
        "Extension.text",
        "Household.propertyNote",
        "Opinion.text",
        "CountyVisit.text",
    }
