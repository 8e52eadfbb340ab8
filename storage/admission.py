"""How an inspected upload becomes evidence: copied by the store, read once more, and only then locked."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from minio import Minio
from minio.commonconfig import GOVERNANCE, REPLACE, CopySource
from minio.error import S3Error
from minio.retention import Retention

from storage.arrival import digest_of
from storage.bucket import Buckets
from storage.errors import FileChanged, FileMissing, RetentionHolds, StorageError, told_in_our_words


@dataclass(frozen=True)
class Admission:
    """What is to be admitted, as it was inspected; `etag` spares the copy of an upload that was overwritten since."""

    incoming_key: str
    final_key: str
    media_type: str
    sha256: str
    etag: str | None
    retain_until: datetime


def admitted(store: Minio, buckets: Buckets, paper: Admission) -> str:
    """The version id under which the paper stays.

    An upload can be overwritten until its form expires. So the copy is verified by its own bytes, which no one can
    change under a version id; retention comes last, that a copy of the wrong bytes can be taken back.
    """
    version_id = _latest(store, buckets.evidence, paper.final_key)
    if version_id is None:
        version_id = _verified_copy(store, buckets, paper)
    else:
        _verify(store, buckets.evidence, paper, version_id)
    _retained_at_least(store, buckets.evidence, paper.final_key, version_id, paper.retain_until)
    return version_id


def retained(store: Minio, bucket: str, key: str, version_id: str, until: datetime) -> None:
    """Retain a version until then; the store refuses to shorten."""
    store.set_object_retention(
        bucket_name=bucket, object_name=key, version_id=version_id, config=Retention(GOVERNANCE, until)
    )


def _latest(store: Minio, bucket: str, key: str) -> str | None:
    try:
        with told_in_our_words():
            return store.stat_object(bucket_name=bucket, object_name=key).version_id
    except FileMissing:
        return None


def _verified_copy(store: Minio, buckets: Buckets, paper: Admission) -> str:
    version_id = _copied(store, buckets, paper)
    try:
        _verify(store, buckets.evidence, paper, version_id)
    except FileChanged:
        with suppress(S3Error):  # a key that may not delete, or a default retention: the copy stays, but never counts
            store.remove_object(bucket_name=buckets.evidence, object_name=paper.final_key, version_id=version_id)
        raise
    return version_id


def _copied(store: Minio, buckets: Buckets, paper: Admission) -> str:
    result = store.copy_object(
        bucket_name=buckets.evidence,
        object_name=paper.final_key,
        source=CopySource(bucket_name=buckets.incoming, object_name=paper.incoming_key, match_etag=paper.etag),
        metadata={"Content-Type": paper.media_type},
        metadata_directive=REPLACE,
    )
    if result.version_id is None:
        raise StorageError("the evidence bucket keeps no versions")
    return result.version_id


def _verify(store: Minio, bucket: str, paper: Admission, version_id: str) -> None:
    if digest_of(store, bucket, paper.final_key, version_id) != paper.sha256:
        raise FileChanged("the bytes are not those that were inspected")


def _retained_at_least(store: Minio, bucket: str, key: str, version_id: str, until: datetime) -> None:
    current = store.get_object_retention(bucket_name=bucket, object_name=key, version_id=version_id)
    if current is None or current.retain_until_date < until:
        with suppress(RetentionHolds), told_in_our_words():  # another was quicker, and retains it longer
            retained(store, bucket, key, version_id, until)
