"""The roles that an official's posts give him at one seat on a day."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from authorization.official import Official, Post, ViewerClass, roles_held, viewer_class
from casework.office import Organ, Role, Tier

DAY = date(2020, 6, 1)
COUNTY = "511526"
AUDITOR = Post(Tier.COUNTY, Organ.AUDIT, Role.AUDITOR, COUNTY, date(2020, 1, 1), None)
CHECK = Post(Tier.COUNTY, Organ.CIVIL_AFFAIRS, Role.COUNTY_CHECK, COUNTY, date(2020, 1, 1), date(2020, 12, 31))
APPROVER = Post(Tier.COUNTY, Organ.CIVIL_AFFAIRS, Role.COUNTY_APPROVER, COUNTY, date(2020, 1, 1), None)
ASKING = Official("off_1", "甲", Tier.COUNTY, Organ.AUDIT, frozenset({Role.AUDITOR}), COUNTY)


def held(*posts: Post, area: str = COUNTY, organ: Organ | None = None, day: date = DAY) -> dict[Organ, set[Role]]:
    return roles_held(posts, Tier.COUNTY, area, organ, day)


def test_posts_at_one_seat_are_told_by_their_organs() -> None:
    both = {Organ.AUDIT: {Role.AUDITOR}, Organ.CIVIL_AFFAIRS: {Role.COUNTY_CHECK, Role.COUNTY_APPROVER}}
    assert held(AUDITOR, CHECK, APPROVER) == both
    assert held(AUDITOR, CHECK, organ=Organ.AUDIT) == {Organ.AUDIT: {Role.AUDITOR}}
    assert held(AUDITOR, CHECK, organ=Organ.FINANCE) == {}


def test_a_post_elsewhere_gives_nothing_and_hides_no_other() -> None:
    village = Post(Tier.VILLAGE, Organ.AUDIT, Role.AUDITOR, COUNTY, date(2020, 1, 1), None)
    there = Post(Tier.COUNTY, Organ.AUDIT, Role.AUDITOR, "511525", date(2020, 1, 1), None)
    assert held(village, there, CHECK) == {Organ.CIVIL_AFFAIRS: {Role.COUNTY_CHECK}}


@pytest.mark.parametrize(
    ("day", "roles"),
    [
        (date(2019, 12, 31), {}),
        (date(2020, 1, 1), {Organ.CIVIL_AFFAIRS: {Role.COUNTY_CHECK}}),
        (date(2020, 12, 31), {Organ.CIVIL_AFFAIRS: {Role.COUNTY_CHECK}}),
        (date(2021, 1, 1), {}),
    ],
)
def test_a_post_counts_from_its_first_day_to_its_last(day: date, roles: dict[Organ, set[Role]]) -> None:
    assert held(CHECK, day=day) == roles


def test_a_role_that_does_not_fit_its_seat_gives_nothing() -> None:
    misplaced = Post(Tier.COUNTY, Organ.FINANCE, Role.AUDITOR, COUNTY, date(2020, 1, 1), None)
    assert held(misplaced) == {}


def test_a_viewer_class_has_no_area_and_no_person() -> None:
    roles = frozenset({Role.AUDITOR})
    one = Official("off_1", "甲", Tier.COUNTY, Organ.AUDIT, roles, COUNTY)
    other = Official("off_2", "乙", Tier.COUNTY, Organ.AUDIT, roles, "511525", machine=True)
    assert viewer_class(one) == viewer_class(other) == ViewerClass(Tier.COUNTY, Organ.AUDIT, roles)
    assert (one.machine, other.machine) == (False, True)


def test_a_post_below_gives_nothing_above() -> None:
    leader = Post(Tier.TOWNSHIP, Organ.TOWNSHIP_GOVERNMENT, Role.TOWNSHIP_LEADER, "511526101", date(2020, 1, 1), None)
    overseer = Post(Tier.CITY, Organ.CIVIL_AFFAIRS, Role.CITY_OVERSEER, "511500", date(2020, 1, 1), None)
    neighbour = Post(Tier.COUNTY, Organ.AUDIT, Role.AUDITOR, "511527", date(2020, 1, 1), None)
    assert held(leader, overseer, neighbour) == {}


@pytest.mark.parametrize("value", [AUDITOR, ASKING, viewer_class(ASKING)])
def test_who_asks_is_not_changed_once_he_is_known(value: object) -> None:
    with pytest.raises(FrozenInstanceError):
        value.tier = Tier.CITY  # type: ignore[attr-defined]
