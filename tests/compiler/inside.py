"""The compiler run in the tests' own process, over the county's database: a desk for whoever asks."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from authorization.official import Official, ViewerClass
from casework.office import ROLE_SEATS, Role
from documents.calendar import national_calendar
from documents.database import Database
from documents.read_log_writer import ReadLogWriter
from resolvers.desk import Desk, Doors
from schema.field import TABLE
from server.app import store_address
from storage.evidence_store import EvidenceStore
from tests.compiler.world import AUTUMN, World


def viewer(role: Role) -> ViewerClass:
    tier, organs = ROLE_SEATS[role]
    return ViewerClass(tier, min(organs), frozenset({role}))


@asynccontextmanager
async def opened(world: World) -> AsyncIterator[Callable[[Role], Desk]]:
    """A desk for an official of a role, in this process, over the county's own database."""
    settings = world.api.settings
    database = await Database.connect(settings.mongodb_url, world.api.database_name, world.api.keys.master)
    store = EvidenceStore(store_address(settings))
    doors = Doors(
        database, ReadLogWriter(database), store, national_calendar(), TABLE, settings.cursor_key_file.read_bytes()
    )

    def desk(role: Role) -> Desk:
        (tier, organs), person = ROLE_SEATS[role], world.api.person(role)
        official = Official(person.id, "测试", tier, min(organs), frozenset({role}), person.area)
        return Desk(official, datetime.fromisoformat(AUTUMN), "zh", doors)

    try:
        yield desk
    finally:
        store.close()
        await database.close()


def run(world: World, work: Callable[[Callable[[Role], Desk]], Awaitable[Any]]) -> Any:
    async def opening() -> Any:
        async with opened(world) as desk:
            return await work(desk)

    return asyncio.run(opening())
