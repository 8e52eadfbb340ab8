"""kill -9 of the API under load: whatever value a client received, its entry is in the read log."""

import threading
import time
from pathlib import Path

import httpx
import pytest

from casework.office import Role
from tests import kept
from tests.api import Api, Person, process
from tests.story import registered

CLIENTS = 8
FAMILY = "query Kill{place}_{client}_{turn} {{ households(first: 20) {{ edges {{ node {{ members {{ name }} }} }} }} }}"


def ask_on(url: str, person: Person, place: int, client: int, delivered: list[str]) -> None:
    """Ask by operations of ever new names until the API is gone; note the names of those that were answered."""
    headers = {"authorization": f"Bearer {person.token}"}
    with httpx.Client(base_url=url, headers=headers, timeout=20) as session:
        for turn in range(10_000):
            text = FAMILY.format(place=place, client=client, turn=turn)
            try:
                answer = session.post("/graphql", json={"query": text})
            except httpx.HTTPError:
                return
            assert answer.json()["data"]["households"]["edges"][0]["node"]["members"][0]["name"]
            delivered.append(f"Kill{place}_{client}_{turn}")


@pytest.mark.parametrize("place", range(6))
def test_no_entry_of_a_delivered_value_is_lost(api: Api, tmp_path: Path, place: int) -> None:
    registered(api)
    window, delivered = api.person(Role.TOWNSHIP_WINDOW), list[str]()
    with (tmp_path / "api.log").open("wb") as log, process(api.settings, log) as (doomed, url):
        clients = [
            threading.Thread(target=ask_on, args=(url, window, place, client, delivered)) for client in range(CLIENTS)
        ]
        for each in clients:
            each.start()
        while len(delivered) < CLIENTS:
            time.sleep(0.01)
        time.sleep(0.2 + place * 0.0373)
        doomed.kill()
        for each in clients:
            each.join(30)
        assert doomed.wait(15) == -9
    with kept.opened(api) as database:
        logged = set(database["readLog"].distinct("operation", {"operation": {"$regex": f"^Kill{place}_"}}))
    assert len(delivered) > CLIENTS
    assert set(delivered) <= logged
    assert len(logged) <= len(delivered) + CLIENTS  # what was logged and not delivered was on its way
