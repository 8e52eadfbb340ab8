"""The command line: `python -m server <command>`, each command with --help."""

import argparse
import asyncio
import importlib
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from casework.office import Organ, Role, Tier
from documents.database import Database
from documents.migration import MigrationLocked, migrate
from documents.outage import DatabaseUnavailable
from documents.rewrap import VaultChanged
from documents.seal import SealsBroken
from schema.build import SCHEMA
from schema.matrix import matrix
from schema.published import published
from seed.marker import HOUSEHOLDS, AlreadySeeded, DatabaseInUse
from server.data_folder import AlreadyRunning
from server.key_command import check_keys, keys_parser
from server.keys import KeysUnusable, load_keys
from server.opened import folder_settings, with_database
from server.process import PortTaken, ServerFailed
from server.program import ProgramMissing
from server.register import SeatInvalid, demo_official
from server.serving import StartFailed, serve
from server.settings import SettingInvalid, Settings
from server.token import issue

T = TypeVar("T")
CASE_MOMENT = "2020-11-20T09:00+08:00"
MOST_HOUSEHOLDS = 100_000


class DemoMissing(Exception):
    """The packages of the demonstration are not installed."""


EXPECTED = (
    AlreadyRunning,
    DatabaseInUse,
    DatabaseUnavailable,
    DemoMissing,
    KeysUnusable,
    MigrationLocked,
    PortTaken,
    ProgramMissing,
    SealsBroken,
    SeatInvalid,
    ServerFailed,
    SettingInvalid,
    StartFailed,
    VaultChanged,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a foreseen failure is one line and exit status 1, or 2 where a key is lost or wrong."""
    given = _parser().parse_args(arguments)
    try:
        given.run(given)
    except EXPECTED as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 2 if isinstance(error, (KeysUnusable, SealsBroken)) else 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m server", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    _serve_parser(commands.add_parser("serve", help="serve the API on the servers that the environment names"))
    _migrate_parser(commands.add_parser("migrate", help="bring the database's schema to this release"))
    keys_parser(commands.add_parser("keys", help="rotate the keys that seal identifiers"))
    _token_parser(commands.add_parser("token", help="print a bearer token for a demo official"))
    _seed_parser(commands.add_parser("seed", help="fill an empty database with a county's worth of generated cases"))
    _demo_parser(commands.add_parser("demo", help="start real servers, seed them once, and serve the API on them"))
    schema = commands.add_parser("schema", help="print the GraphQL schema")
    schema.set_defaults(run=lambda _given: print(SCHEMA.as_str()))
    access = commands.add_parser("matrix", help="print who has which field how")
    access.set_defaults(run=lambda _given: print(matrix(), end=""))
    shapes = commands.add_parser("shapes", help="print in which ways lists may be asked for")
    shapes.set_defaults(run=lambda _given: print(published(SCHEMA._schema), end=""))  # noqa: SLF001 - as schema.check
    return parser


def _data_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path(".data"), help="the data folder (./.data)")


def _serve_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port; 0 is any free one (8000)")
    parser.add_argument("--clock", type=moment, help="start the case clock here: demonstrations and tests only")
    parser.set_defaults(run=_serve)


def _migrate_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="a data folder instead of the environment's database")
    parser.set_defaults(run=_migrate)


def _token_parser(parser: argparse.ArgumentParser) -> None:
    _data_argument(parser)
    parser.add_argument("--tier", type=Tier, choices=list(Tier), required=True, help="level of government")
    parser.add_argument("--region", required=True, metavar="CODE", help="division code of the area")
    parser.add_argument("--role", type=Role, choices=list(Role), required=True, help="what the official does")
    parser.add_argument("--organ", type=Organ, choices=list(Organ), help="the department, where the role has several")
    parser.add_argument("--name", help="the official's name")
    parser.add_argument("--minutes", type=int, default=480, help="how long the token holds (480)")
    parser.set_defaults(run=_token)


def _seed_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="a data folder instead of the environment's servers")
    _households_argument(parser)
    parser.set_defaults(run=_seed)


def _demo_parser(parser: argparse.ArgumentParser) -> None:
    _data_argument(parser)
    _households_argument(parser)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port; 0 is any free one (8000)")
    parser.add_argument(
        "--clock", type=moment, default=moment(CASE_MOMENT), help=f"where the case clock starts ({CASE_MOMENT})"
    )
    parser.set_defaults(run=_demo)


def _households_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--households", type=_count, default=HOUSEHOLDS, help=f"how many families to generate ({HOUSEHOLDS})"
    )


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_HOUSEHOLDS:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to {MOST_HOUSEHOLDS}")
    return int(text)


def moment(text: str) -> datetime:
    """A moment with its offset, such as 2020-06-01T09:00+08:00."""
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a moment such as 2020-06-01T09:00+08:00") from error
    if parsed.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text} lacks its offset, such as +08:00")
    return parsed


def _serve(given: argparse.Namespace) -> None:
    settings = Settings.from_environment(os.environ)
    if given.clock:
        settings = settings.with_clock(given.clock)
    check_keys(settings)
    serve(settings, given.host, given.port, lambda url: print(url, flush=True))


def _migrate(given: argparse.Namespace) -> None:
    if given.data is None:
        ran = asyncio.run(with_database(Settings.from_environment(os.environ), _migrated))
    else:
        with folder_settings(given.data) as settings:
            ran = asyncio.run(with_database(settings, _migrated))
    print(f"{ran} migrations ran")


async def _migrated(database: Database) -> int:
    return await migrate(database, print)


def _seed(given: argparse.Namespace) -> None:
    seed_database = _needs_demo("server.seeded").seed_database
    try:
        if given.data is None:
            made = asyncio.run(seed_database(Settings.from_environment(os.environ), given.households))
        else:
            with folder_settings(given.data) as settings:
                made = asyncio.run(seed_database(settings, given.households))
    except AlreadySeeded as already:
        print(already)
    else:
        print(f"{made.households} households, {made.applications} applications, {made.papers} papers")


def _demo(given: argparse.Namespace) -> None:
    demo = _needs_demo("server.demo")
    demo.Demo(given.data, given.host, given.port, given.clock, given.households).run()


def _needs_demo(module: str) -> Any:
    """A module that needs what requirements/demo.txt adds: production serves without it."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise DemoMissing(f"{error.name} is not installed: install requirements/demo.txt") from error


def _token(given: argparse.Namespace) -> None:
    async def register(_database: Database) -> str:
        official = await demo_official(given.role, given.tier, given.region, given.organ, given.name)
        return token_for(settings, given.data, official.subject, official.posts[0].organ, given)

    with folder_settings(given.data) as settings:
        print(asyncio.run(with_database(settings, register)))


def token_for(settings: Settings, data: Path, subject: str, organ: Organ, given: argparse.Namespace) -> str:
    """A token for a subject at the seat that the command names, signed with the data folder's key."""
    keys = load_keys(data / "keys")
    return issue(
        keys.issuer,
        keys.key_id,
        issuer=settings.issuer,
        audience=settings.audience,
        subject=subject,
        seat={"tier": given.tier, "area": given.region, "organ": organ},
        minutes=given.minutes,
    )
