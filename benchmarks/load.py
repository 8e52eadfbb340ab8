"""Loading one contestant with one operation: wrk asks, /proc tells what it cost the API."""

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.contestant import Contestant

CONNECTIONS = 16
SCRIPT = Path(__file__).with_name("wrk.lua")


class LoadFailed(Exception):
    """Something was not answered, so that nothing was measured."""


class TooSlow(LoadFailed):
    """Not one request was answered within the round."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One round: requests a second, latencies in ms, the API's CPU a request in ms, its memory in MiB."""

    rate: float
    p50: float
    p99: float
    cpu: float
    memory: float


def measure(contestant: Contestant, bodies: Sequence[dict[str, Any]], seconds: int) -> Measured:
    """One round of some seconds. Raises `LoadFailed`, of it `TooSlow`."""
    before = _cpu_seconds(contestant.pid)
    said = _asked(contestant, bodies, seconds)
    cpu = (_cpu_seconds(contestant.pid) - before) / said["requests"] * 1000
    return Measured(said["requests"] / said["seconds"], said["p50"], said["p99"], cpu, _memory(contestant.pid))


def _asked(contestant: Contestant, bodies: Sequence[dict[str, Any]], seconds: int) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(json.dumps(each) + "\n" for each in bodies))
        file.flush()
        shape = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(SCRIPT)]
        command = ["wrk", *shape, contestant.url, "--", file.name, *contestant.arguments]
        told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    said: dict[str, Any] = json.loads(told.stdout.strip().splitlines()[-1])
    if not said["errors"] and not said["requests"]:
        raise TooSlow(f"{contestant.name} answered nothing in {seconds} s")
    if said["errors"]:
        raise LoadFailed(f"{contestant.name}: {said}")
    return said


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
