"""A related field runs no resolver for a viewer from whom it is kept back: it is gated like a stored one."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
import strawberry

from authorization.sight import Group
from authorization.state import WITHHELD, ObjectState
from casework.office import Role
from schema.field import related
from schema.matrix import class_of

KNOWS = {
    *(Role.TOWNSHIP_WINDOW, Role.TOWNSHIP_INVESTIGATOR, Role.TOWNSHIP_REVIEWER, Role.TOWNSHIP_LEADER),
    *(Role.TOWNSHIP_CASHIER, Role.COUNTY_APPROVER, Role.COUNTY_SUPERVISOR, Role.AUDITOR, Role.CITY_OVERSEER),
}


def read(role: Role, row: dict[str, Any], ran: list[str]) -> Any:
    """Both fields of a row that lead elsewhere, found at once and found later."""

    def at_once() -> str:
        ran.append("at once")
        return "found"

    async def later() -> str:
        ran.append("later")
        return "found"

    fields = {
        "at_once": related(Group.FINDING, "At once.", at_once, needs=("_id",), only_while=ObjectState.DISCLOSED),
        "later": related(Group.FINDING, "Later.", later, needs=("_id",), only_while=ObjectState.DISCLOSED),
    }
    annotations = dict.fromkeys(fields, str | None)
    leading: Any = strawberry.type(type("Leading", (), {"__annotations__": annotations, **fields}))

    def resolve() -> Any:
        return row

    query = type("Query", (), {"__annotations__": {"row": leading}, "row": strawberry.field(resolver=resolve)})
    context: Any = SimpleNamespace(desk=SimpleNamespace(viewer=class_of(role)))
    asked = strawberry.Schema(query=strawberry.type(query)).execute("{ row { atOnce later } }", context_value=context)
    result = asyncio.run(asked)
    assert result.errors is None
    return result.data["row"] if result.data else None


@pytest.mark.parametrize("role", Role)
def test_a_resolver_runs_for_those_alone_who_have_the_group(role: Role) -> None:
    ran: list[str] = []
    value = "found" if role in KNOWS else None
    assert read(role, {"_id": "sup_1"}, ran) == {"atOnce": value, "later": value}
    assert ran == (["at once", "later"] if role in KNOWS else [])


def test_a_resolver_does_not_run_where_the_state_withholds_the_field() -> None:
    ran: list[str] = []
    row = {"_id": "sup_1", WITHHELD: frozenset({"atOnce"})}
    assert read(Role.TOWNSHIP_LEADER, row, ran) == {"atOnce": None, "later": "found"}
    assert ran == ["later"]
