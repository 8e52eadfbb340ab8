"""What may go wrong with the papers in the store.

StorageError
├── StoreUnavailable    the store cannot be reached, is too slow, or fails by itself
├── FileMissing         there is no such file or version, however the store said so
├── FileTooLarge        the file is larger than what was allowed
├── FileChanged         the bytes are not those that were inspected
└── RetentionHolds      the file is under retention or on hold
"""

from collections.abc import Iterator
from contextlib import contextmanager

from minio.error import InvalidResponseError, MinioException, S3Error
from urllib3.exceptions import HTTPError


class StorageError(Exception):
    """The store refused a request; the other kinds say why when the caller can act on it."""


class StoreUnavailable(StorageError):
    """The store is away: the same request may succeed later."""


class FileMissing(StorageError):
    """No such file or version."""


class FileTooLarge(StorageError):
    """The file is larger than what was allowed."""


class FileChanged(StorageError):
    """The bytes are not those that were inspected."""


class RetentionHolds(StorageError):
    """Retention or a hold forbids it."""


_BY_CODE: dict[str | None, type[StorageError]] = {
    "NoSuchKey": FileMissing,
    "NoSuchVersion": FileMissing,
    "MethodNotAllowed": FileMissing,  # the version named is a delete marker
    "PreconditionFailed": FileChanged,
    "EntityTooLarge": FileTooLarge,
    "ObjectLocked": RetentionHolds,
    "NoSuchBucket": StoreUnavailable,  # not prepared yet
    "SlowDown": StoreUnavailable,
}
_BY_WORD: dict[
    str, type[StorageError]
] = {  # vendors answer these by a general code, and say what it is in the message only
    "object lock": RetentionHolds,
    "WORM": RetentionHolds,
    "Invalid version id": FileMissing,
}


@contextmanager
def told_in_our_words() -> Iterator[None]:
    """Turn whatever minio or the connection raises inside into one of the errors above."""
    try:
        yield
    except S3Error as error:
        raise _kind(error)(f"the store answered {error.code}") from error
    except InvalidResponseError as error:
        raise StoreUnavailable("what answers at this address speaks no S3") from error
    except HTTPError as error:
        raise StoreUnavailable(type(error).__name__) from error
    except MinioException as error:
        raise StorageError(type(error).__name__) from error


def _kind(error: S3Error) -> type[StorageError]:
    if error.response.status >= 500:  # noqa: PLR2004 - HTTP's own class of server faults
        return StorageError if error.code == "NotImplemented" else StoreUnavailable
    told = (kind for word, kind in _BY_WORD.items() if word in (error.message or ""))
    return next(told, _BY_CODE.get(error.code, StorageError))
