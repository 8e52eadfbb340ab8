"""What a command works on: the settings of a data folder or of the environment, and the database opened by them."""

import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from documents.database import Database
from server.data_folder import running_servers
from server.embedded import EmbeddedServers
from server.keys import MASTER_BYTES, read_key
from server.settings import Settings

T = TypeVar("T")


@contextmanager
def folder_settings(data: Path) -> Iterator[Settings]:
    """The settings of a data folder whose servers run already, or else run as long as the block lasts."""
    running = running_servers(data)
    if running is not None:
        yield Settings.for_data_folder(data, running)
        return
    with EmbeddedServers(data) as servers:
        yield Settings.for_data_folder(data, servers.endpoints)


@contextmanager
def named_settings(data: Path | None) -> Iterator[Settings]:
    """The settings of a data folder, or else of the environment."""
    if data is None:
        yield Settings.from_environment(os.environ)
        return
    with folder_settings(data) as settings:
        yield settings


async def with_database(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    """Do the work on the database, opened by its master key. Raises `KeysUnusable`, `SealsBroken`."""
    master_key = read_key(settings.master_key_file, MASTER_BYTES)
    database = await Database.connect(settings.mongodb_url, settings.mongodb_database, master_key)
    try:
        return await work(database)
    finally:
        await database.close()
