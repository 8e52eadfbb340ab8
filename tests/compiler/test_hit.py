"""On a hit neither parser, nor validator, nor executor runs; what a plan may depend on is all in its key."""

import dataclasses
import sys
from collections.abc import Callable
from typing import Any

import graphql
import pytest
from graphql.execution.executor import Executor
from graphql.language.parser import Parser
from strawberry.schema import schema as strawberry_schema

from authorization.official import ViewerClass
from authorization.visibility import FieldRule, VisibilityTable
from casework.office import Role
from compiler.compiler import COMPILED, HIT, Compiler
from compiler.reason import NotCompilable
from resolvers.desk import Desk
from schema.answering import COMPILER, PLAN, Asked, answer
from schema.build import SCHEMA
from tests.compiler.inside import run, viewer
from tests.compiler.test_table import TABLE as OPERATIONS
from tests.compiler.world import World

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
    assert b'"data":' in second.body


def test_what_is_no_hit_would_have_run_them(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def missed(desk: Callable[[Role], Desk]) -> None:
        with monkeypatch.context() as patch:
            forbid(patch)
            await answer(desk(Role.COUNTY_SUPERVISOR), Asked("{ viewer { neverAskedBefore: area } }"))

    with pytest.raises(Ran):
        run(world, missed)


CONDITION = "query A($c: Boolean!) { viewer { name area @include(if: $c) } } query B { viewer { tier } }"


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
