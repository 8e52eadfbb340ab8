"""Seeding from the command line: the schema first, then a county's worth of generated cases, with a progress bar."""

import sys

from tqdm import tqdm

from documents.database import Database
from documents.migration import migrate
from seed.marker import is_seeded
from seed.seeding import Seeded, seed
from server.app import store_address
from server.keys import MASTER_BYTES, read_key
from server.settings import Settings
from storage.evidence_store import EvidenceStore


async def seed_database(settings: Settings, households: int) -> Seeded:
    """Migrate and seed what the settings name. Raises `AlreadySeeded` or `DatabaseInUse`."""
    database, store = await _connected(settings), EvidenceStore(store_address(settings))
    try:
        await migrate(database)
        with tqdm(total=households, unit="household", desc="seeding", file=sys.stderr) as bar:
            return await seed(database, store, households, progress=bar.update)
    finally:
        store.close()
        await database.close()


async def seed_once(settings: Settings, households: int) -> Seeded | None:
    """The same on the first start; none, and only the missing migrations, on a later one."""
    database = await _connected(settings)
    try:
        await migrate(database)
        seeded = await is_seeded(database)
    finally:
        await database.close()
    return None if seeded else await seed_database(settings, households)


async def _connected(settings: Settings) -> Database:
    master_key = read_key(settings.master_key_file, MASTER_BYTES)
    return await Database.connect(settings.mongodb_url, settings.mongodb_database, master_key)
