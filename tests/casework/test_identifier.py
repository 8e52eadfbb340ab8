"""Purposes fit the posts: every pair of role and purpose."""

import pytest

from authorization.sight import Group, starred
from casework.identifier import PURPOSES, PurposeUnfit, check_purpose
from casework.office import Role
from casework.purpose import Purpose

P = Purpose
FIT = {
    **dict.fromkeys(
        (Role.TOWNSHIP_WINDOW, Role.TOWNSHIP_INVESTIGATOR, Role.TOWNSHIP_CASHIER, Role.COUNTY_FINANCE),
        frozenset({P.CASE_HANDLING, P.VERIFICATION}),
    ),
    **dict.fromkeys(
        (Role.TOWNSHIP_REVIEWER, Role.TOWNSHIP_LEADER, Role.COUNTY_APPROVER),
        frozenset({P.CASE_HANDLING, P.VERIFICATION, P.COMPLAINT_HANDLING}),
    ),
    **dict.fromkeys((Role.COUNTY_CHECK, Role.ANSWERING_DEPARTMENT), frozenset({P.VERIFICATION})),
    Role.AUDITOR: frozenset({P.SUPERVISION}),
}


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("role", Role)
def test_a_purpose_is_part_of_the_posts_duty_or_refused(role: Role, purpose: Purpose) -> None:
    if purpose in FIT.get(role, set()):
        check_purpose([role], purpose)
        return
    with pytest.raises(PurposeUnfit) as no:
        check_purpose([role], purpose)
    assert no.value.path == ("purpose",)


def test_every_role_with_a_star_has_a_purpose_and_no_other_role_has() -> None:
    assert PURPOSES.keys() == starred(Group.IDENTITY_NUMBER) | starred(Group.BANK_ACCOUNT)
