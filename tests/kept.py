"""What the database really keeps, for tests that say that nothing was kept, or exactly this."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database

from tests.api import Api


@contextmanager
def database(api: Api) -> Iterator[Database[dict[str, Any]]]:
    """The API's own database, read past the API."""
    client: MongoClient[dict[str, Any]] = MongoClient(api.settings.mongodb_url, tz_aware=True)
    try:
        yield client[api.database_name]
    finally:
        client.close()


def counts(api: Api) -> dict[str, int]:
    """How many of everything there are."""
    with database(api) as kept:
        return {name: kept[name].count_documents({}) for name in sorted(kept.list_collection_names())}


def row(api: Api, collection: str, **filter_: Any) -> dict[str, Any]:
    """The one row that the filter finds."""
    with database(api) as kept:
        found = kept[collection].find_one(filter_)
    assert found is not None
    return found
