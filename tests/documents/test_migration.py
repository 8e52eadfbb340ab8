"""Migrations: numbered, run once in order by one locked job, and harmless the second time."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from pymongo.errors import WriteError

from casework.office import Organ, Role, Tier
from documents.database import DOCUMENTS, Database
from documents.household import IdentityClaimDocument
from documents.journal import JournalDocument
from documents.migration import MigrationLocked, migrate, newest_version, reshape_read_log, schema_version
from documents.official import OfficialDocument, PostPart
from documents.read_log import ReadLogDocument
from documents.record import stored, utc_now
from resolvers.evidence import OPENED
from tests import kept
from tests.api import Api
from tests.story import filed


@pytest.fixture
async def empty(api: Api) -> AsyncIterator[Database]:
    """A database of its own that has had no migration."""
    name = f"test_{uuid4().hex[:12]}"
    database = await Database.connect(api.settings.mongodb_url, name, api.keys.master)
    yield database
    await database.client.drop_database(name)
    await database.close()


async def test_a_new_database_gets_every_collection_with_its_validator_and_indexes(empty: Database) -> None:
    told: list[str] = []
    assert await schema_version(empty) == 0
    assert await migrate(empty, told.append) == newest_version()
    assert await schema_version(empty) == newest_version()
    assert len(told) == newest_version()
    found = {each["name"]: each["options"] async for each in await empty.database.list_collections()}
    for document in DOCUMENTS:
        settings = document.get_settings()
        assert found[str(settings.name)]["validator"]["$jsonSchema"]["additionalProperties"] is False
        indexes = await empty.database[str(settings.name)].index_information()
        wanted = {each.index.document["name"] for each in settings.indexes or []}
        assert wanted <= indexes.keys(), settings.name
        assert len(indexes) <= 20


async def test_what_the_read_log_held_is_kept_in_its_new_shape(empty: Database) -> None:
    await migrate(empty)
    at = datetime(2020, 6, 1, tzinfo=UTC)
    alike = {"_id": "red_1", "month": "2020-06", "at": at, "officialId": "off_1", "act": "openEvidence"}
    alike |= {"purpose": "VERIFICATION", "county": "511526", "areas": ["511526"]}
    await empty.database.command("collMod", "readLog", validator={})
    await empty.database["readLog"].insert_one({**alike, "caseId": "app_1", "evidenceId": "evd_1"})
    await reshape_read_log(empty)
    await reshape_read_log(empty)
    row = await empty.database["readLog"].find_one({})
    fresh = {"operation": None, "documentHash": None, "fields": [OPENED], "recordIds": ["app_1", "evd_1"]}
    assert row == {**alike, **fresh}
    assert ReadLogDocument.model_validate(row).record_ids == ["app_1", "evd_1"]
    with pytest.raises(WriteError):
        await empty.database["readLog"].insert_one({**alike, "_id": "red_2", "caseId": "app_1"})


async def test_the_second_time_nothing_runs(empty: Database) -> None:
    await migrate(empty)
    assert await migrate(empty) == 0
    assert await empty.database["migrations"].find_one({"_id": "lock"}) is None


async def test_a_case_of_before_gets_room_for_its_pause_and_its_extension(api: Api, empty: Database) -> None:
    await migrate(empty)
    case = kept.record(api, "applications", filed(api)["id"])
    old = {name: value for name, value in case.items() if name not in {"corrections", "extension"}}
    cases = empty.database.get_collection("applications")
    await cases.insert_one(old, bypass_document_validation=True)
    await empty.database["migrations"].update_one({"_id": "version"}, {"$inc": {"number": -1}})

    await migrate(empty)

    assert await cases.find_one({"_id": case["_id"]}) == case


async def test_a_second_job_is_refused_while_one_runs(empty: Database) -> None:
    seen: list[type[Exception]] = []

    async def nested() -> None:
        try:
            await migrate(empty)
        except MigrationLocked as refused:
            seen.append(type(refused))

    from documents import migration  # noqa: PLC0415 - its list is put back below

    async def slow(_database: Database) -> None:
        """Slow: another job is started meanwhile."""
        await nested()

    usual = migration.MIGRATIONS
    migration.MIGRATIONS = (slow,)
    try:
        assert await migrate(empty) == 1
    finally:
        migration.MIGRATIONS = usual
    assert seen == [MigrationLocked]


async def test_a_migration_that_fails_is_not_counted_and_frees_the_lock(empty: Database) -> None:
    from documents import migration  # noqa: PLC0415 - its list is put back below

    async def broken(_database: Database) -> None:
        """Broken."""
        raise RuntimeError("on purpose")

    usual = migration.MIGRATIONS
    migration.MIGRATIONS = (*usual, broken)
    try:
        with pytest.raises(RuntimeError, match="on purpose"):
            await migrate(empty)
    finally:
        migration.MIGRATIONS = usual
    assert await schema_version(empty) == len(usual)
    assert await migrate(empty) == 0


async def test_officials_of_an_earlier_release_get_the_areas_of_their_posts(empty: Database) -> None:
    from documents import migration  # noqa: PLC0415 - its list is put back below

    usual, posts = migration.MIGRATIONS, empty.database["officials"]
    migration.MIGRATIONS = usual[:1]
    try:
        await migrate(empty)
    finally:
        migration.MIGRATIONS = usual
    await empty.database.command("collMod", "officials", validator={})
    post = PostPart(
        tier=Tier.VILLAGE,
        organ=Organ.VILLAGE_COMMITTEE,
        role=Role.VILLAGE_ASSISTANT,
        area="511526101201",
        valid_from="2020-01-01",
    )
    official = stored(OfficialDocument(id="off_1", subject="a", name="甲", posts=[post]))
    earlier = {name: value for name, value in official["posts"][0].items() if name != "areas"}
    await posts.insert_one({**official, "posts": [earlier, {**earlier, "area": "511500"}]})
    await posts.create_index("posts.area", name="posts")

    await migrate(empty)
    found = await posts.find_one({})
    assert found is not None
    assert [each.pop("areas") for each in found["posts"]] == [official["posts"][0]["areas"], ["511500"]]
    assert found["posts"] == [earlier, {**earlier, "area": "511500"}]
    assert official["posts"][0]["areas"] == ["511500", "511526", "511526101", "511526101201"]
    assert "posts" not in await posts.index_information()


def test_the_running_api_only_looks_at_the_version(api: Api) -> None:
    with kept.opened(api) as rows:
        rows["migrations"].update_one({"_id": "version"}, {"$inc": {"number": -1}})
        try:
            ready = api.client.get("/readyz")
            assert (ready.status_code, ready.json()["database"]["schemaVersion"]) == (503, newest_version() - 1)
        finally:
            rows["migrations"].update_one({"_id": "version"}, {"$inc": {"number": 1}})
    assert api.client.get("/readyz").status_code == 200


async def test_rows_from_before_get_the_paths_that_every_row_has(empty: Database) -> None:
    texts = ("case_id", "prev", "hash", "official_id", "act", "legal_basis", "digest", "county")
    entry = JournalDocument(
        id="jrn_old", seq=1, at=utc_now(), case_day="2020-06-01", changed=[], areas=[], **dict.fromkeys(texts, "x")
    )
    claim = IdentityClaimDocument(id="old", household_id="hh_old", member_id="mem_old")
    await migrate(empty)
    await empty.database["migrations"].update_one({"_id": "version"}, {"$set": {"number": 1}})
    for collection, name, document in (("journal", "purpose", entry), ("identityClaims", "generation", claim)):
        await empty.database.drop_collection(collection)
        row = stored(document)
        del row[name]
        await empty.database[collection].insert_one(row)
    assert await migrate(empty) == newest_version() - 1
    for collection, document in (("journal", entry), ("identityClaims", claim)):
        assert await empty.database[collection].find_one() == stored(document)
