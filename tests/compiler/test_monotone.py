"""Along the line of work whoever stands higher never sees less; how a question is written changes no answer."""

from collections.abc import Iterator
from typing import Any

import pytest

from authorization.sight import MATRIX_GROUPS, role_sight
from casework.office import Role
from tests.compiler.test_table import TABLE
from tests.compiler.world import World

# access.md gives each of these no less than the one before in all fifteen columns. The city and the county's other
# offices are not in the line: they have masked, or hidden, what the township's officials work with.
LINE = [
    (Role.VILLAGE_ASSISTANT, Role.TOWNSHIP_WINDOW),
    (Role.TOWNSHIP_WINDOW, Role.TOWNSHIP_REVIEWER),
    (Role.TOWNSHIP_INVESTIGATOR, Role.TOWNSHIP_REVIEWER),
    (Role.TOWNSHIP_REVIEWER, Role.TOWNSHIP_LEADER),
    (Role.TOWNSHIP_LEADER, Role.COUNTY_APPROVER),
]
Leaf = tuple[tuple[str | int, ...], Any]


@pytest.mark.parametrize(("lower", "higher"), LINE)
def test_the_matrix_gives_the_higher_no_less(lower: Role, higher: Role) -> None:
    sights = [(role_sight(lower, group).value, role_sight(higher, group).value) for group in MATRIX_GROUPS]
    assert [pair for pair in sights if pair[0] > pair[1]] == []


@pytest.mark.parametrize("which", range(6))
@pytest.mark.parametrize(("lower", "higher"), LINE)
def test_the_higher_never_sees_less_of_a_case(world: World, lower: Role, higher: Role, which: int) -> None:
    below, above = (dict(_case(world, role, which)) for role in (lower, higher))
    assert len(below) > 20
    seen = {path: value for path, value in below.items() if value is not None}
    assert [path for path in seen if above.get(path) is None] == []
    assert [path for path, value in seen.items() if value != above[path] and not _covered(value)] == []


def _case(world: World, role: Role, which: int) -> list[Leaf]:
    number = world.ask(
        world.api.person(Role.COUNTY_APPROVER),
        {
            "query": "query($id: ID!) { node(id: $id) { ... on Application { number } } }",
            "variables": {"id": world.ids["app"][which]},
        },
        reference=False,
    ).json()["data"]["node"]["number"]
    body = {"query": TABLE["one"], "variables": {"n": number}}
    return list(_leaves(world.ask(world.api.person(role), body, reference=False).json()["data"], ()))


def _leaves(value: Any, path: tuple[str | int, ...]) -> Iterator[Leaf]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key != "access":
                yield from _leaves(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _leaves(part, (*path, index))
    else:
        yield path, value


def _covered(value: Any) -> bool:
    return isinstance(value, str) and ("＊" in value or "*" in value or "遮蔽" in value)


def test_aliases_fragments_and_conditions_change_no_value(world: World) -> None:
    plain = (
        "{ applications(first: 5) { edges { node { number applicantName household { headName members { name } } } } } }"
    )
    same = [
        (
            "{ applications(first: 5) { ...P } } fragment P on ApplicationConnection { edges { node { "
            "... on Application { number applicantName } ...H } } } "
            "fragment H on Application { household { headName ...M } } "
            "fragment M on Household { members { name } }"
        ),
        (
            "query($n: Int = 5, $y: Boolean = true) { applications(first: $n) @include(if: $y) { "
            "edges @skip(if: false) { node { number applicantName "
            "household { headName members { name @include(if: $y) } } } } } }"
        ),
        (
            "{ applications(first: 5) { edges { node { number } } edges { node { applicantName household { headName } "
            "household { members { name } } } } } }"
        ),
    ]
    renamed = plain.replace("number", "a: number").replace("household {", "b: household {").replace("edges", "c: edges")
    for person in world.people:
        answers = [world.ask(person, {"query": query}, reference=False).json() for query in (plain, *same)]
        assert all(each["data"] == answers[0]["data"] for each in answers)
        aliased = world.ask(person, {"query": renamed}, reference=False).text
        for alias, name in (("a", "number"), ("b", "household"), ("c", "edges")):
            aliased = aliased.replace(f'"{alias}":', f'"{name}":')
        assert aliased == world.ask(person, {"query": plain}, reference=False).text
