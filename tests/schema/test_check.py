"""A schema with a field that nobody placed in the matrix, or that may be withheld and has no null, is not built."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import strawberry

from authorization.mask import Mask
from authorization.scope import Kind
from authorization.sight import Group
from authorization.state import ObjectState
from compiler.declaration import Relation
from schema.build import SCHEMA
from schema.check import SchemaUnsafe, check_schema
from schema.field import TABLE, related, shown, structural
from schema.object import object_type


@pytest.fixture(autouse=True)
def _table_as_before() -> Iterator[None]:
    before = dict(TABLE.types)
    yield
    TABLE.types.clear()
    TABLE.types.update(before)


def _nothing() -> Any:
    return None


def _row_place(row: Any) -> Any:
    return row["b"]


def faults(annotation: Any, declared: Any, **more: Any) -> list[str]:
    """What is said of a schema whose one type has one such field."""
    attributes = {"__annotations__": {"place": annotation}, "place": declared, **more}
    made: Any = object_type("A board.")(type("Board", (), attributes))
    query = type("Query", (), {"__annotations__": {"board": made}, "board": structural("The board.", _nothing)})
    schema = strawberry.Schema(query=strawberry.type(query))
    try:
        check_schema(schema)
    except SchemaUnsafe as unsafe:
        return str(unsafe).splitlines()
    return []


def test_the_schema_as_it_stands_is_built() -> None:
    check_schema(SCHEMA)


def test_a_field_without_visibility_is_named_with_the_remedy() -> None:
    assert faults(str, strawberry.field(description="Where.")) == [
        "Board.place: declare it by shown, related or structural, with its group of the access matrix"
    ]


def test_a_type_outside_the_declarations_has_no_way_round_them() -> None:
    bare = strawberry.type(type("Bare", (), {"__annotations__": {"place": str}}), description="Bare.")
    assert faults(bare | None, shown(Group.CASE, "Bare.")) == [
        "Bare.place: declare it by shown, related or structural, with its group of the access matrix",
        "Bare.place: give it a description",
    ]


NEVER_NULL: list[tuple[str, Callable[[], Any], list[str]]] = [
    (
        "hidden from some role",
        lambda: shown(Group.FINDING, "Where."),
        ["Board.place: some viewers have null here: make it nullable"],
    ),
    (
        "masked to a null",
        lambda: shown(Group.BIRTH_SEX, "Where.", mask=Mask.TYPED),
        ["Board.place: some viewers have null here: make it nullable"],
    ),
    (
        "withheld by the object's state",
        lambda: shown(Group.CASE, "Where.", only_while=ObjectState.NOTICE_RUNS),
        ["Board.place: it is null unless NOTICE_RUNS: make it nullable"],
    ),
    (
        "both",
        lambda: shown(Group.FINDING, "Where.", only_while=ObjectState.DISCLOSED),
        [
            "Board.place: it is null unless DISCLOSED: make it nullable",
            "Board.place: some viewers have null here: make it nullable",
        ],
    ),
]


@pytest.mark.parametrize(("declare", "told"), [each[1:] for each in NEVER_NULL], ids=[each[0] for each in NEVER_NULL])
def test_what_may_be_withheld_and_is_never_null_is_named_with_the_remedy(
    declare: Callable[[], Any], told: list[str]
) -> None:
    assert faults(str, declare()) == told
    assert faults(str | None, declare()) == []


UNGUARDABLE: list[Callable[[], Any]] = [
    lambda: shown(Group.CASE, "Where.", needs=("b",), derived=_row_place, only_while=ObjectState.NOTICE_RUNS),
    lambda: related(Group.CASE, "Where.", _nothing, needs=("b",), only_while=ObjectState.NOTICE_RUNS),
    lambda: related(
        Group.CASE,
        "Where.",
        _nothing,
        relation=Relation(Kind.EVIDENCE, "Evidence", local="_id", many=True),
        only_while=ObjectState.NOTICE_RUNS,
    ),
]


@pytest.mark.parametrize("declare", UNGUARDABLE, ids=["derived", "found by a resolver", "a list with pages"])
def test_a_state_on_what_it_cannot_guard_is_refused(declare: Callable[[], Any]) -> None:
    assert faults(str | None, declare()) == [
        "Board.place: NOTICE_RUNS guards what is stored and relations to one record: declare it on those"
    ]
