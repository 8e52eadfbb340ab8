"""Only the bytes that were inspected become evidence, and evidence is neither altered nor deleted before its time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from minio import Minio
from minio.error import S3Error

from storage.errors import FileChanged, FileMissing, RetentionHolds
from storage.evidence_key import evidence_key
from storage.evidence_store import EvidenceStore, StoreAddress
from tests.storage.conftest import PDF, Put

OTHER = PDF.replace(b"synthetic", b"falsified")
DIGEST = sha256(PDF).hexdigest()


@dataclass(frozen=True)
class Bench:
    """One paper on its way from the incoming bucket into evidence, and what can be seen of it from outside."""

    store: EvidenceStore
    raw: Minio
    bucket: str
    incoming: str
    key: str
    until: datetime
    put: Put

    def lay(self, data: bytes) -> str:
        return self.put(self.incoming, data)

    async def admit(self, digest: str = DIGEST, etag: str | None = None, until: datetime | None = None) -> str:
        return await self.store.admit(
            self.incoming,
            self.key,
            retain_until=until or self.until,
            media_type="application/pdf",
            sha256=digest,
            etag=etag,
        )

    def versions(self) -> list[str | None]:
        found = self.raw.list_objects(bucket_name=self.bucket, prefix=self.key, recursive=True, include_version=True)
        return [item.version_id for item in found]

    def retained_until(self, version_id: str) -> datetime:
        retention = self.raw.get_object_retention(bucket_name=self.bucket, object_name=self.key, version_id=version_id)
        assert retention
        assert retention.mode == "GOVERNANCE"
        return retention.retain_until_date


@pytest.fixture
def bench(store: EvidenceStore, raw: Minio, address: StoreAddress, key: str, put: Put) -> Bench:
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)
    bucket = f"{address.bucket_prefix}-evidence"
    return Bench(store, raw, bucket, key, evidence_key("511526", "app_1", key), until, put)


async def test_what_was_inspected_is_copied_with_its_type_and_retained(bench: Bench) -> None:
    bench.lay(PDF)
    arrived = await bench.store.inspect(bench.incoming)
    version_id = await bench.admit(arrived.sha256, arrived.etag)
    stat = bench.raw.stat_object(bucket_name=bench.bucket, object_name=bench.key, version_id=version_id)
    assert (stat.size, stat.content_type) == (len(PDF), "application/pdf")
    assert await bench.store.fetch_digest(bench.key, version_id) == DIGEST
    assert bench.retained_until(version_id) == bench.until


async def test_a_retained_version_cannot_be_deleted(bench: Bench) -> None:
    bench.lay(PDF)
    version_id = await bench.admit()
    with pytest.raises(S3Error):
        bench.raw.remove_object(bucket_name=bench.bucket, object_name=bench.key, version_id=version_id)
    assert await bench.store.fetch_digest(bench.key, version_id) == DIGEST


async def test_overwriting_the_key_leaves_the_admitted_version_unaltered(bench: Bench) -> None:
    bench.lay(PDF)
    version_id = await bench.admit()
    bench.raw.fput_object(bucket_name=bench.bucket, object_name=bench.key, file_path=__file__)
    assert await bench.store.fetch_digest(bench.key, version_id) == DIGEST


@pytest.mark.parametrize("knows_etag", [True, False])
async def test_an_upload_overwritten_after_inspection_is_not_admitted_and_leaves_nothing(
    bench: Bench, knows_etag: bool
) -> None:
    bench.lay(PDF)
    arrived = await bench.store.inspect(bench.incoming)
    bench.lay(OTHER)
    with pytest.raises(FileChanged):
        await bench.admit(arrived.sha256, arrived.etag if knows_etag else None)
    assert bench.versions() == []


async def test_after_a_changed_upload_the_right_one_can_still_be_admitted(bench: Bench) -> None:
    bench.lay(OTHER)
    with pytest.raises(FileChanged):
        await bench.admit()
    bench.lay(PDF)
    version_id = await bench.admit()
    assert bench.versions() == [version_id]


async def test_admitting_twice_gives_the_same_version_even_when_the_upload_is_gone(bench: Bench) -> None:
    bench.lay(PDF)
    first = await bench.admit()
    await bench.store.discard(bench.incoming)
    second = await bench.admit(until=bench.until - timedelta(days=1))
    assert (first, bench.versions(), bench.retained_until(first)) == (second, [first], bench.until)


async def test_a_copy_that_a_crash_left_without_retention_is_retained_by_the_next_try(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.lay(PDF)
    with monkeypatch.context() as crash:
        crash.setattr("storage.admission.retained", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await bench.admit()
    version_id = await bench.admit()
    assert (bench.versions(), bench.retained_until(version_id)) == ([version_id], bench.until)


async def test_other_bytes_under_the_same_key_are_refused_and_the_first_stay(bench: Bench) -> None:
    bench.lay(PDF)
    version_id = await bench.admit()
    with pytest.raises(FileChanged):
        await bench.admit(digest=bench.lay(OTHER))
    assert bench.versions() == [version_id]


async def test_a_missing_upload_cannot_be_admitted(bench: Bench) -> None:
    with pytest.raises(FileMissing):
        await bench.admit()
    assert bench.versions() == []


async def test_retention_is_extended_and_never_shortened(bench: Bench) -> None:
    bench.lay(PDF)
    version_id = await bench.admit()
    later = bench.until + timedelta(days=3650)
    await bench.store.extend_retention(bench.key, version_id, later)
    await bench.store.extend_retention(bench.key, version_id, later)
    with pytest.raises(RetentionHolds):
        await bench.store.extend_retention(bench.key, version_id, bench.until)
    assert bench.retained_until(version_id) == later


async def test_a_hold_is_placed_and_lifted(bench: Bench) -> None:
    bench.lay(PDF)
    version_id = await bench.admit()
    held = {"bucket_name": bench.bucket, "object_name": bench.key, "version_id": version_id}
    await bench.store.place_hold(bench.key, version_id)
    assert bench.raw.is_object_legal_hold_enabled(**held)
    await bench.store.lift_hold(bench.key, version_id)
    assert not bench.raw.is_object_legal_hold_enabled(**held)


async def test_a_version_that_does_not_exist_is_missing_to_every_verb(bench: Bench) -> None:
    nothing = (f"511526/app_1/{bench.incoming}", "01KB0000000000000000000000")
    for verb in (bench.store.fetch_digest, bench.store.place_hold, bench.store.lift_hold, bench.store.open_stream):
        with pytest.raises(FileMissing):
            await verb(*nothing)
    with pytest.raises(FileMissing):
        await bench.store.extend_retention(*nothing, bench.until)
