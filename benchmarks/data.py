"""The rows that every contestant reads: a seeded county, copied inside the database until there are enough."""

import random
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database
from tqdm import tqdm

from seed.marker import AlreadySeeded
from server.seeded import seed_database
from server.settings import Settings

SEEDED_HOUSEHOLDS = 1000
AT_ONCE = 20  # copies of the county made by one command
FIRST_COPY = "02"  # the copies' ids lie after every seeded one's, whose time part begins with 01
MOST_SAMPLED = 2000
Row = dict[str, Any]
Expression = Mapping[str, Any]


async def loaded(settings: Settings, applications: int) -> int:
    """Have at least so many applications, in whole copies of the county with families and papers; how many they are.

    The copies are made by MongoDB, past the documents' layer: they are for reading only, and have no journal.
    """
    with suppress(AlreadySeeded):
        await seed_database(settings, SEEDED_HOUSEHOLDS)
    client: MongoClient[Row] = MongoClient(settings.mongodb_url)
    with client:
        return _copied(client[settings.mongodb_database], applications)


def sample(settings: Settings, number: int) -> list[str]:
    """The numbers of confirmed cases with papers from all over the collection, the same on every run."""
    client: MongoClient[Row] = MongoClient(settings.mongodb_url)
    draw = random.Random(1)  # noqa: S311 - no secret is drawn
    with client:
        database = client[settings.mongodb_database]
        filed = sorted(each["_id"] for each in database["evidence"].aggregate([{"$group": {"_id": "$caseId"}}]))
        some = draw.sample(filed, min(MOST_SAMPLED, len(filed)))
        found = database["applications"].find({"_id": {"$in": some}, "state": "CONFIRMED"}, {"number": 1})
        numbers = sorted(each["number"] for each in found)
    return draw.sample(numbers, min(number, len(numbers)))


def _copied(database: Database[Row], wanted: int) -> int:
    models = database["applications"].count_documents(_models("app"))
    present = database["applications"].count_documents({})
    first, needed = present // models, -(-wanted // models)  # the county itself counts as one
    with tqdm(total=max(0, needed - first), unit="county", desc="copying") as bar:
        for begin in range(first, needed, AT_ONCE):
            end = min(begin + AT_ONCE, needed)
            for collection, prefix, fresh in _KINDS:
                _copy(database, collection, prefix, fresh, begin, end)
            bar.update(end - begin)
    return database["applications"].count_documents({})


def _copy(database: Database[Row], collection: str, prefix: str, fresh: Row, first: int, end: int) -> None:
    """Copies of a collection's models by one command; those that an interrupted run made stay."""
    database[collection].aggregate(
        [
            {"$match": _models(prefix)},
            {"$set": {"copy": {"$range": [first, end]}}},
            {"$unwind": "$copy"},
            {"$set": {"copy": {"$substrBytes": [{"$toString": {"$add": ["$copy", 10**8]}}, 1, 8]}}},
            {"$set": {"_id": _moved("_id", prefix), "externalReference": None, **fresh}},
            {"$unset": "copy"},
            {"$merge": {"into": collection, "whenMatched": "keepExisting"}},
        ]
    )


def _models(prefix: str) -> Row:
    return {"_id": {"$lt": f"{prefix}_{FIRST_COPY}"}}


def _moved(field: str, prefix: str) -> Expression:
    """The id of a record's copy: the model's, with the copy's number in the place of its time."""
    begin = len(prefix) + 1
    chance = {"$substrBytes": [f"${field}", begin + 10, 16]}
    return {"$concat": [f"{prefix}_{FIRST_COPY}", "$copy", chance]}


def _numbered(field: str) -> Expression:
    return {"$concat": [f"${field}", "-", "$copy"]}


_KINDS: tuple[tuple[str, str, Row], ...] = (
    ("households", "hh", {}),
    (
        "evidence",
        "evd",
        {"caseId": _moved("caseId", "app"), "caseNumber": _numbered("caseNumber"), "retentionDue": None},
    ),
    ("applications", "app", {"householdId": _moved("householdId", "hh"), "number": _numbered("number")}),
)
