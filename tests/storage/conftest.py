"""A real object store, and buckets of its own for each run."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from hashlib import sha256
from io import BytesIO
from uuid import uuid4

import pytest
import pytest_asyncio
from minio import Minio
from minio.deleteobjects import DeleteObject

from storage.connection import connect, patient_pool
from storage.evidence_store import EvidenceStore, StoreAddress
from storage.upload import UploadForm
from tests.servers import Servers

Put = Callable[[str, bytes], str]
PDF = b"%PDF-1.7\n% a synthetic paper\n%%EOF\n"


@pytest.fixture(scope="session")
def address(servers: Servers) -> StoreAddress:
    keys = servers.store.credentials
    prefix = f"test-{uuid4().hex[:8]}"
    return StoreAddress(servers.store.url, keys.access_key, keys.secret_key, "us-east-1", bucket_prefix=prefix)


@pytest.fixture(scope="session")
def raw(address: StoreAddress) -> Iterator[Minio]:
    """The store as an outsider with its key could use it."""
    http = patient_pool()
    yield connect(address.url, address.access_key, address.secret_key, address.region, http)
    http.clear()


@asynccontextmanager
async def prepared(address: StoreAddress, raw: Minio) -> AsyncIterator[EvidenceStore]:
    store = EvidenceStore(address)
    await store.prepare()
    try:
        yield store
    finally:
        store.close()
        remove_buckets(raw, address.bucket_prefix)


@pytest_asyncio.fixture(scope="session")
async def store(address: StoreAddress, raw: Minio) -> AsyncIterator[EvidenceStore]:
    async with prepared(address, raw) as store:
        yield store


@pytest.fixture
def put(store: EvidenceStore, raw: Minio, address: StoreAddress) -> Put:
    """Lay bytes into the incoming bucket; the answer is their SHA-256."""

    def put(key: str, data: bytes) -> str:
        bucket = f"{address.bucket_prefix}-incoming"
        raw.put_object(bucket_name=bucket, object_name=key, data=BytesIO(data), length=len(data))
        return sha256(data).hexdigest()

    return put


@pytest.fixture
def key() -> str:
    return f"evd_{uuid4().hex}"


async def signed(store: EvidenceStore, key: str, data: bytes, seconds: int = 60) -> UploadForm:
    return await store.sign_upload(
        key, size=len(data), media_type="application/pdf", sha256=sha256(data).hexdigest(), seconds=seconds
    )


def remove_buckets(raw: Minio, prefix: str) -> None:
    for bucket in (f"{prefix}-incoming", f"{prefix}-evidence"):
        versions = raw.list_objects(bucket_name=bucket, recursive=True, include_version=True)
        stale = [DeleteObject(item.object_name or "", item.version_id) for item in versions]
        assert not list(raw.remove_objects(bucket_name=bucket, delete_object_list=stale, bypass_governance_mode=True))
        raw.remove_bucket(bucket_name=bucket)
