"""`python -m benchmarks`: the same data and questions for this server and its peers, and a table of what it took.

Needs wrk, and Node or Go for the peers in them; a peer whose tools are missing is left out, and so are its ratios.
"""

import argparse
import asyncio
import os
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from benchmarks.contestant import AREA, Contestant, ours, peer
from benchmarks.data import loaded, sample
from benchmarks.load import Measured, measure
from benchmarks.operation import Operation, operations
from benchmarks.peers import peers
from benchmarks.report import written
from benchmarks.result import Run
from benchmarks.viewer import ROLE, token_for
from schema.answering import PLAN
from server.opened import folder_settings
from server.settings import Settings

SAMPLES = 200
CHECKED = 20
WARM_UP_SECONDS = 3


class DifferentAnswers(Exception):
    """Two contestants do not answer alike: their speeds cannot be compared."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--applications", type=int, default=10_000, help="how many cases to read from (10000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured, in turns (5)")
    parser.add_argument("--seconds", type=int, default=6, help="how long each time (6)")
    parser.add_argument("--data", type=Path, help="the data folder (./.data/bench-<applications>)")
    return parser.parse_args()


def _told(line: str) -> None:
    sys.stderr.write(line + "\n")


def _started(settings: Settings, logs: Path, opened: ExitStack) -> list[Contestant]:
    token = asyncio.run(token_for(settings, ROLE, AREA))
    python = {name: [sys.executable, "-m", f"benchmarks.{name}"] for name in ("unguarded", "limit")}
    foreign = peers(_told)
    return [
        opened.enter_context(ours("ours", settings, token, logs)),
        opened.enter_context(ours("reference", settings, token, logs, movable=True)),
        *(opened.enter_context(peer(name, command, settings, logs)) for name, command in python.items()),
        *(opened.enter_context(peer(name, command, settings, logs, foreign=True)) for name, command in foreign.items()),
    ]


def _compared(contestants: list[Contestant], operation: Operation) -> None:
    """Ask everybody the same and compare every value; ours must be by its plan. Raises `DifferentAnswers`."""
    for each in contestants:
        if each.header and replace(each, header="").ask(operation.bodies(peer=False)[0])[1] != PLAN:
            raise DifferentAnswers(f"{operation.name}: it was not answered by its plan")
    for place in range(min(CHECKED, len(operation.variables))):
        expected, *others = [
            (each.name, each.ask(operation.bodies(peer=each.foreign)[place])[0]["data"]) for each in contestants
        ]
        for name, data in others:
            if data != expected[1]:
                raise DifferentAnswers(f"{operation.name}: {name} and {expected[0]} differ for body {place}")


def _measured(
    contestants: list[Contestant], operation: Operation, rounds: int, seconds: int
) -> dict[str, list[Measured]]:
    """Each in turn, never two at once, again and again; the first turn only warms up."""
    made: dict[str, list[Measured]] = {each.name: [] for each in contestants}
    for turn in range(rounds + 1):
        for each in contestants:
            one = measure(each, operation.bodies(peer=each.foreign), seconds if turn else WARM_UP_SECONDS)
            if turn:
                made[each.name].append(one)
                _told(f"{operation.name} {turn}/{rounds} {each.name}: {one.rate:.0f}/s, {one.cpu:.2f} ms CPU")
    return made


def main() -> None:
    given = _arguments()
    data = given.data or Path(f".data/bench-{given.applications}")
    run = Run(given.applications, given.rounds, given.seconds, os.getloadavg()[0])
    with ExitStack() as opened:
        settings = opened.enter_context(folder_settings(data))
        asyncio.run(loaded(settings, given.applications))
        contestants = _started(settings, data / "logs", opened)
        asked = operations(sample(settings, SAMPLES))
        for operation in asked:
            _compared(contestants, operation)
        for operation in asked:
            run.add(operation.name, _measured(contestants, operation, given.rounds, given.seconds))
    written(run)


if __name__ == "__main__":
    main()
