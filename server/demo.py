"""The demonstration (make demo): real servers, a seeded county, and the API, from one command until Ctrl-C."""

import asyncio
import shlex
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import NoReturn

from documents.database import Database
from server.data_folder import write_private
from server.embedded import EmbeddedServers
from server.explorer import packaged_folder
from server.process import check_port
from server.seeded import seed_once
from server.serving import serve
from server.settings import Settings
from server.showcase import EXAMPLES, Showcase, prepared

TOKENS = "tokens.env"


@dataclass(frozen=True, slots=True)
class Demo:
    """What was asked for on the command line."""

    data: Path
    host: str
    port: int
    clock: datetime
    households: int

    def run(self) -> None:
        """Serve until SIGINT or SIGTERM; both servers end first. Raises what `EmbeddedServers` raises, or `PortTaken`.

        What seeding was doing when it was interrupted is done anew on the next start.
        """
        signal.signal(signal.SIGTERM, _end)
        with EmbeddedServers(self.data) as servers:
            check_port(self.host, self.port)
            settings = Settings.for_data_folder(self.data, servers.endpoints, self.clock)
            seeded = asyncio.run(seed_once(settings, self.households))
            if seeded:
                _say(
                    f"seeded {seeded.households} households, {seeded.applications} applications, {seeded.papers} papers"
                )
            showcase = asyncio.run(_showcase(settings, servers))
            with suppress(KeyboardInterrupt):  # Ctrl-C is how a demonstration ends
                serve(settings, self.host, self.port, lambda url: self._told(url, servers, showcase))

    def _told(self, url: str, servers: EmbeddedServers, showcase: Showcase) -> None:
        servers.announce_api(url)
        tokens = self.data / TOKENS
        lines = [f"{name}={shlex.quote(value)}" for name, value in showcase.variables(url).items()]
        write_private(tokens, "\n".join([*lines, ""]).encode())
        _say(_words(url, tokens, self.clock, showcase))


async def _showcase(settings: Settings, servers: EmbeddedServers) -> Showcase:
    database = await Database.connect(settings.mongodb_url, settings.mongodb_database, servers.keys.master)
    try:
        return await prepared(database, settings, servers.keys)
    finally:
        await database.close()


def _words(url: str, tokens: Path, clock: datetime, showcase: Showcase) -> str:
    """The first page of the demonstration, to read and to paste from."""
    lines = [
        f"API       {url}/graphql",
        f"explorer  {url}/explorer" if packaged_folder() else "explorer  is not installed: make environment",
        f"health    {url}/readyz",
        f"case day  {clock.date()} (a request may name another moment: Case-Clock: {clock.isoformat()})",
        "",
        *(f"TOKEN_{each.name:<16} {each.role:<21} {each.area:<9} {each.token}" for each in showcase.bearers),
        "",
        f"# paste these; the tokens are in {tokens}, for a day",
        f"source {shlex.quote(str(tokens))}",
    ]
    for each in EXAMPLES:
        lines += [f"# {each.title}", each.curl()]
    return "\n".join([*lines, "", "Ctrl-C ends everything."])


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    """SIGTERM unwinds as Ctrl-C does, so that both servers are stopped on the way."""
    sys.exit(0)
