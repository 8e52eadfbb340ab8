"""One way to the object store: minio's blocking client, on a few threads of its own."""

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from anyio import CapacityLimiter, to_thread
from minio import Minio
from urllib3 import PoolManager, Retry, Timeout

from storage.errors import told_in_our_words

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 16
CONNECT_SECONDS = 1.0
READ_SECONDS = 10.0
_REPEATABLE = ("GET", "HEAD", "DELETE")  # a copy done twice would be two versions


def connect(url: str, access_key: str, secret_key: str, region: str, http: PoolManager) -> Minio:
    """A client for the store at `url`; it opens no connection before the first request."""
    address = urlsplit(url)
    return Minio(
        endpoint=address.netloc,
        access_key=access_key,
        secret_key=secret_key,
        secure=address.scheme == "https",
        region=region,  # else the first signature asks the store for it
        http_client=http,
    )


def patient_pool() -> PoolManager:
    """Connections for work: given up early; only what changes nothing when it is done twice is tried twice."""
    again = Retry(2, connect=1, read=1, status=0, redirect=0, other=0, backoff_factor=0.1, allowed_methods=_REPEATABLE)
    return PoolManager(maxsize=THREADS, timeout=Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS), retries=again)


def hasty_pool() -> PoolManager:
    """Connections for asking whether the store is there."""
    return PoolManager(maxsize=1, timeout=Timeout(connect=CONNECT_SECONDS, read=CONNECT_SECONDS), retries=False)


class Desk:
    """Where blocking calls are handed in: a bounded number at once, errors told in this package's words."""

    def __init__(self) -> None:
        self._limiter = CapacityLimiter(THREADS)

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await to_thread.run_sync(_told, partial(call, *args, **kwargs), limiter=self._limiter)


def _told(call: Callable[[], T]) -> T:
    with told_in_our_words():
        return call()
