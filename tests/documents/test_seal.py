"""Identifiers are sealed: planted numbers are nowhere to be read, and with the key they are all found again."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import bson
import pytest
from bson.binary import Binary
from bson.raw_bson import RawBSONDocument
from minio import Minio
from pymongo import MongoClient

from casework.office import Role
from documents.database import Database
from documents.seal import SealsBroken
from tests import kept
from tests.api import VILLAGES, XUNCHANG, Api
from tests.servers import Servers
from tests.story import filed, household_input, identity_number, member, step

LONG: tuple[dict[str, Any], ...] = ({"address": "长" * 201}, {"phone": "1" * 41}, {"propertyNote": "长" * 2001})
ACCOUNTS = ("6217001234509876543", "6228489012345670981")


@pytest.fixture(scope="module")
def planted(api: Api) -> dict[str, Any]:
    """Two families with known numbers, one with a case, a refused one, and a canary that is kept in the clear."""
    numbers = [identity_number("1961-07-08") for _ in range(3)]
    canary = f"canary{uuid4().hex}"
    window = api.person(Role.TOWNSHIP_WINDOW)
    for account, number in zip(ACCOUNTS, numbers[:2], strict=True):
        household = household_input(
            VILLAGES[XUNCHANG],
            address=canary,
            bankAccount=account,
            members=[member(birth_day="1961-07-08", identityNumber=number)],
        )
        made = api.act(window, "registerHousehold", returns="household { id }", household=household)
        case = filed(api, householdId=made["household"]["id"])
        step(api, Role.TOWNSHIP_WINDOW, "acceptApplication", case, "2020-06-01T10:00+08:00")
    wrong = household_input(
        VILLAGES[XUNCHANG], members=[member(birth_day="1961-07-09", identityNumber=numbers[2])], address=canary
    )
    assert api.act(window, "registerHousehold", household=wrong)["userErrors"][0]["code"] == "BIRTH_DAY_DIFFERS"
    return {"numbers": numbers, "canary": canary}


def _rows(api: Api) -> Iterator[bytes]:
    """Every document of the database, and every operation that ever wrote one, as bytes."""
    with MongoClient(api.settings.mongodb_url, document_class=RawBSONDocument) as client:
        for name in client[api.database_name].list_collection_names():
            yield from (bytes(row.raw) for row in client[api.database_name][name].find())
        written = {"ns": re.compile(f"^({re.escape(api.database_name)}\\.|admin\\.\\$cmd)")}
        yield from (bytes(row.raw) for row in client["local"]["oplog.rs"].find(written))


def _holds(chunks: Iterator[bytes], *texts: str) -> set[str]:
    wanted = {text: text.encode() for text in texts}
    return {text for chunk in chunks for text, found in wanted.items() if found in chunk}


def test_no_planted_identifier_is_in_the_database_or_its_oplog(api: Api, planted: dict[str, Any]) -> None:
    found = _holds(_rows(api), *planted["numbers"], *ACCOUNTS, planted["canary"])
    assert found == {planted["canary"]}


def test_no_planted_identifier_is_in_the_servers_folders_and_logs(
    api: Api, servers: Servers, planted: dict[str, Any]
) -> None:
    if servers.database.process is None or servers.store.process is None:
        pytest.skip("the servers run elsewhere: their folders are not at hand")
    with MongoClient[dict[str, Any]](api.settings.mongodb_url) as client:
        client.admin.command("fsync")
    folder = servers.database.process.folder.parent
    files = (path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    assert _holds(files, *planted["numbers"], *ACCOUNTS, planted["canary"]) == {planted["canary"]}
    assert _holds(iter([api.log.read_bytes()]), *planted["numbers"], *ACCOUNTS, planted["canary"]) == set()


def test_a_slow_operation_leaves_no_familys_text_in_the_database_log(api: Api, servers: Servers) -> None:
    if servers.database.process is None:
        pytest.skip("the database runs elsewhere: its log is not at hand")
    canary = f"canary{uuid4().hex}"
    with kept.opened(api) as rows:
        rows.command("profile", 0, slowms=0)
        try:
            case = filed(api, statement=canary)
            found = {"_id": case["id"], "statement": canary}
            rows["applications"].update_one(found, {"$set": {"statement": f"{canary}2"}})
        finally:
            rows.command("profile", 0, slowms=100)
    assert canary not in servers.database.process.log.read_text()


def test_no_planted_identifier_is_in_an_object_key(api: Api, planted: dict[str, Any]) -> None:
    settings = api.settings
    store = Minio(
        endpoint=settings.s3_url.removeprefix("http://"),
        access_key=settings.s3_access_key,
        secret_key=settings.s3_secret_key,
        region=settings.s3_region,
        secure=False,
    )
    buckets = [each.name for each in store.list_buckets() if each.name.startswith(settings.bucket_prefix)]
    keys = [str(each.object_name) for name in buckets for each in store.list_objects(bucket_name=name, recursive=True)]
    assert len(buckets) == 2
    assert not [key for key in keys for text in (*planted["numbers"], *ACCOUNTS) if text in key]


async def test_with_the_key_every_identifier_is_found_again(api: Api, planted: dict[str, Any]) -> None:
    database = await Database.connect(api.settings.mongodb_url, api.database_name, api.keys.master)
    opened = set()
    with kept.opened(api) as rows:
        for household in rows["households"].find({"address": planted["canary"]}):
            sealed = [each["identitySealed"] for each in household["members"]] + [household["bankAccountSealed"]]
            opened |= {await database.seals.opened(Binary(each, 6)) for each in sealed}
        claims = {row["_id"] for row in rows["identityClaims"].find()}
    assert opened == {*planted["numbers"][:2], *ACCOUNTS}
    assert {database.seals.claim(number) in claims for number in planted["numbers"][:2]} == {True}
    await database.close()


async def test_another_master_key_is_told_at_start_up(api: Api) -> None:
    with pytest.raises(SealsBroken):
        await Database.connect(api.settings.mongodb_url, api.database_name, bytes(96))


def test_a_sealed_value_never_leaves_by_any_field(api: Api, planted: dict[str, Any]) -> None:
    assert planted["canary"]
    everything = api.post(
        api.person(Role.COUNTY_APPROVER), {"query": "{ __schema { types { fields { name } } } }"}
    ).text
    assert "ealed" not in everything


def test_a_document_that_its_validator_does_not_know_is_refused_by_mongodb_itself(api: Api) -> None:
    with kept.opened(api) as rows:
        stored = rows["households"].find_one() or {}
        wrong: list[dict[str, Any]] = [{"address": 7}, {"unknown": "x"}, {"areas": None}, {"revision": "1"}, *LONG]
        for change in wrong:
            with pytest.raises(Exception, match="Document failed validation"):
                rows["households"].insert_one({**stored, "_id": f"hh_{uuid4().hex}", **change})
        without = {name: value for name, value in stored.items() if name != "county"}
        with pytest.raises(Exception, match="Document failed validation"):
            rows["households"].insert_one({**without, "_id": f"hh_{uuid4().hex}"})
    assert bson.encode(stored)
