"""What the endpoint answers to requests that are not in order."""

from typing import Any

import pytest

from casework.office import Role
from tests.api import Api


def fault(api: Api, body: Any = None, *, content: bytes | None = None, language: str = "zh") -> tuple[int, Any, str]:
    person = api.person(Role.TOWNSHIP_WINDOW)
    headers = {
        "authorization": f"Bearer {person.token}",
        "content-type": "application/json",
        "accept-language": language,
    }
    given = {"json": body} if content is None else {"content": content}
    answer = api.client.post("/graphql", headers=headers, **given)
    error = answer.json()["errors"][0]
    return answer.status_code, error["extensions"]["code"], error["message"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"query": ""}',
        b"{",
        b"[]",
        b"null",
        b'"query"',
        b"{}",
        b'{"query": 1}',
        b'{"query": null}',
        b'{"query": "{viewer{area}}", "variables": []}',
        b'{"query": "{viewer{area}}", "variables": "{}"}',
        b'{"query": "{viewer{area}}", "operationName": 7}',
        b'[{"query": "{viewer{area}}"}]',
        b"\xff\xfe",
    ],
)
def test_a_malformed_request_is_400_with_a_code(api: Api, content: bytes) -> None:
    assert fault(api, content=content) == (400, "BAD_REQUEST", "请求格式不正确")


def test_a_body_over_100_kib_is_413(api: Api) -> None:
    big = {"query": "{ viewer { area } }", "variables": {"x": "长" * 40_000}}
    assert fault(api, big)[:2] == (413, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ viewer { area ", "SYNTAX_INVALID"),
        ("{ viewer { salary } }", "OPERATION_INVALID"),
        ("{ viewer }", "OPERATION_INVALID"),
        ("query A { viewer { area } } query B { viewer { area } }", "OPERATION_INVALID"),
        ("query ($n: Int) { application(number: $n) { id } }", "OPERATION_INVALID"),
        ("{ application(number: 7) { id } }", "OPERATION_INVALID"),
    ],
)
def test_an_operation_that_does_not_fit_is_400_with_a_code(api: Api, query: str, code: str) -> None:
    assert fault(api, {"query": query})[:2] == (400, code)


def test_variables_that_do_not_fit_name_the_place(api: Api) -> None:
    query = "query ($first: Int!) { households(first: $first) { edges { cursor } } }"
    status, code, message = fault(api, {"query": query, "variables": {"first": "ten"}})
    assert (status, code) == (200, "VARIABLES_INVALID")
    assert "$first" in message


def test_messages_are_english_on_request(api: Api) -> None:
    assert fault(api, content=b"{", language="en-GB,en;q=0.9") == (400, "BAD_REQUEST", "The request is malformed")


@pytest.mark.parametrize("given", [{"first": 0}, {"first": 101}, {"first": -1}, {"last": 0}, {"first": 1, "last": 1}])
def test_a_page_has_one_to_a_hundred_rows(api: Api, given: dict[str, int]) -> None:
    arguments = ", ".join(f"{name}: {value}" for name, value in given.items())
    answer = api.post(api.person(Role.TOWNSHIP_WINDOW), {"query": f"{{ households({arguments}) {{ totalCount }} }}"})
    assert answer.json()["errors"][0]["extensions"]["code"] == "PAGE_SIZE_INVALID"


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "é", "W10" * 20])
def test_a_cursor_that_was_not_given_out_is_refused(api: Api, cursor: str) -> None:
    query = "query ($after: String) { households(after: $after) { totalCount } }"
    answer = api.post(api.person(Role.TOWNSHIP_WINDOW), {"query": query, "variables": {"after": cursor}})
    assert answer.json()["errors"][0]["extensions"] == {"code": "CURSOR_INVALID", "argument": ["after"]}


def test_only_post_is_answered_and_unknown_paths_are_not(api: Api) -> None:
    assert [api.client.get("/graphql").status_code, api.client.get("/nowhere").status_code] == [405, 404]


@pytest.mark.parametrize(
    "clock",
    ["yesterday", "2020-06-01", "2020-06-01T09:00", "0001-01-01T00:00+00:00", "9999-12-31T23:59+00:00", "", "NaN"],
)
def test_the_clock_cannot_be_set_to_nonsense(api: Api, clock: str) -> None:
    answer = api.post(api.person(Role.TOWNSHIP_WINDOW), {"query": "{ viewer { caseDay } }"}, clock=clock)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")


def test_health_is_told_without_a_token(api: Api) -> None:
    assert api.client.get("/livez").json() == {"status": "alive"}
    ready = api.client.get("/readyz")
    assert (ready.status_code, ready.json()["status"], ready.json()["store"]["object_lock"]) == (200, "ready", True)
