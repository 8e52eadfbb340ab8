"""Random operations by every kind of official: compiled and on the reference executor they give the same bytes."""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api import Person
from tests.compiler.operation import Drawn, operations
from tests.compiler.world import World

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "300"))
FIRST = "{ applications(first: 2) { edges { cursor } } }"


@pytest.fixture(scope="module")
def ways() -> Iterator[Counter[str]]:
    """How the operations were answered; the greater part must have been compiled, or nothing is shown."""
    counted: Counter[str] = Counter()
    yield counted
    assert counted["PLAN"] > sum(counted.values()) / 3, counted
    assert counted["UNEXPECTED"] == 0, counted


def filled(world: World, person: Person, value: Any, which: int) -> Any:
    """A drawn variable with what it names from the county put in."""
    if isinstance(value, list):
        return [filled(world, person, each, which + 5 * n) for n, each in enumerate(value)]
    ids = [each for some in world.ids.values() for each in some]
    named = {
        "ID": lambda: [*ids, "none", "app_none"][which % (len(ids) + 2)],
        "NUMBER": lambda: [*world.numbers, "none"][which % (len(world.numbers) + 1)],
        "AREA": lambda: [person.area, "511526101", "511526100201", "nowhere"][which % 4],
        "CURSOR": lambda: _cursor(world, person, which),
    }
    return named[value]() if isinstance(value, str) and value in named else value


def _cursor(world: World, person: Person, which: int) -> str:
    edges = world.ask(person, {"query": FIRST}, reference=False).json()["data"]["applications"]["edges"]
    return str(edges[which % len(edges)]["cursor"]) if edges else "none"


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@given(drawn=operations(), who=st.integers(0, 1000), which=st.integers(0, 200))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_a_random_operation_is_answered_as_the_reference_does(
    world: World, ways: Counter[str], drawn: Drawn, who: int, which: int
) -> None:
    person = world.people[who % len(world.people)]
    variables = {name: filled(world, person, value, which) for name, value in drawn.variables.items()}
    ways[world.both(person, drawn.text, **variables)] += 1
