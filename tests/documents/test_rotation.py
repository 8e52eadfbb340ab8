"""Rotating the keys: all is found meanwhile and after, a killed job is taken up, the old key opens nothing."""

import asyncio
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from bson.binary import Binary

from casework.office import Role
from documents.database import Database
from documents.generation import Generations
from documents.household import IdentityClaimDocument
from documents.rewrap import rewrap
from documents.rotation import rotate
from documents.seal import SealsBroken
from tests import kept
from tests.api import GONGQUAN, VILLAGES, XUNCHANG, Api, environment, prepared, running_api
from tests.servers import Servers
from tests.story import household_input, identity_number, member

ACCOUNT = "6228480000000066612"
BORN = "1952-02-02"


@pytest.fixture
def own(servers: Servers, tmp_path: Path) -> Iterator[Api]:
    """An API with a database of its own, whose keys may be rotated."""
    with running_api(servers, tmp_path) as running:
        asyncio.run(prepared(running))
        yield running


@pytest.fixture
async def database(own: Api) -> AsyncIterator[Database]:
    opened = await Database.connect(own.settings.mongodb_url, own.database_name, own.keys.master)
    yield opened
    await opened.close()


def families(api: Api, count: int) -> dict[str, str]:
    """Numbers with their households."""
    return {number: _family(api, number)["household"]["id"] for number in (identity_number(BORN) for _ in range(count))}


def _family(api: Api, number: str, area: str = XUNCHANG) -> Any:
    given = household_input(
        VILLAGES[area], bankAccount=ACCOUNT, members=[member(birth_day=BORN, identityNumber=number)]
    )
    return api.act(
        api.person(Role.TOWNSHIP_WINDOW, area), "registerHousehold", returns="household { id }", household=given
    )


def refused(api: Api, number: str) -> list[str]:
    """What whoever registers the number a second time is told."""
    _fresh_budget(api)
    return [error["code"] for error in _family(api, number, GONGQUAN)["userErrors"]]


def found(api: Api, number: str) -> str | None:
    _fresh_budget(api)
    payload = api.act(
        api.person(Role.TOWNSHIP_LEADER),
        "findByIdentifier",
        returns="household { id }",
        identityNumber=number,
        purpose="VERIFICATION",
    )
    assert payload["userErrors"] == []
    return payload["household"] and str(payload["household"]["id"])


def _fresh_budget(api: Api) -> None:
    with kept.opened(api) as rows:
        rows["identifierUses"].delete_many({})
        rows["identifierAlarms"].delete_many({})
        rows["journal"].delete_many({"caseId": {"$regex": "^use_"}})


def sealing_keys(api: Api) -> set[bytes]:
    """The ids of the data keys under which any number is sealed."""
    with kept.opened(api) as rows:
        members = [each for row in rows["households"].find() for each in row["members"]]
        members += [each for row in rows["householdVersions"].find() for each in row["snapshot"]["members"]]
        return {bytes(each["identitySealed"])[1:17] for each in members}


def vault(api: Api) -> dict[str, bytes]:
    with kept.opened(api) as rows:
        return {row["keyAltNames"][0]: bytes(row["_id"]) for row in rows["keyVault"].find()}


async def test_after_a_rotation_all_is_of_the_new_generation_and_the_old_is_gone(own: Api, database: Database) -> None:
    numbers = families(own, 3)
    old = vault(own)["identity"]
    assert sealing_keys(own) == {old}
    before = [kept.record(own, "households", each) for each in numbers.values()]
    done = await rotate(database, settle=0)
    assert (done.generation, done.households, done.versions) == (2, 3, 3)
    assert vault(own).keys() == {"random", "identity-2"}
    assert sealing_keys(own) == {vault(own)["identity-2"]}
    with kept.opened(own) as rows:
        claims = list(rows["identityClaims"].find())
        keyring = {row["_id"]: row for row in rows["keyring"].find()}
    assert {(row["householdId"], row["generation"]) for row in claims} == {(each, 2) for each in numbers.values()}
    assert keyring.keys() == {"claims-2", "fingerprint", "generation"}
    assert (keyring["generation"]["current"], keyring["generation"]["previous"]) == (2, None)
    for row in before:
        after = kept.record(own, "households", row["_id"])
        assert {name for name in row if row[name] != after[name]} == {"members"}
        assert row["bankAccountSealed"] == after["bankAccountSealed"]
    for number, household in numbers.items():
        assert found(own, number) == household
        assert refused(own, number) == ["IDENTITY_CLAIMED"]
    fresh = _family(own, identity_number(BORN))
    assert (fresh["userErrors"], sealing_keys(own)) == ([], {vault(own)["identity-2"]})
    assert (await rotate(database, settle=0)).generation == 3


async def test_between_the_generations_look_up_and_uniqueness_hold(own: Api, database: Database) -> None:
    numbers = families(own, 2)
    await database.seals.prepare(2)
    with kept.opened(own) as rows:
        rows["keyring"].update_one(
            {"_id": "generation"}, {"$set": {"current": 2, "previous": 1, "mark": ""}}, upsert=True
        )
    for number, household in numbers.items():
        assert found(own, number) == household
        assert refused(own, number) == ["IDENTITY_CLAIMED"]
    meanwhile = identity_number(BORN)
    made = _family(own, meanwhile)["household"]["id"]
    with kept.opened(own) as rows:
        assert {row["generation"] for row in rows["identityClaims"].find({"householdId": made})} == {1, 2}
    assert await database.seals.generations() == Generations(2, 1)
    await rotate(database, settle=0)
    assert refused(own, meanwhile) == ["IDENTITY_CLAIMED"]
    assert await IdentityClaimDocument.find({"generation": 1}).count() == 0


