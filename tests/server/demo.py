"""A demonstration run as a process of its own, as whoever types `make demo` runs it."""

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LAST_LINE = "Ctrl-C ends everything.\n"
HOUSEHOLDS = 30


@dataclass(frozen=True, slots=True)
class RunningDemo:
    """The demonstration, once it told its first page."""

    process: "subprocess.Popen[str]"
    data: Path
    page: str

    @property
    def variables(self) -> dict[str, str]:
        """What tokens.env holds."""
        lines = (self.data / "tokens.env").read_text().splitlines()
        return {name: shlex.split(value)[0] for name, value in (line.split("=", 1) for line in lines)}

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(40)


@contextmanager
def running_demo(data: Path) -> Iterator[RunningDemo]:
    given = ["demo", "--port", "0", "--data", str(data), "--households", str(HOUSEHOLDS)]
    with (data.parent / f"{data.name}.log").open("ab") as log:
        process = subprocess.Popen(command(given), stdout=subprocess.PIPE, stderr=log, text=True)  # noqa: S603
    try:
        yield RunningDemo(process, data, "".join(_first_page(process)))
    finally:
        process.terminate()
        process.wait(40)
        if process.stdout is not None:
            process.stdout.close()


def _first_page(process: "subprocess.Popen[str]") -> Iterator[str]:
    assert process.stdout is not None
    for line in process.stdout:
        yield line
        if line == LAST_LINE:
            return
    raise AssertionError("the demonstration ended before it told its first page; see its log")


def command(given: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "server", *given]


def run(*given: str) -> "subprocess.CompletedProcess[str]":
    """One command to its end."""
    return subprocess.run(command(given), capture_output=True, text=True, check=False)  # noqa: S603


def descendants(pid: int) -> set[int]:
    """All processes below one, from /proc."""
    children: dict[int, set[int]] = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(each.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        children.setdefault(parent, set()).add(int(each.parent.name))
    found, waiting = set[int](), [pid]
    while waiting:
        below = children.get(waiting.pop(), set())
        found |= below
        waiting += below
    return found


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if _is_alive(pid)}


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
