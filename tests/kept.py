"""What the database holds, looked at from outside: to show that a refusal kept nothing."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import bson
from pymongo import MongoClient
from pymongo.database import Database

from tests.api import Api

OUTSIDE = "tests"  # by which mongod's profiler tells our own looks from the API's commands
_TOLD_OF_ACTS = {"readLog": {"act": {"$ne": None}}}  # an answer that shows a record is read, also when it says no
_NUMBERS_GIVEN_OUT = "counters"  # a number that a failed act took stays unused


@contextmanager
def opened(api: Api) -> Iterator[Database[dict[str, Any]]]:
    """The API's own database, read and written past the API."""
    with MongoClient[dict[str, Any]](api.settings.mongodb_url, tz_aware=True, appname=OUTSIDE) as client:
        yield client[api.database_name]


def digest(api: Api) -> dict[str, str]:
    """A digest of every collection's whole content."""
    with opened(api) as database:
        names = sorted(set(database.list_collection_names()) - {_NUMBERS_GIVEN_OUT})
        return {name: _digest(database, name) for name in names}


def _digest(database: Database[dict[str, Any]], name: str) -> str:
    found = hashlib.sha256()
    for row in database[name].find(_TOLD_OF_ACTS.get(name, {})).sort("_id"):
        found.update(bson.encode(row))
    return found.hexdigest()


def journal(api: Api, case_id: str) -> list[dict[str, Any]]:
    """A record's journal entries in order."""
    with opened(api) as database:
        return list(database["journal"].find({"caseId": case_id}).sort("seq"))


def record(api: Api, collection: str, id_: str) -> dict[str, Any]:
    """A record as it is stored."""
    with opened(api) as database:
        found = database[collection].find_one({"_id": id_})
        assert found is not None
        return found


def row(api: Api, collection: str, **filter_: Any) -> dict[str, Any]:
    """The one row that the filter finds, as it is stored."""
    with opened(api) as database:
        found = database[collection].find_one(filter_)
        assert found is not None
        return found


def counts(api: Api) -> dict[str, int]:
    """How many rows each collection has."""
    with opened(api) as database:
        return {name: database[name].count_documents({}) for name in sorted(database.list_collection_names())}
