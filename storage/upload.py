"""How a paper is sent to the store: a form or a link that is signed for one key and a short time."""

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from minio import Minio
from minio.datatypes import PostPolicy


@dataclass(frozen=True)
class UploadForm:
    """What the sender needs: POST the fields, then the file as the field `file`; or PUT the bytes with the headers."""

    method: Literal["POST", "PUT"]
    url: str
    expires_at: datetime
    fields: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


def signed_form(
    store: Minio, bucket: str, key: str, *, size: int, media_type: str, sha256: str, expires_at: datetime
) -> dict[str, str]:
    """Fields with which the store admits nothing but this many bytes, of this digest, under this key and type."""
    fields = {
        "key": key,
        "Content-Type": media_type,
        "success_action_status": "201",
        "x-amz-checksum-algorithm": "SHA256",
        "x-amz-checksum-sha256": b64encode(bytes.fromhex(sha256)).decode(),
    }
    policy = PostPolicy(bucket, expires_at)
    policy.add_content_length_range_condition(size, size)
    for name, value in fields.items():
        policy.add_equals_condition(name, value)
    return {**fields, **store.presigned_post_policy(policy)}


def signed_put(store: Minio, bucket: str, key: str, seconds: int) -> str:
    """A link that can cap neither size nor type: what arrives is told by its inspection alone."""
    return store.presigned_put_object(bucket_name=bucket, object_name=key, expires=timedelta(seconds=seconds))
