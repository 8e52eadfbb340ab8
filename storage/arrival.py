"""What lies in the store under a key: read once from end to end, in bounded memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from minio import Minio
from urllib3.response import BaseHTTPResponse

from storage.errors import FileTooLarge
from storage.media_type import HEAD_BYTES, TAIL_BYTES, sniff

CHUNK = 256 * 1024


@dataclass(frozen=True)
class Arrived:
    """What was found under a key; `media_type` is told by the content, `etag` names this very content to the store."""

    size: int
    sha256: str
    media_type: str | None
    etag: str


@contextmanager
def opened(store: Minio, bucket: str, key: str, version_id: str | None = None) -> Iterator[BaseHTTPResponse]:
    """The store's answer with the bytes; its connection is closed when they were not all read."""
    response = store.get_object(bucket_name=bucket, object_name=key, version_id=version_id)
    try:
        yield response
    finally:
        response.close()
        response.release_conn()


def inspected(store: Minio, bucket: str, key: str, max_bytes: int) -> Arrived:
    """Read the file and say what it is; one that is too large is refused before it is read."""
    reading = _Reading()
    with opened(store, bucket, key) as response:
        _allow(int(response.headers.get("content-length", 0)), max_bytes)
        for chunk in response.stream(CHUNK):
            reading.take(chunk)
            _allow(reading.size, max_bytes)
    return reading.result(response.headers["etag"].strip('"'))


def digest_of(store: Minio, bucket: str, key: str, version_id: str) -> str:
    """The SHA-256 of a stored version's bytes, in hexadecimal."""
    digest = sha256()
    with opened(store, bucket, key, version_id) as response:
        for chunk in response.stream(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _allow(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise FileTooLarge(f"more than {max_bytes} bytes")


class _Reading:
    """What is kept of a file while it streams past."""

    def __init__(self) -> None:
        self.size = 0
        self._digest = sha256()
        self._head = b""
        self._tail = b""

    def take(self, chunk: bytes) -> None:
        self.size += len(chunk)
        self._digest.update(chunk)
        if len(self._head) < HEAD_BYTES:
            self._head += chunk
        self._tail = (self._tail + chunk)[-TAIL_BYTES:]

    def result(self, etag: str) -> Arrived:
        return Arrived(self.size, self._digest.hexdigest(), sniff(self._head, self._tail), etag)
