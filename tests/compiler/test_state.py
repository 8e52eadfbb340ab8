"""What an object's own state withholds stays inside mongod, and is withheld alike by both ways of reading."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authorization.state import CONDITIONS, WITHHELD, ObjectState
from casework.office import Role
from compiler.state import DAY, only_while
from schema.answering import COMPILER
from schema.field import TABLE
from schema.matrix import class_of
from tests import kept
from tests.compiler.world import World

NOTICES = "query($id: ID!) { node(id: $id) { ... on Application { notices { lastDay place phone } } } }"
RECORD = """{ supervisions { edges { node { id kind subject purpose application { id } outcome closing
  findings { text clause } } } } }"""
DAYS = st.sampled_from(["2020-06-07", "2020-06-08", "2020-06-09", "", "9999-12-31"])
VALUES = st.one_of(DAYS, st.none(), st.booleans(), st.integers(-1, 2), st.just([]), st.just({"a": "2020-06-08"}))
ROWS = st.lists(st.dictionaries(st.sampled_from(["lastDay", "disclosed"]), VALUES), min_size=1, max_size=20)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, state=st.sampled_from(list(ObjectState)), today=DAYS)
def test_a_condition_holds_in_mongod_where_it_holds_in_python(
    world: World, rows: list[dict[str, Any]], state: ObjectState, today: str
) -> None:
    condition = replace(CONDITIONS[state], of_record=True)
    holds = only_while(condition, "$", True, False)
    with kept.opened(world.api) as database:
        pipeline: list[Any] = [{"$documents": [{"row": {"$literal": row}} for row in rows]}, {"$replaceWith": "$row"}]
        stages = [*pipeline, {"$project": {"holds": holds}}]
        found = [each["holds"] for each in database.aggregate(stages, let={DAY: today})]
    assert found == [condition.proposition.of(row, today) for row in rows]


def last_day(world: World) -> tuple[str, str]:
    """A case of the first township whose notice was posted, and that notice's last day."""
    with kept.opened(world.api) as database:
        case: Any = database["applications"].find_one({"notices.0": {"$exists": True}, "township": "511526101"})
    return case["_id"], max(each["lastDay"] for each in case["notices"])


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
def test_both_ways_withhold_a_notice_from_the_day_after_its_last(world: World, role: Role) -> None:
    case, day = last_day(world)
    person = world.api.person(role)
    for clock in (f"{day}T23:59+08:00", f"{day[:8]}{int(day[8:]) + 1:02d}T00:00+08:00"):
        assert world.both(person, NOTICES, clock, id=case) == "PLAN"


def test_one_plan_serves_every_day(world: World) -> None:
    case, day = last_day(world)
    person = world.api.person(Role.VILLAGE_ASSISTANT)
    body = {"query": NOTICES, "variables": {"id": case}}
    places = [
        world.ask(person, body, reference=False, clock=f"{each}T09:00+08:00").json()["data"]["node"]["notices"][-1]
        for each in (day, "2021-01-04", day)
    ]
    assert [each["place"] for each in places] == ["村务公开栏", None, "村务公开栏"]
    assert [each["phone"] for each in places] == ["0831-0000000", None, "0831-0000000"]


@pytest.mark.parametrize("role", [Role.TOWNSHIP_LEADER, Role.TOWNSHIP_WINDOW, Role.TOWNSHIP_CASHIER])
def test_past_the_scope_a_second_lock_keeps_an_undisclosed_record(world: World, role: Role) -> None:
    """The scope hides such a record; were it ever reached, its own state still keeps it, in both ways."""
    viewer = class_of(role)
    plan, _ = COMPILER.plan(viewer, RECORD, None, None)
    projection = plan.roots[0][1].pages.rows.projection  # type: ignore[attr-defined]
    with kept.opened(world.api) as database:
        found = list(database["supervision"].find({"disclosed": False}, projection, let={DAY: "2020-11-20"}))
        rows = list(database["supervision"].find({"disclosed": False}, TABLE.projection("Supervision", viewer)))
    names = ("kind", "subject", "purpose", "outcome", "closing")
    assert found
    assert {each[name] for each in found for name in (*names, "application")} == {None}
    assert {finding[name] for each in found for finding in each["findings"] for name in finding} == {None}
    for row in rows:
        TABLE.guard("Supervision", viewer).mark(row, "2020-11-20")
    assert {row[WITHHELD] for row in rows} == {frozenset((*names, "application"))}
    assert {part[WITHHELD] for row in rows for part in row["findings"]} == {frozenset({"text", "clause"})}


def test_whoever_knows_before_an_order_has_no_lock_in_his_plan() -> None:
    plan, _ = COMPILER.plan(class_of(Role.COUNTY_SUPERVISOR), RECORD, None, None)
    assert "disclosed" not in str(plan)
    assert "disclosed" in str(COMPILER.plan(class_of(Role.TOWNSHIP_LEADER), RECORD, None, None)[0])


def test_what_a_state_may_withhold_is_told_by_coordinate_before_any_row_is_read() -> None:
    told = COMPILER.plan(class_of(Role.TOWNSHIP_LEADER), RECORD, None, None)[0].extensions
    assert told["withheld"]["mayBeWithheld"] == [
        "Finding.clause",
        "Finding.text",
        "Supervision.application",
        "Supervision.closing",
        "Supervision.kind",
        "Supervision.outcome",
        "Supervision.purpose",
        "Supervision.subject",
    ]
