"""What an official may not see leaves mongod in no answer, no command and no projection of the compiled way."""

import asyncio
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authorization.official import ViewerClass
from casework.office import ROLE_SEATS, Role
from tests import kept
from tests.api import Person, prepared, running_api
from tests.compiler.canary import ROOT_TYPES, allowed_names, forbidden, planted
from tests.compiler.operation import Drawn, operations
from tests.compiler.profile import followed, paths, text, watched
from tests.compiler.test_random import filled
from tests.compiler.test_table import TABLE
from tests.compiler.world import World, made
from tests.servers import Servers

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "200"))
Canaries = dict[str, str]


@pytest.fixture(scope="module")
def aviary(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, Canaries]]:
    """A county of its own with a canary in every place of one case, its family, a paper, a record and an entry."""
    with running_api(servers, tmp_path_factory.mktemp("canaries")) as running:
        asyncio.run(prepared(running))
        world = made(running)
        yield world, planted(running, _records(world))


def _records(world: World) -> dict[str, str]:
    with kept.opened(world.api) as database:
        case: Any = database["applications"].find_one({"decision": {"$ne": None}, "township": "511526101"})
        database["evidence"].update_many({}, {"$set": {"caseId": case["_id"], "caseNumber": case["number"]}})
        record: Any = database["supervision"].find_one({"findings.0": {"$exists": True}, "disclosed": False})
        entry: Any = database["journal"].find_one({"caseId": case["_id"]})
    world.numbers.insert(0, case["number"])
    world.ids["app"].insert(0, case["_id"])
    return {
        "applications": case["_id"],
        "households": case["householdId"],
        "evidence": world.ids["evd"][0],
        "supervision": record["_id"],
        "journal": entry["_id"],
    }


def viewer(person: Person) -> ViewerClass:
    tier, organs = ROLE_SEATS[person.role]
    return ViewerClass(tier, min(organs), frozenset({person.role}))


def asked(world: World, person: Person, name: str) -> str:
    variables = {"n": world.numbers[0]} if "$n" in TABLE[name] else {}
    response = world.ask(person, {"query": TABLE[name], "variables": variables}, reference=False)
    assert person.role is Role.SYSTEM_ADMIN or response.headers["answered-by"] == "PLAN"
    return response.text


def leaked(canaries: Canaries, person: Person, said: str) -> dict[str, str]:
    return {value: where for value, where in forbidden(canaries, viewer(person)).items() if value in said}


def test_canaries_are_seen_by_those_who_may(aviary: tuple[World, Canaries]) -> None:
    world, canaries = aviary
    said = "".join(asked(world, person, name) for person in world.people for name in TABLE)
    seen = {where for value, where in canaries.items() if value in said}
    assert set(canaries.values()) - seen == set()


@pytest.mark.parametrize("role", list(Role))
def test_no_canary_is_in_an_answer_or_a_command(aviary: tuple[World, Canaries], role: Role) -> None:
    world, canaries = aviary
    person = next(each for each in world.people if each.role is role)
    with watched(world.api) as seen:
        said = "".join(asked(world, person, name) for name in TABLE)
    assert leaked(canaries, person, said + text(seen)) == {}


@pytest.mark.parametrize("role", list(Role))
def test_no_projection_names_a_path_that_is_hidden(aviary: tuple[World, Canaries], role: Role) -> None:
    world, _ = aviary
    person = next(each for each in world.people if each.role is role)
    with watched(world.api) as seen:
        for name in TABLE:
            judged = "viewerCan" in TABLE[name] or "chainHolds" in TABLE[name]  # by rules, from whole records
            if not judged and role is not Role.SYSTEM_ADMIN:
                asked(world, person, name)
    finds = [each for each in seen if "find" in each]
    assert len(finds) > 10 or role is Role.SYSTEM_ADMIN
    for each in finds:
        assert each["projection"], each  # an empty one would be the whole record
        names = {path.rsplit(".", 1)[-1] for path in paths(each["projection"])}
        assert names - allowed_names(each["find"], viewer(person)) == set(), each


@pytest.fixture(scope="module")
def commands(aviary: tuple[World, Canaries]) -> Iterator[Callable[[datetime], list[dict[str, Any]]]]:
    """The commands since a moment; in the end no canary may be in what the server wrote."""
    world, canaries = aviary
    with followed(world.api) as since:
        yield since
    written = world.api.log.read_text()
    assert [where for value, where in canaries.items() if value in written] == []


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@given(drawn=operations(), who=st.integers(0, 1000), which=st.integers(0, 200))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_no_canary_is_in_the_answer_to_a_random_operation(
    aviary: tuple[World, Canaries],
    commands: Callable[[datetime], list[dict[str, Any]]],
    drawn: Drawn,
    who: int,
    which: int,
) -> None:
    world, canaries = aviary
    person = world.people[who % len(world.people)]
    variables = {name: filled(world, person, value, which) for name, value in drawn.variables.items()}
    for reference in (False, True):
        begun = datetime.now(UTC)
        response = world.ask(person, {"query": drawn.text, "variables": variables}, reference=reference)
        sent = commands(begun)
        assert leaked(canaries, person, response.text + text(sent)) == {}
        judged = "viewerCan" in drawn.text or "chainHolds" in drawn.text  # by rules, from whole records
        assert judged or [each for each in sent if _hidden_names(each, person)] == []


def _hidden_names(command: dict[str, Any], person: Person) -> set[str]:
    """The paths in a find's projection of which this viewer's answer may not be made."""
    if command.get("find") not in ROOT_TYPES:
        return set()
    projection = command["projection"]
    named = paths(projection) | {path for path, how in projection.items() if how == 1}
    return {path.rsplit(".", 1)[-1] for path in named} - allowed_names(command["find"], viewer(person))
