"""The servers that are compared: each is one process of its own, on the same MongoDB."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.operation import Operation
from server.process import free_port
from server.settings import Settings

START_SECONDS = 60
AREA = "511526"
TUNED = {"NODE_ENV": "production", "GOGC": "800"}
HERE = Path(__file__).parent


class NotStarted(Exception):
    """A contestant did not answer in time."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A running server; ours are asked with a token, the reference executor by a header."""

    name: str
    pid: int
    url: str
    token: str = ""
    header: str = ""
    foreign: bool = False  # it knows the peers' schema, not ours
    only: frozenset[str] = frozenset()  # the operations that it is for, if not all
    alike: bool = True  # it gives the same values as the others, not only values in the same places

    @property
    def arguments(self) -> list[str]:
        """What wrk.lua is told beside the bodies."""
        return [each for each in (self.token, self.header) if each]

    def has(self, operation: Operation) -> bool:
        """Whether it is measured on this operation."""
        if self.only:
            return operation.name in self.only
        return not self.foreign or operation.of_peers

    def ask(self, body: Mapping[str, Any]) -> tuple[Any, str]:
        """The answer to one request, and which way of ours gave it, if it says so."""
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= {self.header: "1"} if self.header else {}
        request = urllib.request.Request(self.url, json.dumps(body).encode(), headers)  # noqa: S310 - our own server
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.load(answer), answer.headers.get("answered-by", "")


@contextmanager
def process(command: list[str], environment: Mapping[str, str], port: int, log: Path) -> Iterator[int]:
    """A server for as long as the block lasts; its process id once it answers. Raises `NotStarted`."""
    with log.open("ab") as out:
        running = subprocess.Popen(  # noqa: S603 - our own words
            command, env={**os.environ, **environment}, stdout=out, stderr=out, cwd=HERE.parent
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(port):
            if running.poll() is not None or time.monotonic() > deadline:
                raise NotStarted(f"{' '.join(command[:3])} did not start; see {log}")
            time.sleep(0.1)
        yield running.pid
    finally:
        running.terminate()
        running.wait(20)


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/graphql", timeout=2)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def environment_of(settings: Settings) -> dict[str, str]:
    """The settings as the environment of a server of ours."""
    return {
        "MONGODB_URL": settings.mongodb_url,
        "MONGODB_DATABASE": settings.mongodb_database,
        "S3_URL": settings.s3_url,
        "S3_ACCESS_KEY": settings.s3_access_key,
        "S3_SECRET_KEY": settings.s3_secret_key,
        "JWKS": settings.jwks,
        "JWT_ISSUER": settings.issuer,
        "MASTER_KEY_FILE": str(settings.master_key_file),
        "CURSOR_KEY_FILE": str(settings.cursor_key_file),
        "UPKEEP": "off",  # what is done beside the requests is another process's
        "AREA": AREA,
    }


@contextmanager
def ours(
    name: str, settings: Settings, token: str, logs: Path, *, movable: bool = False, module: str = "server"
) -> Iterator[Contestant]:
    """The product as it is served; with a movable clock it takes the reference executor's header."""
    port = free_port()
    now = datetime.now(UTC).isoformat(timespec="minutes")  # a movable clock begins at the others' day
    clock = ["--clock", now] if movable else []
    command = [sys.executable, "-m", module, "serve", "--port", str(port), *clock]
    with process(command, environment_of(settings), port, logs / f"{name}.log") as pid:
        yield Contestant(name, pid, f"http://127.0.0.1:{port}/graphql", token, "reference" if movable else "")


@contextmanager
def peer(
    name: str, command: list[str], settings: Settings, logs: Path, *, foreign: bool = False
) -> Iterator[Contestant]:
    """Another server; it hears its port and the database from its environment."""
    port = free_port()
    environment = environment_of(settings) | TUNED | {"PORT": str(port)}
    with process(command, environment, port, logs / f"{name}.log") as pid:
        yield Contestant(name, pid, f"http://127.0.0.1:{port}/graphql", foreign=foreign)
