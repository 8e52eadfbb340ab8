"""A store that is away is told as such, and soon."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic

import pytest

from storage.ability import Abilities
from storage.errors import StorageError, StoreUnavailable
from storage.evidence_store import EvidenceStore, StoreAddress
from tests.storage.conftest import PDF, signed


@pytest.fixture
def silent() -> Iterator[str]:
    """An address that accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def away(address: StoreAddress) -> Iterator[EvidenceStore]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    store = EvidenceStore(replace(address, url=f"http://127.0.0.1:{port}"))
    yield store
    store.close()


async def test_every_verb_says_quickly_that_the_store_is_away(away: EvidenceStore) -> None:
    started = monotonic()
    for attempt in (
        away.prepare(),
        away.inspect("evd_1"),
        away.discard("evd_1"),
        away.sweep_incoming(datetime.now(UTC)),
        away.open_stream("a", "b"),
        away.fetch_digest("a", "b"),
        away.place_hold("a", "b"),
        signed(away, "evd_1", PDF),
    ):
        with pytest.raises(StoreUnavailable):
            await attempt
    assert monotonic() - started < 3


async def test_a_probe_of_a_store_that_is_away_answers_no_to_all(away: EvidenceStore) -> None:
    assert await away.probe() == Abilities()


async def test_a_probe_of_a_silent_store_does_not_wait(address: StoreAddress, silent: str) -> None:
    store = EvidenceStore(replace(address, url=silent))
    started = monotonic()
    assert await store.probe() == Abilities()
    assert monotonic() - started < 3
    store.close()


async def test_a_wrong_key_is_a_fault_and_not_an_absence(address: StoreAddress) -> None:
    store = EvidenceStore(replace(address, secret_key="wrong"))
    with pytest.raises(StorageError) as caught:
        await store.inspect("evd_1")
    store.close()
    assert caught.type is StorageError