async def test_what_was_fingerprinted_is_known_again_after_a_rotation(own: Api, database: Database) -> None:
    given: dict[str, Any] = {"household": household_input(VILLAGES[XUNCHANG]), "idempotencyKey": "before-the-rotation"}
    window = own.person(Role.TOWNSHIP_WINDOW)
    first = own.act(window, "registerHousehold", returns="household { id }", **given)
    before = database.seals.fingerprint("x")
    await rotate(database, settle=0)
    again = own.act(window, "registerHousehold", returns="household { id }", **given)
    assert again == {**first, "replayed": True}
    reopened = await Database.connect(own.settings.mongodb_url, own.database_name, own.keys.master)
    assert reopened.seals.fingerprint("x") == before
    await reopened.close()


async def test_while_the_job_runs_nothing_is_lost_or_doubled(own: Api, database: Database) -> None:
    numbers = families(own, 60)
    ended, faults, fresh = threading.Event(), [], dict[str, str]()

    def working() -> None:
        known = list(numbers.items())
        place = 0
        while not ended.is_set() or place < 20:
            number, household = known[place % len(known)]
            try:
                assert found(own, number) == household
                assert refused(own, number) == ["IDENTITY_CLAIMED"]
                new = identity_number(BORN)
                fresh[new] = _family(own, new)["household"]["id"]
                assert refused(own, new) == ["IDENTITY_CLAIMED"]
            except Exception as fault:  # noqa: BLE001 - told by the test's own thread
                faults.append(fault)
                return
            place += 1

    worker = threading.Thread(target=working)
    worker.start()
    await rotate(database, settle=1)
    ended.set()
    await asyncio.to_thread(worker.join)
    assert faults == []
    assert sealing_keys(own) == {vault(own)["identity-2"]}
    for number, household in (numbers | fresh).items():
        assert found(own, number) == household
    with kept.opened(own) as rows:
        assert rows["identityClaims"].count_documents({}) == len(numbers) + len(fresh)


@pytest.mark.parametrize("at", [2, 5, 9])
def test_a_job_that_is_killed_is_taken_up_by_the_next_run(own: Api, at: int) -> None:
    numbers = families(own, 8)
    command = [sys.executable, "-m", "tests.documents.dying_rotation", str(at), "keys", "rotate", "--settle", "0"]
    died = subprocess.run(command, env=environment(own.settings), capture_output=True, check=False)  # noqa: S603
    assert died.returncode == -signal.SIGKILL
    assert len(sealing_keys(own)) == 2 or at == 9
    for number, household in numbers.items():
        assert found(own, number) == household
        assert refused(own, number) == ["IDENTITY_CLAIMED"]
    again = [sys.executable, "-m", "server", "keys", "rotate", "--settle", "0"]
    told = subprocess.run(again, env=environment(own.settings), capture_output=True, text=True, check=True)  # noqa: S603
    assert "generation 1 is retired" in told.stdout
    assert sealing_keys(own) == {vault(own)["identity-2"]}
    assert vault(own).keys() == {"random", "identity-2"}
    for number, household in numbers.items():
        assert found(own, number) == household
        assert refused(own, number) == ["IDENTITY_CLAIMED"]


async def opens(api: Api, key: bytes) -> bool:
    try:
        opened = await Database.connect(api.settings.mongodb_url, api.database_name, key)
    except SealsBroken:
        return False
    with kept.opened(api) as rows:
        row = rows["households"].find_one() or {}
    try:
        number = await opened.seals.opened(Binary(row["members"][0]["identitySealed"], 6))
        account = await opened.seals.opened(Binary(row["bankAccountSealed"], 6))
    finally:
        await opened.close()
    return bool(number.startswith("99") and account == ACCOUNT)


async def test_after_a_rewrap_the_new_master_key_opens_all_and_the_old_nothing(own: Api) -> None:
    families(own, 1)
    url, name, old, new = own.settings.mongodb_url, own.database_name, own.keys.master, secrets.token_bytes(96)
    with kept.opened(own) as rows:
        before = list(rows["households"].find())
    assert await rewrap(url, name, old, new) == 2
    assert (await opens(own, old), await opens(own, new)) == (False, True)
    assert await rewrap(url, name, old, new) == 2, "again, as after an interruption past the switch"
    assert (await opens(own, old), await opens(own, new)) == (False, True)
    with kept.opened(own) as rows:
        assert list(rows["households"].find()) == before
        assert "keyVault.rewrap" not in rows.list_collection_names()
    with pytest.raises(SealsBroken):
        await rewrap(url, name, secrets.token_bytes(96), secrets.token_bytes(96))
    assert await opens(own, new)


async def test_a_rewrap_that_was_cut_off_before_the_switch_changed_nothing(own: Api) -> None:
    families(own, 1)
    with kept.opened(own) as rows:
        rows["keyVault.rewrap"].insert_many(list(rows["keyVault"].find()))
    assert await opens(own, own.keys.master)
    new = secrets.token_bytes(96)
    assert await rewrap(own.settings.mongodb_url, own.database_name, own.keys.master, new) == 2
    assert (await opens(own, own.keys.master), await opens(own, new)) == (False, True)
