"""What no plain read answers is told as the visibility table has it; what is gathered stands wherever it is declared.

The catalogue is told of declarations that the schema does not have, so that every branch is walked.
"""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from casework.office import Role
from compiler.compiler import Compiler
from compiler.declaration import Answered, Gathered, Narrowed
from compiler.reason import NotCompilable, Reason
from resolvers.desk import Desk
from resolvers.read_log import Reads
from schema.answering import COMPILER
from tests.compiler.inside import run, viewer
from tests.compiler.world import World

ROW: dict[str, Any] = {
    "_id": "app_1",
    "applicantName": "欧阳测试",
    "memberCount": 3,
    "decision": {"late": False, "by": {"officialId": "off_1", "name": "张某"}},
    "notices": [{"noticeId": "n1", "first": True}, {"noticeId": "n2", "first": False}],
}
QUERY = """{ application(number: "n") { __typename id applicantName memberCount number: acceptedOn
  decision { late by { name } } notices { noticeId first } access { withheld } externalReference { system } } }"""


def answered(world: World, role: Role, row: Any, query: str = QUERY) -> Any:
    """What a function's row is told as, as `application`."""

    async def of(_desk: Desk, number: str) -> Any:
        assert number == "n"
        return row

    roots = {**COMPILER.catalogue.roots, "application": Answered(of)}
    compiler = Compiler(dataclasses.replace(COMPILER.catalogue, roots=roots, _rules={}))

    async def asked(desk: Callable[[Role], Desk]) -> Any:
        return await compiler.answer(desk(role), query, None, None, {}, Reads())

    return run(world, asked)["data"]["application"]


def test_a_row_is_told_clear_masked_or_not_at_all(world: World) -> None:
    told = answered(world, Role.COUNTY_APPROVER, ROW)
    assert told.pop("access") == {"withheld": []}
    assert told == {
        "__typename": "Application",
        "id": "app_1",
        **{name: ROW[name] for name in ("applicantName", "memberCount", "notices")},
        "number": None,
        "decision": {"late": False, "by": {"name": "张某"}},
        "externalReference": None,
    }
    finance = answered(world, Role.COUNTY_FINANCE, ROW)
    assert "filedBy" in finance.pop("access")["withheld"]
    hidden = {"late": False, "by": None}
    assert finance == told | {"applicantName": "欧＊", "decision": hidden}


def test_no_row_is_null(world: World) -> None:
    assert answered(world, Role.COUNTY_APPROVER, None) is None


@pytest.mark.parametrize(
    ("lacking", "reason"),
    [
        ("{ memberCount }", Reason.UNFIT),  # never null
        ("{ procedure }", Reason.UNFIT),  # derived: the function had it to put there
        ("{ statement }", Reason.NOT_DECLARED),  # in clear for the read log to name, which knows no record of it
    ],
)
def test_what_cannot_be_told_of_a_row_is_the_reference_executors(world: World, lacking: str, reason: Reason) -> None:
    with pytest.raises(NotCompilable) as raised:
        answered(world, Role.COUNTY_APPROVER, {"_id": "app_1"}, f'{{ application(number: "n") {lacking} }}')
    assert raised.value.reason is reason


def test_a_narrowed_path_is_shown_by_nothing_but_what_is_derived_of_it() -> None:
    officials: Any = COMPILER.catalogue.roots["officials"]
    narrowed = dataclasses.replace(
        officials, narrowed=Narrowed(lambda _desk: {}, {"name": "$$nothing"}, lambda _desk: {})
    )
    roots = {**COMPILER.catalogue.roots, "officials": narrowed}
    compiler = Compiler(dataclasses.replace(COMPILER.catalogue, roots=roots, _rules={}))
    with pytest.raises(NotCompilable) as raised:
        compiler.plan(viewer(Role.COUNTY_APPROVER), "{ officials { edges { node { id name } } } }", None, None)
    assert (raised.value.reason, raised.value.detail) == (Reason.NOT_DECLARED, "Official.name")


def test_what_is_gathered_may_stand_in_an_embedded_part(world: World) -> None:
    """No field of the schema does so yet: the catalogue is told that one does, which then tells what it is found by."""

    async def load(_desk: Desk, ids: list[str]) -> list[Any]:
        return [f"found by {each}" for each in ids]

    ways = {**COMPILER.catalogue.ways, ("Handler", "name"): Gathered("specimen", load, local="officialId")}
    compiler = Compiler(dataclasses.replace(COMPILER.catalogue, ways=ways, _rules={}))
    text = "{ applications { edges { node { filedBy { officialId name } opinions { by { officialId name } } } } } }"

    async def asked(desk: Callable[[Role], Desk]) -> Any:
        return await compiler.answer(desk(Role.COUNTY_SUPERVISOR), text, None, None, {}, Reads())

    nodes = [each["node"] for each in run(world, asked)["data"]["applications"]["edges"]]
    handlers = [node["filedBy"] for node in nodes] + [each["by"] for node in nodes for each in node["opinions"]]
    assert len(handlers) > len(nodes) > 0
    assert [each["name"] for each in handlers] == [f"found by {each['officialId']}" for each in handlers]
