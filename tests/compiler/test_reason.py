"""Why the reference executor answers is told and counted once, whatever stopped the plan."""

from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLError

from authorization.official import ViewerClass
from casework.office import Organ, Role, Tier
from compiler.compiler import Compiler
from compiler.reason import NotCompilable
from documents.outage import DatabaseUnavailable
from documents.reading import RowUnfit
from resolvers.fault import PageSizeInvalid
from resolvers.read_log import Reads
from schema.answering import COMPILER

WINDOW = ViewerClass(Tier.TOWNSHIP, Organ.TOWNSHIP_GOVERNMENT, frozenset({Role.TOWNSHIP_WINDOW}))


@dataclass(frozen=True, slots=True)
class Stopped:
    """A desk at which whatever is asked ends in this error."""

    error: Exception
    viewer: ViewerClass = WINDOW

    def __getattr__(self, name: str) -> Any:
        raise self.error


async def reason(compiler: Compiler, text: str, desk: Any, **given: Any) -> str:
    with pytest.raises(NotCompilable) as no:
        await compiler.answer(desk, text, given or None, None, {}, Reads())
    return no.value.reason


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (DatabaseUnavailable(), "OUTAGE"),
        (RowUnfit(), "UNFIT"),
        (PageSizeInvalid(), "FAULT"),
        (GraphQLError("x"), "FAULT"),
    ],
)
async def test_what_stops_a_plan_is_the_reason(error: Exception, told: str) -> None:
    compiler = Compiler(COMPILER.catalogue)
    assert await reason(compiler, "{ viewer { area } }", Stopped(error)) == told
    assert compiler.counts == {"COMPILED": 1, told: 1}


@pytest.mark.parametrize("text", ["{ viewer { area @skip(if: $a) } }", "{ viewer @skip(if: $a) { area } }"])
async def test_a_condition_that_is_null_is_the_reference_executors_to_tell(text: str) -> None:
    compiler = Compiler(COMPILER.catalogue)
    query = f"query($a: Boolean = true) {text}"
    assert await reason(compiler, query, Stopped(RowUnfit()), a=None) == "DIRECTIVE"
    assert await reason(compiler, query, Stopped(RowUnfit()), a=None) == "DIRECTIVE"
    assert compiler.counts == {"DIRECTIVE": 2}


async def test_each_operation_is_counted_once_by_what_became_of_it() -> None:
    compiler = Compiler(COMPILER.catalogue)
    desk = Stopped(RowUnfit())
    for _ in range(3):
        compiler.plan(WINDOW, "{ viewer { area } }", None, None)
    for text in ("{ __schema { types { name } } }", "{ viewer { salary } }", "{ viewer { salary } }"):
        await reason(compiler, text, desk)
    assert compiler.counts == {"COMPILED": 1, "HIT": 2, "INTROSPECTION": 1, "INVALID": 2}
