"""A list is asked for by published shapes alone, each declared by what it tells; else the schema is not built."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

import pytest
from graphql import GraphQLSchema

from authorization.official import Official
from authorization.scope import Kind
from authorization.sight import Sight
from casework.matter import State
from casework.office import ROLE_SEATS, Role, default_organ
from compiler.declaration import Relation
from resolvers.desk import Desk, Doors
from resolvers.fault import FilterNotPublished, FilterWithheld
from resolvers.shape import ORDER, Narrowing, Ordering, Shapes, sets
from schema import published as subject
from schema.build import SCHEMA
from schema.field import TABLE
from schema.matrix import class_of
from schema.published import lists, relations, shape_faults

CORE: GraphQLSchema = SCHEMA._schema  # noqa: SLF001 - Strawberry has no public way to it
ARGUMENTS = [(name, each) for name, shapes in lists(CORE).items() for each in shapes.narrowings]
OPEN = [(name, each) for name, each in ARGUMENTS if name != "readLog"]  # that one is the auditors' alone


def desk(role: Role) -> Desk:
    tier, _ = ROLE_SEATS[role]
    official = Official("off_1", "甲", tier, default_organ(role), frozenset({role}), "511526")
    doors = Doors(cast("Any", None), cast("Any", None), cast("Any", None), cast("Any", None), TABLE, b"k")
    return Desk(official, cast("Any", None), "zh", doors)


def test_every_list_of_the_schema_has_its_shapes() -> None:
    assert set(lists(CORE)) == {
        "applications",
        "households",
        "identifierAlarms",
        "jurisdictions",
        "mandates",
        "officials",
        "readLog",
        "supervisions",
    }
    assert shape_faults(CORE) == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
@pytest.mark.parametrize(("name", "argument"), OPEN)
def test_what_narrows_a_list_is_clear_to_whoever_may_use_it(role: Role, name: str, argument: str) -> None:
    """So that no count, page or order tells more than the rows do."""
    shapes = lists(CORE)[name]
    narrowing, rules = shapes.narrowings[argument], TABLE.types[shapes.type_name]
    telling = [rule for rule in rules if rule.name in narrowing.fields or rule.path in narrowing.paths]
    assert telling
    assert {rule.visible.sight(class_of(role)) for rule in telling} == {Sight.CLEAR}


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_whoever_has_it_hidden_may_not_use_it(name: str, argument: str) -> None:
    with pytest.raises(FilterWithheld) as told:
        lists(CORE)[name].chosen(desk(Role.SYSTEM_ADMIN), {argument: "x"})
    assert told.value.path == (argument,)


def by(path: str, *fields: str, order: str = "_id") -> Shapes:
    """A list of households that no schema has: by one path, in an order by one."""
    walk = ((order, 1), ("_id", 1))[: 1 if order == "_id" else 2]
    return Shapes(
        Kind.HOUSEHOLD, "Household", {"it": Narrowing((path,), fields)}, {"USUAL": Ordering(walk, sets("", "it"))}
    )


MASKED = [("headName", Role.AUDITOR), ("address", Role.CITY_OVERSEER), ("phone", Role.COUNTY_SUPERVISOR)]


@pytest.mark.parametrize(("path", "role"), [*MASKED, ("bankAccountMask", Role.COUNTY_APPROVER)])
def test_what_is_masked_narrows_nothing(path: str, role: Role) -> None:
    with pytest.raises(FilterWithheld):
        by(path).chosen(desk(role), {"it": "x"})
    assert by(path).chosen(desk(role), {}).filter == {}


@pytest.mark.parametrize(("path", "role"), MASKED)
def test_what_is_masked_sorts_nothing(path: str, role: Role) -> None:
    with pytest.raises(FilterWithheld) as told:
        by("kind", order=path).chosen(desk(role), {})
    assert told.value.path == (ORDER,)


def test_what_is_clear_narrows_and_sorts() -> None:
    chosen = by("headName", order="headName").chosen(desk(Role.TOWNSHIP_WINDOW), {"it": "张", ORDER: None})
    assert (chosen.filter, chosen.order) == ({"headName": "张"}, (("headName", 1), ("_id", 1)))
    assert chosen.bound == {ORDER: "USUAL", "it": "张"}


def test_a_path_that_no_field_shows_narrows_nothing() -> None:
    with pytest.raises(FilterWithheld):
        by("propertyNoteOfAnotherList").chosen(desk(Role.COUNTY_SUPERVISOR), {"it": "x"})


def test_what_is_published_is_told_with_the_refusal() -> None:
    with pytest.raises(FilterNotPublished) as told:
        lists(CORE)["applications"].chosen(desk(Role.BANK), {"state": State.FILED, ORDER: "DUE_FIRST"})
    assert told.value.path == ("state",)
    assert told.value.message("en") == (
        "This combination of filters is not published; in the order DUE_FIRST there are: -"
    )


HOUSEHOLDS = lists(CORE)["households"]
BROKEN: Mapping[str, tuple[Shapes, str]] = {
    "an argument without a path": (
        replace(HOUSEHOLDS, narrowings={}, orderings={"X": Ordering()}),
        "Query.households: area: an argument and its stored path go together: declare both or neither",
    ),
    "a path without an argument": (
        replace(HOUSEHOLDS, narrowings={**HOUSEHOLDS.narrowings, "x": Narrowing(("kind",))}),
        "Query.households: x: an argument and its stored path go together: declare both or neither",
    ),
    "a path that no field shows": (
        replace(HOUSEHOLDS, narrowings={"area": Narrowing(("areas",))}),
        "Query.households: area: name the fields of Household that tell what it narrows by",
    ),
    "no path at all": (
        replace(HOUSEHOLDS, narrowings={"area": Narrowing((), ("county",))}),
        "Query.households: area: name the fields of Household that tell what it narrows by",
    ),
    "a second order that cannot be asked for": (
        replace(HOUSEHOLDS, orderings={**HOUSEHOLDS.orderings, "X": Ordering()}),
        "Query.households: order: an argument of exactly those lists that have several",
    ),
    "an order by what no field shows": (
        replace(HOUSEHOLDS, orderings={"X": Ordering((("fence", 1), ("_id", 1)), sets("area"))}),
        "Query.households: fence: sorted by, but no field of Household shows it",
    ),
    "an order without the id": (
        replace(HOUSEHOLDS, orderings={"X": Ordering((("kind", 1),), sets("area"))}),
        "Query.households: let the id break ties",
    ),
    "a set with a name that is no argument": (
        replace(HOUSEHOLDS, orderings={"X": Ordering(with_=sets("area village"))}),
        "Query.households: village: published, but no argument",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_list_that_is_published_wrongly_is_not_built(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    shapes, fault = BROKEN[name]
    monkeypatch.setattr(subject, "lists", lambda _core: {**lists(CORE), "households": shapes})
    assert shape_faults(CORE) == [fault]


def test_a_list_without_shapes_is_not_built(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {name: shapes for name, shapes in lists(CORE).items() if name != "mandates"}
    monkeypatch.setattr(subject, "lists", lambda _core: found)
    assert shape_faults(CORE) == ["Query.mandates: publish the shapes of this list"]


def test_a_list_that_a_record_leads_to_is_sorted_by_what_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Relation(Kind.EVIDENCE, "Evidence", "_id", "caseId", many=True, order=(("key", 1), ("_id", 1)))
    monkeypatch.setattr(subject, "relations", lambda _core: [("Application.evidence", broken)])
    assert shape_faults(CORE) == ["Application.evidence: key: sorted by, but no field of Evidence shows it"]
    assert {at for at, _ in relations(CORE)} == {"Application.evidence", "CaseFile.journal", "CaseFile.papers"}
