"""Odd values in every place of every input: each is told by a code, none is an inside error, and nothing is kept."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull, get_named_type

from authorization.policy import POLICIES, ActName
from tests import kept
from tests.api import COUNTY, VILLAGES, XUNCHANG, Api
from tests.authorization.test_scope import MUTATIONS, filled
from tests.story import filed

TEXTS = ["", " ", "\u0000", "\ud800", "𠮷" * 200, "长" * 10_000, "{$gt: 1}", "-1", "NaN", "1e5"]
TEXTS += ["0001-01-01", "9999-12-31"]
NUMBERS = [-1, 0, 2**31 - 1, -(2**31), 2**31, 10**30]
Path = tuple[str | int, ...]


@pytest.fixture(scope="module")
def targets(api: Api) -> dict[str, str]:
    case = filed(api)
    with kept.opened(api) as rows:
        household = (rows["applications"].find_one({"_id": case["id"]}) or {})["householdId"]
    return {
        "householdId": household,
        "id": case["id"],
        "applicationId": case["id"],
        "subject": case["id"],
        "village": VILLAGES[XUNCHANG],
        "township": XUNCHANG,
        "county": COUNTY,
    }


def places(type_: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every leaf of an input type, with the name of its scalar."""
    if isinstance(type_, GraphQLNonNull):
        yield from places(type_.of_type, path)
    elif isinstance(type_, GraphQLList):
        yield from places(type_.of_type, (*path, 0))
    elif isinstance(type_, GraphQLInputObjectType):
        for name, field in type_.fields.items():
            yield from places(field.type, (*path, name))
    else:
        yield path, get_named_type(type_).name


def changed(value: Any, path: Path, odd: Any) -> Any:
    if not path:
        return odd
    if isinstance(value, list):
        return [changed(value[0], path[1:], odd)]
    return {**value, path[0]: changed(value.get(path[0]), path[1:], odd)}


def odd_inputs(act: str, targets: dict[str, str]) -> Iterator[dict[str, Any]]:
    type_ = MUTATIONS[act].args["input"].type
    usual = filled(type_, "input", targets) | {"idempotencyKey": uuid4().hex}
    for path, scalar in places(type_):
        odds: list[Any] = NUMBERS if scalar == "Int" else TEXTS if scalar in {"String", "Money", "LocalDay"} else []
        for odd in odds:
            yield changed(usual, path, odd)


def codes(answer: dict[str, Any]) -> set[str]:
    told = [error["extensions"]["code"] for error in answer.get("errors", [])]
    for payload in (answer.get("data") or {}).values():
        told += [error["code"] for error in (payload or {}).get("userErrors", [])]
    return set(told)


@pytest.mark.slow
@pytest.mark.parametrize("act", sorted(MUTATIONS))
def test_no_odd_value_is_an_inside_error(api: Api, targets: dict[str, str], act: str) -> None:
    kind = act[0].upper() + act[1:]
    query = f"mutation($input: {kind}Input!) {{ {act}(input: $input) {{ userErrors {{ code path }} }} }}"
    for role in sorted(POLICIES[ActName(act)])[:1]:
        for given in odd_inputs(act, targets):
            body = json.dumps({"query": query, "variables": {"input": given}})
            headers = {"authorization": f"Bearer {api.person(role).token}", "content-type": "application/json"}
            answer = api.client.post("/graphql", content=body, headers=headers)
            assert answer.status_code < 500, given
            assert "INTERNAL" not in codes(answer.json()), given
