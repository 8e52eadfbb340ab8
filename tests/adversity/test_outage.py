"""A database that goes away: a clear code at once, no half act, and recovery without a hand."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from casework.office import Role
from tests import kept
from tests.api import VILLAGES, XUNCHANG, Api
from tests.servers import Servers
from tests.story import household_input, registered

VIEWER = {"query": "{ viewer { area } }"}
REGISTER = """mutation ($input: RegisterHouseholdInput!) { registerHousehold(input: $input) {
  household { id } userErrors { code } } }"""


@contextmanager
def away(servers: Servers) -> Iterator[None]:
    """The database stopped, as long as the block lasts."""
    mongod = servers.database.process
    if mongod is None:
        pytest.skip("the database runs elsewhere and cannot be stopped")
    mongod.stop()
    try:
        yield
    finally:
        mongod.start()


def ready(api: Api) -> int:
    return api.client.get("/readyz").status_code


def healed(api: Api) -> None:
    """Wait until the API has found its database again."""
    deadline = time.monotonic() + 20
    while ready(api) != 200:
        assert time.monotonic() < deadline, "the API did not recover"
        time.sleep(0.1)


def test_while_the_database_is_away_every_request_gets_its_code_and_then_all_goes_on(
    api: Api, servers: Servers
) -> None:
    window = api.person(Role.TOWNSHIP_WINDOW)
    given = {"idempotencyKey": "while-it-was-away", "household": household_input(VILLAGES[XUNCHANG])}
    body = {"query": REGISTER, "variables": {"input": given}}
    with away(servers):
        began = time.monotonic()
        asked, acted = api.post(window, VIEWER), api.post(window, body)
        assert time.monotonic() - began < 10
        for answer in (asked, acted):
            assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (
                503,
                "DATABASE_UNAVAILABLE",
            )
        assert (ready(api), api.client.get("/livez").status_code) == (503, 200)
        assert api.client.get("/readyz").json()["database"]["reachable"] is False
    healed(api)
    before = kept.digest(api)
    first, again = api.post(window, body).json()["data"], api.post(window, body).json()["data"]
    assert first == again
    assert first["registerHousehold"]["userErrors"] == []
    assert kept.digest(api) != before


def test_an_act_in_the_middle_of_which_the_database_restarts_is_done_whole_or_not(api: Api, servers: Servers) -> None:
    before = registered(api)
    with away(servers):
        pass
    healed(api)
    assert registered(api) != before
