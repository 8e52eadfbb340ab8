"""Rotating the keys that seal identifiers, by command, and saying before a start that one is lost or wrong."""

import argparse
import asyncio
import secrets
from contextlib import suppress
from pathlib import Path

from documents.database import Database
from documents.outage import DatabaseUnavailable
from documents.rewrap import rewrap
from documents.rotation import SETTLE_SECONDS, Rotated, rotate
from server.data_folder import write_private
from server.keys import CURSOR_BYTES, MASTER_BYTES, read_key
from server.opened import named_settings, with_database
from server.settings import Settings


def keys_parser(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="what")
    master = commands.add_parser("rewrap", help="wrap the data keys by a new master key; the old then opens none")
    master.add_argument("--to", type=Path, required=True, metavar="FILE", help="the new master key; made if missing")
    sealing = commands.add_parser("rotate", help="seal and claim every identity number by a new key; can be repeated")
    sealing.add_argument(
        "--settle",
        type=float,
        default=SETTLE_SECONDS,
        metavar="SECONDS",
        help=f"how long to wait, twice, for transactions under way ({SETTLE_SECONDS:.0f}); less only while none runs",
    )
    for each in (master, sealing):
        each.add_argument("--data", type=Path, help="a data folder instead of the environment's database")
    master.set_defaults(run=_rewrap)
    sealing.set_defaults(run=_rotate)


def check_keys(settings: Settings) -> None:
    """Say before the server starts that a key is missing, damaged or another database's; a database may be away.

    Raises `KeysUnusable`, `SealsBroken`.
    """
    read_key(settings.cursor_key_file, CURSOR_BYTES)
    read_key(settings.master_key_file, MASTER_BYTES)
    with suppress(DatabaseUnavailable):
        asyncio.run(with_database(settings, _nothing))


async def _nothing(_database: Database) -> None:
    """To open it is all that is asked."""


def _rewrap(given: argparse.Namespace) -> None:
    with named_settings(given.data) as settings:
        old, new = read_key(settings.master_key_file, MASTER_BYTES), _new_key(given.to)
        count = asyncio.run(rewrap(settings.mongodb_url, settings.mongodb_database, old, new))
        if given.data is not None:
            write_private(settings.master_key_file, new)
    print(f"{count} data keys are wrapped by {given.to}; the master key before opens none of them")
    if given.data is None:
        print(f"start every server with MASTER_KEY_FILE={given.to}")


def _new_key(path: Path) -> bytes:
    """The new key, on disk before any data key depends on it."""
    if not path.exists():
        write_private(path, secrets.token_bytes(MASTER_BYTES))
    return read_key(path, MASTER_BYTES)


def _rotate(given: argparse.Namespace) -> None:
    async def work(database: Database) -> Rotated:
        return await rotate(database, print, given.settle)

    with named_settings(given.data) as settings:
        done = asyncio.run(with_database(settings, work))
    print(f"generation {done.generation}: {done.households} households and {done.versions} earlier states sealed anew")
