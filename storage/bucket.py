"""The two buckets: one where uploads arrive, and one where papers stay, in versions and under lock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from minio import Minio
from minio.commonconfig import ENABLED, Filter
from minio.deleteobjects import DeleteObject
from minio.error import S3Error
from minio.lifecycleconfig import Expiration, LifecycleConfig
from minio.lifecycleconfig import Rule as LifecycleRule
from minio.sseconfig import Rule as EncryptionRule
from minio.sseconfig import SSEConfig

from storage.errors import StorageError

INCOMING_DAYS = 2


@dataclass(frozen=True)
class Buckets:
    """Their names."""

    incoming: str
    evidence: str


def made_ready(store: Minio, buckets: Buckets) -> None:
    """Create what is missing; encrypt and expire by the store's own rules where it has them."""
    _created(store, buckets.incoming, object_lock=False)
    _created(store, buckets.evidence, object_lock=True)
    _where_possible(_encrypted, store, buckets.incoming)
    _where_possible(_encrypted, store, buckets.evidence)
    _where_possible(_expiring, store, buckets.incoming)


def swept(store: Minio, bucket: str, older_than: datetime) -> int:
    """Delete what arrived before that moment and was neither admitted nor discarded; say how many."""
    found = store.list_objects(bucket_name=bucket, recursive=True)
    stale = [
        DeleteObject(item.object_name)
        for item in found
        if item.object_name and item.last_modified and item.last_modified < older_than
    ]
    left = list(store.remove_objects(bucket_name=bucket, delete_object_list=stale))
    if left:
        raise StorageError(f"{len(left)} files could not be swept: {left[0].code}")
    return len(stale)


def _created(store: Minio, bucket: str, *, object_lock: bool) -> None:
    if store.bucket_exists(bucket_name=bucket):
        return
    try:
        store.make_bucket(bucket_name=bucket, object_lock=object_lock)
    except S3Error as error:
        if error.code != "BucketAlreadyOwnedByYou":  # another process was quicker
            raise


def _encrypted(store: Minio, bucket: str) -> None:
    if store.get_bucket_encryption(bucket_name=bucket) is None:
        store.set_bucket_encryption(bucket_name=bucket, config=SSEConfig(EncryptionRule.new_sse_s3_rule()))


def _expiring(store: Minio, bucket: str) -> None:
    if store.get_bucket_lifecycle(bucket_name=bucket) is None:
        rule = LifecycleRule(
            ENABLED, rule_filter=Filter(prefix=""), rule_id="incoming", expiration=Expiration(days=INCOMING_DAYS)
        )
        store.set_bucket_lifecycle(bucket_name=bucket, config=LifecycleConfig([rule]))


def _where_possible(set_up: Callable[[Minio, str], None], store: Minio, bucket: str) -> None:
    """Whether the store could do it is what `Abilities` tells; here it is only tried."""
    try:
        set_up(store, bucket)
    except S3Error as error:
        if error.code not in {"NotImplemented", "AccessDenied"}:
            raise
