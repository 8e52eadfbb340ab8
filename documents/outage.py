"""When the database is away: one name for it, whatever the driver raised."""

from collections.abc import Iterator
from contextlib import contextmanager

from pymongo.errors import ConnectionFailure, ExecutionTimeout, OperationFailure

_STEPPING_DOWN = frozenset({91, 189, 10107, 11600, 11602, 13435, 13436})  # the server's codes for "not now"


class DatabaseUnavailable(Exception):
    """MongoDB cannot be reached, or has no primary."""


@contextmanager
def outage_told() -> Iterator[None]:
    """Turn the driver's ways of saying that the database is away into `DatabaseUnavailable`."""
    try:
        yield
    except (ConnectionFailure, ExecutionTimeout) as error:
        raise DatabaseUnavailable from error
    except OperationFailure as error:
        if error.code in _STEPPING_DOWN:
            raise DatabaseUnavailable from error
        raise
