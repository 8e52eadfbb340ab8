"""No way leads outside the scope: every question and every act, asked by officials of another area."""

from typing import Any
from uuid import uuid4

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLNonNull, get_named_type

from authorization.policy import POLICIES, ActName
from casework.office import Role
from schema.build import SCHEMA
from tests import kept
from tests.api import COUNTY, VILLAGES, XUNCHANG, Api
from tests.story import filed, household_input, registered

CORE = SCHEMA._schema  # noqa: SLF001 - Strawberry has no public way to it
MUTATIONS = CORE.mutation_type.fields if CORE.mutation_type else {}
QUERIES = CORE.query_type.fields if CORE.query_type else {}
NAMES_NO_RECORD = {"findByIdentifier"}
SCALARS: dict[str, Any] = {
    "Boolean": True,
    "Int": 1,
    "Money": "10.00",
    "LocalDay": "2020-06-01",
    "ID": "x",
    "Float": 1.0,
}


@pytest.fixture(scope="module")
def targets(api: Api) -> dict[str, str]:
    """Records of one township, by the name of the input field that names such a record."""
    case = filed(api)
    with kept.opened(api) as database:
        household = str(database["applications"].find_one({"_id": case["id"]})["householdId"])  # type: ignore[index]
    return {
        "householdId": registered(api),
        "household": household,
        "id": case["id"],
        "applicationId": case["id"],
        "subject": case["id"],
        "number": case["number"],
        "village": VILLAGES[XUNCHANG],
        "township": XUNCHANG,
        "area": XUNCHANG,
        "county": COUNTY,
    }


def filled(type_: Any, name: str, targets: dict[str, str]) -> Any:
    """A value of an input type that names the township's records wherever it can."""
    if isinstance(type_, GraphQLNonNull):
        return filled(type_.of_type, name, targets)
    if isinstance(type_, GraphQLList):
        return [filled(type_.of_type, name, targets)]
    named = get_named_type(type_)
    if named.name == "HouseholdInput":
        return household_input(targets["village"])
    if isinstance(named, GraphQLInputObjectType):
        return {key: filled(field.type, key, targets) for key, field in named.fields.items()}
    if isinstance(named, GraphQLEnumType):
        return next(iter(named.values))
    return targets.get(name) or SCALARS.get(named.name) or "一段文字"


def act_input(act: str, targets: dict[str, str]) -> dict[str, Any]:
    given: dict[str, Any] = filled(MUTATIONS[act].args["input"].type, "input", targets)
    return given | {"idempotencyKey": uuid4().hex}


def told(api: Api, role: Role, act: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    """The errors of an act, or of the rows of one that takes rows."""
    payload = api.act(api.stranger(role), act, returns="__typename" + _rows(act), **given)
    rows = [error for row in payload.get("rows") or [] for error in row["userErrors"]]
    return [*payload["userErrors"], *rows]


def _rows(act: str) -> str:
    payload = get_named_type(MUTATIONS[act].type)
    return " rows { userErrors { code message path } }" if "rows" in payload.fields else ""


def test_every_act_has_a_policy_and_every_policy_an_act() -> None:
    assert set(MUTATIONS) == set(ActName) == set(POLICIES)


@pytest.mark.parametrize("act", sorted(MUTATIONS))
def test_an_official_of_another_area_changes_nothing(api: Api, targets: dict[str, str], act: str) -> None:
    given = act_input(act, targets)
    if act in NAMES_NO_RECORD:
        pytest.skip("it names no record; its own tests show that elsewhere answers like nowhere")
    before = kept.digest(api)
    for role in sorted(POLICIES[ActName(act)]):
        errors = told(api, role, act, given | {"idempotencyKey": uuid4().hex})
        assert [error["code"] for error in errors] == ["NOT_FOUND"], (role, errors)
    assert kept.digest(api) == before


@pytest.mark.parametrize("act", sorted(MUTATIONS))
def test_a_foreign_record_answers_like_one_that_does_not_exist(api: Api, targets: dict[str, str], act: str) -> None:
    nowhere = {name: value[:-3] + "ZZZ" if "_" in value else value for name, value in targets.items()}
    for role in sorted(POLICIES[ActName(act)]):
        foreign = told(api, role, act, act_input(act, targets))
        assert foreign == told(api, role, act, act_input(act, nowhere))


@pytest.mark.parametrize("act", sorted(MUTATIONS))
def test_whoever_is_not_admitted_is_told_so_and_changes_nothing(api: Api, targets: dict[str, str], act: str) -> None:
    before = kept.digest(api)
    for role in sorted(set(Role) - POLICIES[ActName(act)]):
        payload = api.act(api.person(role), act, **act_input(act, targets))
        assert [error["code"] for error in payload["userErrors"]] == ["NOT_ADMITTED"], role
    assert kept.digest(api) == before


def arguments(field: str, targets: dict[str, str]) -> dict[str, Any]:
    values = {"ids": list(targets.values()), "from": "2020-06-01", "to": "2020-12-31"} | targets
    return {name: values[name] for name in QUERIES[field].args if name in values}


ASSIGNED_CASES = {Role.LETTERS_OFFICE, Role.ANSWERING_DEPARTMENT, Role.EDUCATION, Role.BANK}
OPEN_TO_ALL = {"viewer", "jurisdictions", "codeLists"}
OF_HIS_OWN_AREA = {  # they answer everybody with his own area, and must hold nothing of another one
    "officials": "{ edges { node { id area } } }",
    "townshipComparison": "{ township { code } accepted confirmed refused open overdue confirmedAmount }",
}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
@pytest.mark.parametrize("field", sorted(set(QUERIES) - OPEN_TO_ALL - OF_HIS_OWN_AREA.keys()))
def test_an_official_of_another_area_finds_nothing(api: Api, targets: dict[str, str], role: Role, field: str) -> None:
    given = arguments(field, targets)
    if role in ASSIGNED_CASES:  # to them no list is published by area
        given.pop("area", None)
    declared = ", ".join(f"${name}: {QUERIES[field].args[name].type}" for name in given)
    passed = ", ".join(f"{name}: ${name}" for name in given)
    query = f"query{f'({declared})' if declared else ''} {{ {field}{f'({passed})' if passed else ''} {_parts(field)} }}"
    answer = api.post(api.stranger(role), {"query": query, "variables": given})
    assert "errors" not in answer.json(), answer.json()
    assert not any(value in answer.text for value in targets.values()), answer.text
    assert answer.json()["data"][field] in (None, [], [None] * len(targets), {"edges": [], "totalCount": 0})


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("field", OF_HIS_OWN_AREA)
def test_an_official_of_another_area_is_told_of_his_own_alone(
    api: Api, targets: dict[str, str], role: Role, field: str
) -> None:
    period = '(from: "2020-06-01", to: "2020-12-31")' if field == "townshipComparison" else ""
    query = f"{{ {field}{period} {OF_HIS_OWN_AREA[field]} }}"
    data = api.ask(api.stranger(role), query)[field]
    if field == "officials":
        assert {edge["node"]["area"][:2] for edge in data["edges"]} <= {"99"}
    else:
        nothing = {"accepted": 0, "confirmed": 0, "refused": 0, "open": 0, "overdue": 0}
        seen = [{name: row[name] for name in nothing} for row in data]
        assert [row["township"]["code"] for row in data] == ["990101100"] * len(data)
        assert seen == [nothing] * len(data)


def _parts(field: str) -> str:
    named: Any = get_named_type(QUERIES[field].type)
    if "edges" in named.fields:
        return "{ edges { node { __typename } } totalCount }"
    return "{ __typename }" if "id" not in named.fields else "{ __typename id }"
