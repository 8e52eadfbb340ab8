"""On a hit neither parser, nor validator, nor executor runs; what a plan may depend on is all in its key."""

import asyncio
import dataclasses
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import graphql
import pytest
from graphql.execution.executor import Executor
from graphql.language.parser import Parser
from strawberry.schema import schema as strawberry_schema

from authorization.official import Official, ViewerClass
from authorization.visibility import FieldRule, VisibilityTable
from casework.office import ROLE_SEATS, Role
from compiler.compiler import COMPILED, HIT, Compiler
from compiler.declaration import Gathered
from compiler.reason import NotCompilable
from documents.calendar import national_calendar
from documents.database import Database
from resolvers.desk import Desk, Doors
from schema.answering import COMPILER, PLAN, Asked, answer
from schema.build import SCHEMA
from schema.field import TABLE
from server.app import store_address
from storage.evidence_store import EvidenceStore
from tests.compiler.test_table import TABLE as OPERATIONS
from tests.compiler.world import AUTUMN, World

STEPS = (
    *(graphql.parse, graphql.validate, graphql.execute, graphql.execute_sync, graphql.subscribe),
    strawberry_schema.validate_document,
)
MAIN = ("list", "one", "abilities", "papers", "pages under a list", "officials", "comparison", "aliases")


class Ran(Exception):
    """Something ran that must not."""


def ran(*_args: Any, **_named: Any) -> Any:
    raise Ran


def forbid(patch: pytest.MonkeyPatch) -> None:
    """Let parser, validator and executor fail, whatever module holds them by whatever name."""
    for module in [each for name, each in sys.modules.items() if name.split(".")[0] in {"graphql", "strawberry"}]:
        for name, held in list(vars(module).items()):
            if any(held is each for each in STEPS):
                patch.setattr(module, name, ran)
    patch.setattr(sys.modules["compiler.document"], "parse", ran)
    patch.setattr(sys.modules["schema.catalogue"], "validate_document", ran)
    patch.setattr(Parser, "__init__", ran)
    patch.setattr(Executor, "__init__", ran)
    patch.setattr(type(SCHEMA), "execute", ran)


@asynccontextmanager
async def opened(world: World) -> AsyncIterator[Callable[[Role], Desk]]:
    """A desk for an official of a role, in this process, over the county's own database."""
    settings = world.api.settings
    database = await Database.connect(settings.mongodb_url, world.api.database_name, world.api.keys.master)
    store = EvidenceStore(store_address(settings))
    doors = Doors(database, store, national_calendar(), TABLE, settings.cursor_key_file.read_bytes())

    def desk(role: Role) -> Desk:
        (tier, organs), person = ROLE_SEATS[role], world.api.person(role)
        official = Official(person.id, "测试", tier, min(organs), frozenset({role}), person.area)
        return Desk(official, datetime.fromisoformat(AUTUMN), "zh", doors)

    try:
        yield desk
    finally:
        store.close()
        await database.close()


def run(world: World, work: Callable[[Callable[[Role], Desk]], Awaitable[Any]]) -> Any:
    async def opening() -> Any:
        async with opened(world) as desk:
            return await work(desk)

    return asyncio.run(opening())


@pytest.mark.parametrize("name", MAIN)
def test_a_hit_runs_neither_parser_nor_validator_nor_executor(
    world: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    asked = Asked(OPERATIONS[name], {"n": world.numbers[0]} if "$n" in OPERATIONS[name] else None)

    async def twice(desk: Callable[[Role], Desk]) -> Any:
        first = await answer(desk(Role.COUNTY_SUPERVISOR), asked)
        with monkeypatch.context() as patch:
            forbid(patch)
            return first, await answer(desk(Role.COUNTY_SUPERVISOR), asked)

    first, second = run(world, twice)
    assert (first.by, second.by) == (PLAN, PLAN)
    assert second == first
    assert second.body["data"]


def test_what_is_no_hit_would_have_run_them(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def missed(desk: Callable[[Role], Desk]) -> None:
        with monkeypatch.context() as patch:
            forbid(patch)
            await answer(desk(Role.COUNTY_SUPERVISOR), Asked("{ viewer { neverAskedBefore: area } }"))

    with pytest.raises(Ran):
        run(world, missed)


CONDITION = "query A($c: Boolean!) { viewer { name area @include(if: $c) } } query B { viewer { tier } }"


def viewer(role: Role) -> ViewerClass:
    tier, organs = ROLE_SEATS[role]
    return ViewerClass(tier, min(organs), frozenset({role}))


def test_the_key_of_a_plan_is_text_name_viewer_class_and_conditions() -> None:
    compiler = Compiler(COMPILER.catalogue)
    window, leader = viewer(Role.TOWNSHIP_WINDOW), viewer(Role.TOWNSHIP_LEADER)
    asked: list[tuple[ViewerClass, str, dict[str, Any] | None, str]] = [
        (window, CONDITION, {"c": True}, "A"),
        (window, CONDITION, {"c": False}, "A"),
        (window, CONDITION, None, "B"),
        (leader, CONDITION, {"c": True}, "A"),
        (window, CONDITION + " ", {"c": True}, "A"),
    ]
    plans = [compiler.plan(*each)[0] for each in asked]
    assert len({id(each) for each in plans}) == len(asked)
    assert [compiler.plan(*each)[0] for each in asked] == plans
    assert compiler.counts == {COMPILED: len(asked), HIT: len(asked)}


def test_another_visibility_is_another_compiler_with_plans_of_its_own() -> None:
    hidden: dict[str, tuple[FieldRule, ...]] = {}
    other = Compiler(dataclasses.replace(COMPILER.catalogue, table=VisibilityTable(hidden), _rules={}))
    window, text = viewer(Role.TOWNSHIP_WINDOW), "{ households { edges { node { headName } } } }"
    COMPILER.plan(window, text, None, None)
    with pytest.raises(NotCompilable):
        other.plan(window, text, None, None)


def test_what_is_gathered_may_stand_in_an_embedded_part(world: World) -> None:
    """No field of the schema does so yet: the catalogue is told that one does, which then tells what it is found by."""

    async def load(_desk: Desk, ids: list[str]) -> list[Any]:
        return [f"found by {each}" for each in ids]

    ways = {**COMPILER.catalogue.ways, ("Handler", "name"): Gathered("specimen", load, local="officialId")}
    compiler = Compiler(dataclasses.replace(COMPILER.catalogue, ways=ways, _rules={}))
    text = "{ applications { edges { node { filedBy { officialId name } opinions { by { officialId name } } } } } }"

    async def asked(desk: Callable[[Role], Desk]) -> Any:
        return await compiler.answer(desk(Role.COUNTY_SUPERVISOR), text, None, None, {})

    nodes = [each["node"] for each in run(world, asked)["data"]["applications"]["edges"]]
    handlers = [node["filedBy"] for node in nodes] + [each["by"] for node in nodes for each in node["opinions"]]
    assert len(handlers) > len(nodes) > 0
    assert [each["name"] for each in handlers] == [f"found by {each['officialId']}" for each in handlers]
