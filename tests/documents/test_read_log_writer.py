"""The read log's writer: one insert for all who wait, and nobody is released before it is durable."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from pymongo import AsyncMongoClient, monitoring

from documents.database import Database, Row
from documents.read_log import ReadLogDocument
from documents.read_log_writer import AuditUnavailable, ReadLogWriter
from documents.record import new_id, stored, utc_now
from tests.api import Api

TOGETHER = 50


class Told(monitoring.CommandListener):
    """What happened, in order: the driver's commands on the log, and what the test itself notes."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.concerns: list[Any] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        if event.command_name == "insert":
            self.order.append("sent")
            self.concerns.append(event.command["writeConcern"])

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        if event.command_name == "insert":
            self.order.append("acknowledged")

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """A command that failed is not what is waited for."""


@pytest.fixture
async def database(api: Api) -> AsyncIterator[Database]:
    opened = await Database.connect(api.settings.mongodb_url, api.database_name, api.keys.master)
    yield opened
    await opened.close()


@pytest.fixture
async def told(api: Api, database: Database) -> AsyncIterator[tuple[Told, ReadLogWriter]]:
    """A writer whose commands are heard."""
    listener = Told()
    client: AsyncMongoClient[Row] = AsyncMongoClient(
        api.settings.mongodb_url, tz_aware=True, event_listeners=[listener]
    )
    yield listener, ReadLogWriter(replace(database, database=client[api.database_name]))
    await client.close()


def entry(official: str) -> Row:
    now = utc_now()
    return stored(
        ReadLogDocument(
            id=new_id("rdl"),
            month=f"{now:%Y-%m}",
            at=now,
            official_id=official,
            operation=None,
            document_hash="0" * 64,
            act=None,
            purpose=None,
            fields=["Member.name"],
            record_ids=["hh_1"],
            county="511526",
            areas=["511500", "511526"],
        )
    )


async def kept_of(database: Database, official: str) -> int:
    return await database.database["readLog"].count_documents({"officialId": official})


async def test_nobody_is_released_before_a_majority_has_journalled_his_entry(
    told: tuple[Told, ReadLogWriter], database: Database
) -> None:
    listener, writer = told
    await writer.keep([entry("off_alone")])
    listener.order.append("released")
    assert listener.order == ["sent", "acknowledged", "released"]
    assert listener.concerns == [{"w": "majority", "j": True}]
    assert await kept_of(database, "off_alone") == 1


async def test_answers_that_wait_together_share_an_insert(told: tuple[Told, ReadLogWriter], database: Database) -> None:
    listener, writer = told

    async def answer() -> None:
        await writer.keep([entry("off_together"), entry("off_together")])

    async def late(n: int) -> None:
        await asyncio.sleep(n / 10000)
        await answer()

    await asyncio.gather(*(late(n) for n in range(TOGETHER)))
    assert await kept_of(database, "off_together") == 2 * TOGETHER
    assert listener.order.count("sent") <= TOGETHER / 3
    assert all(pair == ("sent", "acknowledged") for pair in zip(listener.order[::2], listener.order[1::2], strict=True))


async def test_all_who_wait_are_told_when_the_log_cannot_be_written(database: Database) -> None:
    away: AsyncMongoClient[Row] = AsyncMongoClient("mongodb://127.0.0.1:9/", serverSelectionTimeoutMS=100)
    writer = ReadLogWriter(replace(database, database=away["nowhere"]))
    answers = await asyncio.gather(*(writer.keep([entry("off_away")]) for _ in range(3)), return_exceptions=True)
    assert [type(each) for each in answers] == [AuditUnavailable] * 3
    writer.database = database
    await writer.keep([entry("off_back")])
    assert (await kept_of(database, "off_away"), await kept_of(database, "off_back")) == (0, 1)
    await away.close()


async def test_who_goes_away_takes_nobody_with_him(told: tuple[Told, ReadLogWriter], database: Database) -> None:
    _, writer = told
    leaving, staying = (asyncio.create_task(writer.keep([entry("off_patient")])) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    await staying
    assert await kept_of(database, "off_patient") == 2
