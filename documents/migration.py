"""Numbered migrations, run as one locked job; a running API only checks that they were run."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from beanie import Document
from pymongo.errors import CollectionInvalid, DuplicateKeyError

from documents.database import DOCUMENTS, Database, Row
from documents.read_log import ReadLogDocument
from documents.record import utc_now
from documents.validator import validator

LEASE = timedelta(minutes=10)
_STATE = "migrations"


class MigrationLocked(Exception):
    """Another migration holds the lock."""


async def _create_collections(database: Database) -> None:
    """1: every collection with its validator and its indexes."""
    for document in DOCUMENTS:
        await _ensure_collection(database, document)


async def _ensure_collection(database: Database, document: type[Document]) -> None:
    settings = document.get_settings()
    name = str(settings.name)
    try:
        await database.database.create_collection(name, validator=validator(document))
    except CollectionInvalid:
        await database.database.command("collMod", name, validator=validator(document))
    if settings.indexes:
        await database.database[name].create_indexes([each.index for each in settings.indexes])


async def _index_shapes(database: Database) -> None:
    """2: an index for every published shape of a list; a post keeps the codes of all areas that it lies in."""
    for document in DOCUMENTS:
        await _ensure_collection(database, document)
    await database.database["officials"].update_many(
        {"posts": {"$elemMatch": {"areas": {"$exists": False}}}}, [{"$set": {"posts": _POSTS_WITH_AREAS}}]
    )
    for name, index in _REPLACED:
        if index in await database.database[name].index_information():
            await database.database[name].drop_index(index)


_REPLACED = (("jurisdictions", "parent"), ("mandates", "township_state"), ("officials", "posts"))


def _leading(digits: int) -> Row:
    return {"$substrCP": ["$$post.area", 0, digits]}


_POSTS_WITH_AREAS: Row = {
    "$map": {
        "input": "$posts",
        "as": "post",
        "in": {
            "$mergeObjects": [
                "$$post",
                {"areas": {"$setUnion": [[{"$concat": [_leading(4), "00"]}, *map(_leading, (6, 9, 12))]]}},
            ]
        },
    }
}


async def _know_identifier_uses(database: Database) -> None:
    """3: journal entries with a purpose; uses of identifiers, alarms, warrants; claims by generation."""
    await _create_collections(database)
    for collection, name, value in (("journal", "purpose", None), ("identityClaims", "generation", 1)):
        await database.database[collection].update_many({name: {"$exists": False}}, {"$set": {name: value}})


async def reshape_read_log(database: Database) -> None:
    """4: the read log tells of answers too, in one shape with the openings of papers; all that it held is kept."""
    log = database.database["readLog"]
    await database.database.command("collMod", "readLog", validator={})
    await log.update_many({"evidenceId": {"$exists": True}}, [{"$set": _OPENING}, {"$unset": ["caseId", "evidenceId"]}])
    await _ensure_collection(database, ReadLogDocument)
    if "evidence" in await log.index_information():
        await log.drop_index("evidence")


_OPENING: Row = {
    "operation": None,
    "documentHash": None,
    "fields": ["OpenEvidencePayload.link"],
    "recordIds": ["$caseId", "$evidenceId"],
}


async def _keep_clocks(database: Database) -> None:
    """5: the counties' calendars; a case keeps what was asked for, once, and its extension."""
    for document in DOCUMENTS:
        await _ensure_collection(database, document)
    await database.database["applications"].update_many(
        {"corrections": {"$exists": False}}, {"$set": {"corrections": None, "extension": None}}
    )
    for index in ("areas_due", "origin_due", "assigned_due"):  # by now they tell apart why a case has no last day
        if index in await database.database["applications"].index_information():
            await database.database["applications"].drop_index(index)


MIGRATIONS: tuple[Callable[[Database], Awaitable[None]], ...] = (
    _create_collections,
    _index_shapes,
    _know_identifier_uses,
    reshape_read_log,
    _keep_clocks,
)


async def schema_version(database: Database) -> int:
    """How many migrations this database has had."""
    row = await database.database[_STATE].find_one({"_id": "version"})
    return int(row["number"]) if row else 0


def newest_version() -> int:
    return len(MIGRATIONS)


async def migrate(database: Database, tell: Callable[[str], Any] = lambda _line: None) -> int:
    """Run the missing migrations in order; returns how many ran. Raises `MigrationLocked`."""
    await _lock(database)
    try:
        missing = MIGRATIONS[await schema_version(database) :]
        for migration in missing:
            tell(str(migration.__doc__))
            await migration(database)
            await database.database[_STATE].update_one({"_id": "version"}, {"$inc": {"number": 1}}, upsert=True)
        return len(missing)
    finally:
        await database.database[_STATE].delete_one({"_id": "lock"})


async def _lock(database: Database) -> None:
    now = utc_now()
    try:
        await database.database[_STATE].update_one(
            {"_id": "lock", "until": {"$lt": now}}, {"$set": {"until": now + LEASE}}, upsert=True
        )
    except DuplicateKeyError as error:
        raise MigrationLocked from error
