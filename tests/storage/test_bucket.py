"""The buckets are set up once, and the incoming one is swept."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
import pytest_asyncio
from minio import Minio

from storage.ability import Abilities
from storage.evidence_store import EvidenceStore, StoreAddress
from tests.storage.conftest import prepared


@pytest_asyncio.fixture
async def fresh(address: StoreAddress, raw: Minio) -> AsyncIterator[tuple[EvidenceStore, str]]:
    own = replace(address, bucket_prefix=f"test-{uuid4().hex[:8]}")
    async with prepared(own, raw) as store:
        yield store, f"{own.bucket_prefix}-incoming"


def lay(raw: Minio, bucket: str, *keys: str) -> None:
    for key in keys:
        raw.put_object(bucket_name=bucket, object_name=key, data=BytesIO(b"x"), length=1)


def left(raw: Minio, bucket: str) -> list[str | None]:
    return [item.object_name for item in raw.list_objects(bucket_name=bucket, recursive=True)]


async def test_preparing_twice_changes_nothing(fresh: tuple[EvidenceStore, str], raw: Minio) -> None:
    store, bucket = fresh
    lay(raw, bucket, "evd_1")
    await store.prepare()
    assert left(raw, bucket) == ["evd_1"]


async def test_only_stale_uploads_are_swept(fresh: tuple[EvidenceStore, str], raw: Minio) -> None:
    store, bucket = fresh
    lay(raw, bucket, "evd_1", "evd_2")
    assert await store.sweep_incoming(datetime.now(UTC) - timedelta(hours=1)) == 0
    assert left(raw, bucket) == ["evd_1", "evd_2"]
    assert await store.sweep_incoming(datetime.now(UTC) + timedelta(hours=1)) == 2
    assert left(raw, bucket) == []


async def test_the_probe_tells_what_the_store_can_do_and_leaves_nothing(
    fresh: tuple[EvidenceStore, str], raw: Minio
) -> None:
    store, bucket = fresh
    abilities = await store.probe()
    assert abilities == Abilities(
        reachable=True,
        versioning=True,
        object_lock=True,
        post_policy=True,
        encryption_at_rest=abilities.encryption_at_rest,
    )
    assert left(raw, bucket) == []


async def test_encryption_is_told_as_the_store_does_it(fresh: tuple[EvidenceStore, str], raw: Minio) -> None:
    store, bucket = fresh
    lay(raw, bucket, "evd_1")
    header = raw.stat_object(bucket_name=bucket, object_name="evd_1").metadata or {}
    encrypted = header.get("x-amz-server-side-encryption") == "AES256"
    assert (await store.probe()).encryption_at_rest == encrypted


async def test_a_store_that_was_away_is_asked_again(
    address: StoreAddress, raw: Minio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.evidence_store.ABSENCE_SECONDS", 0)
    own = replace(address, bucket_prefix=f"test-{uuid4().hex[:8]}")
    store = EvidenceStore(own)
    assert not (await store.probe()).reachable
    async with prepared(own, raw):
        assert (await store.probe()).reachable
    store.close()


async def test_a_store_that_is_not_prepared_can_do_nothing(address: StoreAddress) -> None:
    store = EvidenceStore(replace(address, bucket_prefix="test-never-prepared"))
    abilities = await store.probe()
    store.close()
    assert abilities == Abilities()
