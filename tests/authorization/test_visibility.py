"""How one field is had by whom, and which stored paths his form of it is made from."""

from dataclasses import FrozenInstanceError

import pytest

from authorization.mask import Mask
from authorization.official import ViewerClass
from authorization.sight import Group, Sight
from authorization.state import CONDITIONS, WITHHELD, ObjectState
from authorization.visibility import FieldRule, VisibilityTable, Visible
from casework.office import Organ, Role, Tier

# Of income and property one of these has the clear values, one has them masked, and from one they are hidden.
CLEAR, MASKED, HIDDEN = Role.TOWNSHIP_REVIEWER, Role.TOWNSHIP_WINDOW, Role.VILLAGE_ASSISTANT
GROUP = Group.INCOME_PROPERTY
PLAIN, NUMBER = Visible(GROUP), Visible(GROUP, Mask.LAST_TWO)
BAND, TYPED = Visible(GROUP, coarse=True), Visible(GROUP, Mask.TYPED)
STORED = Visible(GROUP, Mask.STORED, masked_path="incomeMask")
SEALED = Visible(GROUP, Mask.STORED, masked_path="incomeMask", always_masked=True)


def viewer(*roles: Role) -> ViewerClass:
    return ViewerClass(Tier.TOWNSHIP, Organ.TOWNSHIP_GOVERNMENT, frozenset(roles))


@pytest.mark.parametrize(
    ("visible", "sights"),
    [
        (PLAIN, ("CLEAR", "HIDDEN", "HIDDEN")),
        (NUMBER, ("CLEAR", "MASKED", "HIDDEN")),
        (TYPED, ("CLEAR", "MASKED", "HIDDEN")),
        (STORED, ("CLEAR", "MASKED", "HIDDEN")),
        (SEALED, ("MASKED", "MASKED", "HIDDEN")),
        (BAND, ("CLEAR", "CLEAR", "HIDDEN")),
        (Visible(GROUP, Mask.TEXT, coarse=True), ("CLEAR", "CLEAR", "HIDDEN")),
        (Visible(GROUP, Mask.STORED, always_masked=True, coarse=True), ("MASKED", "CLEAR", "HIDDEN")),
    ],
)
def test_a_field_is_had_as_its_group_and_its_mask_say(visible: Visible, sights: tuple[str, ...]) -> None:
    assert tuple(visible.sight(viewer(role)).name for role in (CLEAR, MASKED, HIDDEN)) == sights
    assert tuple(visible.role_sight(role).name for role in (CLEAR, MASKED, HIDDEN)) == sights


def test_the_widest_of_several_roles_counts_for_a_field() -> None:
    assert NUMBER.sight(viewer(HIDDEN, MASKED)) is Sight.MASKED
    assert NUMBER.sight(viewer(HIDDEN, MASKED, CLEAR)) is Sight.CLEAR
    assert BAND.sight(viewer(HIDDEN, MASKED)) is Sight.CLEAR
    assert NUMBER.sight(viewer()) is Sight.HIDDEN


@pytest.mark.parametrize(
    ("visible", "needs", "paths"),
    [
        (PLAIN, (), (("income",), (), ())),
        (NUMBER, (), (("income",), ("income",), ())),
        (TYPED, (), (("income",), (), ())),
        (STORED, (), (("income",), ("incomeMask",), ())),
        (SEALED, (), (("incomeMask",), ("incomeMask",), ())),
        (BAND, (), (("income",), ("income",), ())),
        (PLAIN, ("a", "b"), (("a", "b"), (), ())),
        (NUMBER, ("a", "b"), (("a", "b"), ("a", "b"), ())),
    ],
)
def test_only_what_a_form_is_made_from_is_read(
    visible: Visible, needs: tuple[str, ...], paths: tuple[tuple[str, ...], ...]
) -> None:
    rule = FieldRule("income", visible, "income", needs)
    assert tuple(rule.paths(viewer(role)) for role in (CLEAR, MASKED, HIDDEN)) == paths


def test_a_relation_is_made_from_nothing_of_its_own() -> None:
    assert FieldRule("household", Visible(Group.CASE), None).paths(viewer(CLEAR)) == ()


def table() -> VisibilityTable:
    member = (
        FieldRule("name", Visible(Group.NAME, Mask.NAME), "name"),
        FieldRule("income", NUMBER, "income"),
        FieldRule("births", Visible(Group.BIRTH_SEX), "birth"),
    )
    family = (
        FieldRule("id", Visible(Group.CASE), "_id"),
        FieldRule("members", Visible(Group.CASE), "members", embedded="Member"),
        FieldRule("account", SEALED, "account"),
        FieldRule("cases", Visible(Group.CASE), None),
        FieldRule("richest", PLAIN, None, ("members.income", "property")),
    )
    secret = (FieldRule("finding", Visible(Group.FINDING), "finding"),)
    return VisibilityTable({"Family": family, "Member": member, "Secret": secret})


