"""What arrived is read once, within bounds."""

import tracemalloc
from hashlib import sha256

import pytest

from storage.errors import FileMissing, FileTooLarge
from storage.evidence_store import EvidenceStore
from tests.storage.conftest import PDF, Put


async def test_a_missing_upload_is_missing(store: EvidenceStore, key: str) -> None:
    with pytest.raises(FileMissing):
        await store.inspect(key)


async def test_a_file_of_unknown_kind_has_no_media_type(store: EvidenceStore, put: Put, key: str) -> None:
    digest = put(key, b"<html>%PDF-")
    arrived = await store.inspect(key)
    assert (arrived.media_type, arrived.sha256, arrived.size) == (None, digest, 11)


async def test_an_empty_file_is_of_no_kind(store: EvidenceStore, put: Put, key: str) -> None:
    put(key, b"")
    arrived = await store.inspect(key)
    assert (arrived.media_type, arrived.size, arrived.sha256) == (None, 0, sha256(b"").hexdigest())


async def test_a_file_of_exactly_the_limit_is_read_and_one_more_byte_is_too_large(
    store: EvidenceStore, put: Put, key: str
) -> None:
    put(key, PDF)
    assert (await store.inspect(key, max_bytes=len(PDF))).size == len(PDF)
    with pytest.raises(FileTooLarge):
        await store.inspect(key, max_bytes=len(PDF) - 1)


async def test_a_large_file_is_read_in_little_memory(store: EvidenceStore, put: Put, key: str) -> None:
    put(key, PDF + bytes(16 * 1024 * 1024))
    tracemalloc.start()
    arrived = await store.inspect(key)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (arrived.size, peak < 4 * 1024 * 1024) == (16 * 1024 * 1024 + len(PDF), True)


async def test_a_discarded_upload_is_gone_and_discarding_again_is_no_error(
    store: EvidenceStore, put: Put, key: str
) -> None:
    put(key, PDF)
    await store.discard(key)
    await store.discard(key)
    with pytest.raises(FileMissing):
        await store.inspect(key)
