"""The rows that every contestant reads: a seeded county, its decided and open cases copied until there are enough."""

import random
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle, islice
from typing import Any

from pymongo import MongoClient
from pymongo.collection import Collection
from tqdm import tqdm

from documents.record import new_id
from seed.marker import AlreadySeeded
from server.seeded import seed_database
from server.settings import Settings

SEEDED_HOUSEHOLDS = 1000
CHUNK = 1000
Row = dict[str, Any]


async def loaded(settings: Settings, applications: int) -> None:
    """Have at least so many applications: the first by seeding, the rest as copies with ids and numbers of their own.

    The copies are written by PyMongo, past the documents' layer: they are for reading only, and have no journal.
    """
    with suppress(AlreadySeeded):
        await seed_database(settings, SEEDED_HOUSEHOLDS)
    client: MongoClient[Row] = MongoClient(settings.mongodb_url)
    with client:
        database = client[settings.mongodb_database]
        _copy(database["applications"], database["households"], applications)


def sample(settings: Settings, number: int) -> list[str]:
    """The numbers of decided cases from all over the collection, the same on every run."""
    client: MongoClient[Row] = MongoClient(settings.mongodb_url)
    with client:
        found = client[settings.mongodb_database]["applications"].find({"state": "CONFIRMED"}, {"number": 1})
        numbers = sorted(each["number"] for each in found)
    return random.Random(1).sample(numbers, min(number, len(numbers)))  # noqa: S311 - no secret is drawn


def _copy(applications: Collection[Row], households: Collection[Row], wanted: int) -> None:
    present = applications.count_documents({})
    models = list(applications.find({"number": {"$not": {"$regex": "^COPY"}}}))
    families = {
        each["_id"]: each for each in households.find({"_id": {"$in": [each["householdId"] for each in models]}})
    }
    made = _copies(models, families, present)
    with tqdm(total=max(0, wanted - present), unit="application", desc="copying") as bar:
        while present < wanted:
            chunk = list(islice(made, min(CHUNK, wanted - present)))
            households.insert_many([family for _, family in chunk], ordered=False)
            applications.insert_many([case for case, _ in chunk], ordered=False)
            present += len(chunk)
            bar.update(len(chunk))


def _copies(models: list[Row], families: dict[str, Row], first: int) -> Iterator[tuple[Row, Row]]:
    """Applications with a household each, without end."""
    for place, model in enumerate(cycle(models), first):
        family = families[model["householdId"]] | {"_id": new_id("hh"), "externalReference": None}
        case = model | {"_id": new_id("app"), "householdId": family["_id"], "externalReference": None}
        yield case | {"number": f"COPY-{place:07}"}, family
