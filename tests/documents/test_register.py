"""The register's look-ups: shared by those who wait together, sent after the last of them came."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pymongo import AsyncMongoClient

from casework.office import Organ, Role, Tier
from documents.database import Database, Row
from documents.official import OfficialDocument, PostPart
from documents.outage import DatabaseUnavailable
from documents.record import new_id
from documents.register import Register
from server.register import revoke
from tests.api import XUNCHANG, Api


async def _database(api: Api) -> Database:
    return await Database.connect(api.settings.mongodb_url, api.database_name, api.keys.master)


async def _known(subject: str) -> str:
    post = PostPart(
        tier=Tier.TOWNSHIP,
        organ=Organ.TOWNSHIP_GOVERNMENT,
        role=Role.TOWNSHIP_WINDOW,
        area=XUNCHANG,
        valid_from="2020-01-01",
    )
    id_ = new_id("off")
    await OfficialDocument(id=id_, subject=subject, name="测试", posts=[post]).insert()
    return id_


async def test_those_who_wait_together_share_a_look_up(api: Api) -> None:
    database = await _database(api)
    ids = {f"together{n}": await _known(f"together{n}") for n in range(5)}
    register, before = Register(database), await _finds(database)
    rows = await asyncio.gather(*(register.official(subject) for subject in [*ids, *ids, "nobody"]))
    assert [row and row["_id"] for row in rows] == [*ids.values(), *ids.values(), None]
    assert await _finds(database) - before <= 2
    await database.close()


async def _finds(database: Database) -> int:
    return int((await database.client.admin.command("serverStatus"))["opcounters"]["query"])


async def test_who_asks_after_a_change_is_told_of_it_even_while_an_earlier_look_up_runs(api: Api) -> None:
    database = await _database(api)
    register, id_ = Register(database), await _known("changing")
    for _ in range(20):
        early = asyncio.create_task(register.official("changing"))
        moment = datetime.now(UTC)
        await revoke(database, id_)
        row = await register.official("changing")
        assert row is not None
        assert row["revokedBefore"] >= moment.replace(microsecond=moment.microsecond // 1000 * 1000)
        await early
    await database.close()


async def test_everybody_who_waits_is_told_that_the_database_is_away(api: Api) -> None:
    database = await _database(api)
    away: AsyncMongoClient[Row] = AsyncMongoClient("mongodb://127.0.0.1:9/", serverSelectionTimeoutMS=100)
    register = Register(replace(database, database=away["nowhere"]))
    told = await asyncio.gather(*(register.official("anybody") for _ in range(3)), return_exceptions=True)
    assert {type(each) for each in told} == {DatabaseUnavailable}
    register.database = database
    assert await register.official("anybody") is None
    await away.close()
    await database.close()


async def test_who_gives_up_waiting_does_not_take_the_others_with_him(api: Api) -> None:
    database = await _database(api)
    register, id_ = Register(database), await _known("patient")
    leaving, staying = (asyncio.create_task(register.official("patient")) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    row = await staying
    assert row is not None
    assert row["_id"] == id_
    await database.close()
