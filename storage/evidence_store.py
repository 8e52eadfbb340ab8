"""Where the papers of a case lie: the one door to the object store."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from time import monotonic

from anyio import Lock
from minio import Minio
from urllib3 import PoolManager

from storage.ability import Abilities, probed
from storage.admission import Admission, admitted, deposited, retained
from storage.arrival import Arrived, digest_of, inspected
from storage.bucket import Buckets, made_ready, swept
from storage.connection import Desk, connect, hasty_pool, patient_pool
from storage.download import FileStream, disposition
from storage.errors import StoreUnavailable
from storage.upload import UploadForm, signed_form, signed_put

ABILITIES_SECONDS = 5.0
ABSENCE_SECONDS = 1.0
MAX_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True)
class StoreAddress:
    """Where the store is, and the key with which it is asked; `public_url` is how browsers reach it."""

    url: str
    access_key: str
    secret_key: str = field(repr=False)
    region: str = "us-east-1"
    public_url: str | None = None
    bucket_prefix: str = "jiuzhu"

    def client(self, http: PoolManager, url: str | None = None) -> Minio:
        return connect(url or self.url, self.access_key, self.secret_key, self.region, http)


class EvidenceStore:
    """Papers arrive in the incoming bucket, and stay in the evidence bucket, in versions that retention protects.

    Every method raises a `StorageError` (storage/errors.py) when it cannot do what its name says.
    """

    def __init__(self, address: StoreAddress) -> None:
        self._buckets = Buckets(f"{address.bucket_prefix}-incoming", f"{address.bucket_prefix}-evidence")
        self._pools = (patient_pool(), hasty_pool())
        self._store = address.client(self._pools[0])
        self._prober = address.client(self._pools[1])
        self._signer = address.client(self._pools[0], address.public_url)
        self._post_url = f"{(address.public_url or address.url).rstrip('/')}/{self._buckets.incoming}"
        self._probe_url = f"{address.url.rstrip('/')}/{self._buckets.incoming}"
        self._desk = Desk()
        self._probing = Lock()
        self._abilities = Abilities()
        self._abilities_until = 0.0

    def close(self) -> None:
        """Close the connections that are idle."""
        for pool in self._pools:
            pool.clear()

    async def prepare(self) -> None:
        """Create and set up the buckets; done twice, nothing changes."""
        await self._desk.run(made_ready, self._store, self._buckets)
        self._abilities_until = 0.0

    async def probe(self) -> Abilities:
        """What the store can do, asked again after some seconds; never raises, and is no to all before `prepare`."""
        async with self._probing:
            if monotonic() >= self._abilities_until:
                self._abilities = await self._desk.run(
                    probed, self._prober, self._pools[1], self._buckets, self._probe_url
                )
                fresh = ABILITIES_SECONDS if self._abilities.reachable else ABSENCE_SECONDS
                self._abilities_until = monotonic() + fresh
            return self._abilities

    async def sign_upload(self, key: str, *, size: int, media_type: str, sha256: str, seconds: int) -> UploadForm:
        """A form by which the store caps size, digest and type itself, or a plain link where it has no such policy."""
        abilities = await self.probe()
        if not abilities.reachable:
            raise StoreUnavailable("no upload is signed while the store is away")
        expires_at = datetime.now(UTC) + timedelta(seconds=seconds)
        if not abilities.post_policy:
            url = signed_put(self._signer, self._buckets.incoming, key, seconds)
            return UploadForm("PUT", url, expires_at, headers={"Content-Type": media_type})
        fields = signed_form(
            self._signer,
            self._buckets.incoming,
            key,
            size=size,
            media_type=media_type,
            sha256=sha256,
            expires_at=expires_at,
        )
        return UploadForm("POST", self._post_url, expires_at, fields=fields)

    async def inspect(self, key: str, *, max_bytes: int = MAX_BYTES) -> Arrived:
        """What arrived under this key; `FileTooLarge` when it is more than that."""
        return await self._desk.run(inspected, self._store, self._buckets.incoming, key, max_bytes)

    async def admit(
        self,
        incoming_key: str,
        final_key: str,
        *,
        retain_until: datetime,
        media_type: str,
        sha256: str,
        etag: str | None = None,
    ) -> str:
        """The version id under which what was inspected now stays; done twice, the same one.

        `FileChanged` when the upload, or what already lies under the final key, is not what was inspected.
        """
        admission = Admission(incoming_key, final_key, media_type, sha256, etag, retain_until)
        return await self._desk.run(admitted, self._store, self._buckets, admission)

    async def deposit(self, final_key: str, content: bytes, *, media_type: str, retain_until: datetime) -> str:
        """The version id of a paper that this product made itself, kept without an upload; done twice, the same one.

        `FileChanged` when something else lies under the final key.
        """
        made = Admission("", final_key, media_type, sha256(content).hexdigest(), None, retain_until)
        return await self._desk.run(deposited, self._store, self._buckets, made, content)

    async def discard(self, incoming_key: str) -> None:
        """Delete an upload; one that is not there is no error."""
        await self._desk.run(self._store.remove_object, bucket_name=self._buckets.incoming, object_name=incoming_key)

    async def sweep_incoming(self, older_than: datetime) -> int:
        """Delete uploads that nobody completed; say how many."""
        return await self._desk.run(swept, self._store, self._buckets.incoming, older_than)

    def sign_download(self, final_key: str, version_id: str, *, filename: str, media_type: str, seconds: int) -> str:
        """A link to this version of this paper alone, saved under `filename` in whatever script."""
        return self._signer.presigned_get_object(
            bucket_name=self._buckets.evidence,
            object_name=final_key,
            version_id=version_id,
            expires=timedelta(seconds=seconds),
            response_headers={
                "response-content-disposition": disposition(filename),
                "response-content-type": media_type,
            },
        )

    async def open_stream(
        self, final_key: str, version_id: str, offset: int = 0, length: int | None = None
    ) -> FileStream:
        """The bytes from `offset` on, to be iterated; that the paper is missing is told here, before the first byte."""
        response = await self._desk.run(
            self._store.get_object,
            bucket_name=self._buckets.evidence,
            object_name=final_key,
            version_id=version_id,
            offset=offset,
            length=length or 0,
        )
        return FileStream(response, self._desk)

    async def fetch_digest(self, final_key: str, version_id: str) -> str:
        """The SHA-256 of the bytes as they are stored now, to prove them unaltered."""
        return await self._desk.run(digest_of, self._store, self._buckets.evidence, final_key, version_id)

    async def extend_retention(self, final_key: str, version_id: str, until: datetime) -> None:
        """Retain longer; `RetentionHolds` when that would shorten it."""
        await self._desk.run(retained, self._store, self._buckets.evidence, final_key, version_id, until)

    async def place_hold(self, final_key: str, version_id: str) -> None:
        """Forbid deletion until the hold is lifted, whatever the retention."""
        await self._hold(self._store.enable_object_legal_hold, final_key, version_id)

    async def lift_hold(self, final_key: str, version_id: str) -> None:
        """Leave the paper to its retention again."""
        await self._hold(self._store.disable_object_legal_hold, final_key, version_id)

    async def _hold(self, change: Callable[..., None], final_key: str, version_id: str) -> None:
        await self._desk.run(change, bucket_name=self._buckets.evidence, object_name=final_key, version_id=version_id)