@pytest.mark.parametrize(
    ("role", "paths"),
    [
        (CLEAR, ["_id", "incomeMask", "members.birth", "members.income", "members.name", "property"]),
        (MASKED, ["_id", "incomeMask", "members.birth", "members.income", "members.name"]),
        (HIDDEN, ["_id", "members.name"]),
    ],
)
def test_a_projection_names_the_paths_of_what_is_seen_and_no_other(role: Role, paths: list[str]) -> None:
    made = table()
    projection = made.projection("Family", viewer(role))
    assert list(projection.items()) == [(path, 1) for path in paths]
    assert made.projection("Family", viewer(role)) is projection


def test_whoever_sees_nothing_of_a_type_reads_ids_and_not_whole_records() -> None:
    made = table()
    assert made.projection("Secret", viewer(HIDDEN)) == {"_id": 1}
    assert made.projection("Secret", viewer(CLEAR)) == {"finding": 1}


def test_fields_are_named_by_how_they_are_had() -> None:
    made = table()
    assert made.named("Family", viewer(MASKED), Sight.MASKED) == ["account"]
    assert made.named("Family", viewer(MASKED), Sight.HIDDEN) == ["richest"]
    assert made.named("Family", viewer(MASKED), Sight.CLEAR) == ["id", "members", "cases"]


def test_a_field_is_clear_and_whole_unless_it_says_otherwise() -> None:
    assert (PLAIN.mask, PLAIN.masked_path, PLAIN.always_masked, PLAIN.coarse) == (None, None, False, False)


@pytest.mark.parametrize(("rule", "name"), [(PLAIN, "mask"), (FieldRule("income", PLAIN, "income"), "path")])
def test_a_rule_is_not_changed_once_it_stands(rule: object, name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(rule, name, None)


def test_clear_is_only_a_field_that_shows_its_path_itself() -> None:
    family = (
        FieldRule("income", NUMBER, "income"),
        FieldRule("band", BAND, "incomeBand"),
        FieldRule("account", SEALED, "account"),
        FieldRule("property", PLAIN, "property"),
        FieldRule("richest", PLAIN, None, ("income",)),
    )
    made = VisibilityTable({"Family": family})
    assert made.clear_fields("Family", viewer(CLEAR)) == {"income", "property", "richest"}
    assert made.clear_fields("Family", viewer(MASKED)) == set()
    paths = [
        "".join(list(path)) for path in ("income", "incomeBand", "account", "property")
    ]  # as a request brings them
    assert [made.is_clear("Family", path, viewer(CLEAR)) for path in paths] == [True, False, False, True]
    assert [made.is_clear("Family", path, viewer(MASKED)) for path in paths] == [False] * 4


LOCKED = Visible(Group.FINDING, only_while=ObjectState.DISCLOSED)
SUPERVISOR, LEADER = viewer(Role.COUNTY_SUPERVISOR), viewer(Role.TOWNSHIP_LEADER)


def test_a_state_binds_whoever_has_the_field_by_it_alone() -> None:
    assert LOCKED.condition(LEADER) is CONDITIONS[ObjectState.DISCLOSED]
    assert LOCKED.condition(SUPERVISOR) is None
    assert LOCKED.condition(viewer(Role.TOWNSHIP_LEADER, Role.COUNTY_SUPERVISOR)) is None
    assert LOCKED.condition(viewer(Role.VILLAGE_ASSISTANT)) is None  # he never has it, so no row decides
    assert Visible(Group.FINDING).condition(LEADER) is None


def test_what_a_state_withholds_is_marked_in_the_part_that_it_is_withheld_from() -> None:
    table = VisibilityTable(
        {
            "Record": (
                FieldRule("purpose", LOCKED, "purpose"),
                FieldRule("parts", Visible(Group.CASE), "parts", embedded="Part"),
                FieldRule("one", Visible(Group.CASE), "one", embedded="Part"),
            ),
            "Part": (
                FieldRule("text", LOCKED, "text"),
                FieldRule("place", Visible(Group.CASE, only_while=ObjectState.NOTICE_RUNS), "place"),
            ),
        }
    )
    row = {"disclosed": False, "parts": [{"lastDay": "2020-06-08"}, {"lastDay": "2020-06-07"}, {}], "one": None}
    table.guard("Record", viewer(Role.TOWNSHIP_CASHIER)).mark(row, "2020-06-08")
    assert row == {
        WITHHELD: {"purpose"},
        "disclosed": False,
        "parts": [
            {"lastDay": "2020-06-08", WITHHELD: {"text"}},
            {"lastDay": "2020-06-07", WITHHELD: {"text", "place"}},
            {WITHHELD: {"text", "place"}},
        ],
        "one": None,
    }
    told = {"disclosed": True, "parts": [{"lastDay": "2020-06-08"}], "one": {"lastDay": "2020-06-01"}}
    table.guard("Record", viewer(Role.TOWNSHIP_CASHIER)).mark(told, "2020-06-08")
    assert told == {
        "disclosed": True,
        "parts": [{"lastDay": "2020-06-08"}],
        "one": {"lastDay": "2020-06-01", WITHHELD: {"place"}},
    }
    assert not table.guard("Record", SUPERVISOR)
    assert table.projection("Record", LEADER) == dict.fromkeys(
        ("disclosed", "one.place", "one.text", "parts.place", "parts.text", "purpose"), 1
    )
    assert "one.lastDay" in table.projection("Record", viewer(Role.TOWNSHIP_CASHIER))
