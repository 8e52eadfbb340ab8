"""What the store at hand can do, found out by asking it and never by its name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from minio import Minio
from minio.error import S3Error
from urllib3 import PoolManager

from storage.bucket import Buckets
from storage.errors import StorageError, told_in_our_words
from storage.upload import signed_form

_PROBE_SHA256 = "0" * 64


@dataclass(frozen=True)
class Abilities:
    """Each is a question answered by yes; all are no while the store is away."""

    reachable: bool = False
    versioning: bool = False
    object_lock: bool = False
    post_policy: bool = False
    encryption_at_rest: bool = False


def probed(store: Minio, http: PoolManager, buckets: Buckets, post_url: str) -> Abilities:
    """Ask for each ability; a store that is away, or not prepared, answers no to all."""
    try:
        with told_in_our_words():
            return Abilities(
                reachable=True,
                versioning=store.get_bucket_versioning(bucket_name=buckets.evidence).status == "Enabled",
                object_lock=_locks(store, buckets.evidence),
                post_policy=_caps_uploads(store, http, buckets.incoming, post_url),
                encryption_at_rest=_encrypts(store, buckets.evidence),
            )
    except StorageError:
        return Abilities()


def _locks(store: Minio, bucket: str) -> bool:
    try:
        return _granted(lambda: store.get_object_lock_config(bucket_name=bucket))
    except ValueError:  # minio's client cannot read the answer "enabled, without a default period"
        return True


def _encrypts(store: Minio, bucket: str) -> bool:
    """Whether a default encryption is set: some stores accept and ignore the header that asks for it on one file."""
    return _granted(lambda: store.get_bucket_encryption(bucket_name=bucket))


def _caps_uploads(store: Minio, http: PoolManager, bucket: str, post_url: str) -> bool:
    """Try an upload of two bytes under a policy of one: a store that heeds policies names the size as the fault."""
    ends = datetime.now(UTC) + timedelta(minutes=1)
    form = signed_form(store, bucket, "probe", size=1, media_type="text/plain", sha256=_PROBE_SHA256, expires_at=ends)
    answer = http.request("POST", post_url, fields={**form, "file": ("probe", b"no", "text/plain")})
    return b"EntityTooLarge" in answer.data


def _granted(ask: Callable[[], object]) -> bool:
    """Whether the store has an answer, rather than a fault of the asker or nothing to say."""
    try:
        return ask() is not None
    except S3Error as error:
        if error.code in {"NotImplemented", "ObjectLockConfigurationNotFoundError", "AccessDenied"}:
            return False
        raise
