"""While the evidence store is away: what needs it says so and keeps nothing, and it goes on when the store is back."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from casework.office import Role
from tests import kept, papers
from tests.api import Api, Person
from tests.papers import announced, announcement, sent, stored
from tests.servers import Servers

BACK = 15.0  # seconds


@contextmanager
def away(api: Api, servers: Servers) -> Iterator[None]:
    """The store is stopped as long as the block lasts."""
    process = servers.store.process
    if process is None:
        pytest.skip("the store under test is not ours to stop")
    process.stop()
    try:
        _until(lambda: api.client.get("/readyz").status_code == 503)
        yield
    finally:
        process.start()
        _until(lambda: api.client.get("/readyz").status_code == 200)


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + BACK
    while not true():
        assert time.monotonic() < end
        time.sleep(0.2)


def fault(api: Api, person: Person, name: str, given: dict[str, Any]) -> tuple[Any, str]:
    kind = name[0].upper() + name[1:]
    query = f"mutation($input: {kind}Input!) {{ {name}(input: $input) {{ userErrors {{ code }} }} }}"
    answer = api.post(person, {"query": query, "variables": {"input": given}}).json()
    [error] = answer["errors"]
    return answer["data"], error["extensions"]["code"]


@pytest.mark.slow
def test_what_needs_the_store_is_told_and_keeps_nothing(api: Api, servers: Servers) -> None:
    window, case = api.person(Role.TOWNSHIP_WINDOW), papers.accepted(api)
    waiting, paper = announced(api, case), stored(api, case, kind="DIAGNOSIS")
    assert sent(waiting["upload"], papers.PDF).is_success
    complete = {"idempotencyKey": "while-away-1", "id": waiting["evidence"]["id"], "expectedRevision": 1}
    acts = {
        "requestEvidenceUpload": announcement(case) | {"idempotencyKey": "while-away-2"},
        "completeEvidenceUpload": complete,
        "openEvidence": {"idempotencyKey": "while-away-3", "id": paper["id"]},
    }
    before = kept.digest(api)
    with away(api, servers):
        for name, given in acts.items():
            assert fault(api, window, name, given) == (None, "STORE_UNAVAILABLE")
        assert kept.digest(api) == before
    for name, given in acts.items():
        assert api.act(window, name, **given) == {"replayed": False, "userErrors": []}
