"""`python -m benchmarks`: the same data and questions for this server and its peers, and a table of what it took.

Needs wrk, and Node or Go for the peers in them; a peer whose tools are missing is left out, and so are its ratios.
"""

import argparse
import asyncio
import os
import sys
from contextlib import ExitStack
from pathlib import Path

from benchmarks.contest import asked, compare, started
from benchmarks.contestant import Contestant
from benchmarks.data import loaded, sample
from benchmarks.example import examples
from benchmarks.load import Measured, TooSlow, measure
from benchmarks.operation import Operation, operations
from benchmarks.report import Written, written
from benchmarks.result import Run
from server.opened import folder_settings

SAMPLES = 200
WARM_UP_SECONDS = 3


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--applications", type=int, default=10_000, help="how many cases to read from (10000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured, in turns (5)")
    parser.add_argument("--seconds", type=int, default=6, help="how long each time (6)")
    parser.add_argument("--warm-up", type=int, default=WARM_UP_SECONDS, help="how long each is warmed up (3)")
    parser.add_argument("--only", help="the operations to measure, by name with commas; the others' results stay")
    parser.add_argument("--data", type=Path, help="the data folder (./.data/bench-<applications>)")
    parser.add_argument("--into", type=Path, help="a folder for results, page and picture, other than the repository's")
    return parser.parse_args()


def _told(line: str) -> None:
    sys.stderr.write(line + "\n")


def _measured(
    contestants: list[Contestant], operation: Operation, given: argparse.Namespace
) -> dict[str, list[Measured]]:
    """Each in turn, never two at once, again and again; the first turn only warms up."""
    made: dict[str, list[Measured]] = {each.name: [] for each in contestants}
    for turn in range(given.rounds + 1):
        for each in contestants:
            seconds = given.seconds if turn else given.warm_up
            one = _round(each, operation, seconds)
            if turn and one:
                made[each.name].append(one)
                _told(f"{operation.name} {turn}/{given.rounds} {each.name}: {one.rate:.0f}/s, {one.cpu:.2f} ms CPU")
    return {name: rounds for name, rounds in made.items() if rounds}


def _round(contestant: Contestant, operation: Operation, seconds: int) -> Measured | None:
    """One round; none when the contestant was too slow for it, which is told."""
    try:
        return measure(contestant, operation.bodies(peer=contestant.foreign), seconds)
    except TooSlow as slow:
        _told(f"{operation.name}: {slow}")
        return None


def _chosen(all_: list[Operation], only: str | None) -> list[Operation]:
    """The operations to measure. Raises `SystemExit` for a name that there is not."""
    names = only.split(",") if only else [each.name for each in all_]
    if unknown := set(names) - {each.name for each in all_}:
        raise SystemExit(f"no such operation: {', '.join(sorted(unknown))}")
    return [each for each in all_ if each.name in names]


def _run(given: argparse.Namespace, where: Written) -> None:
    """Everything of one size; what is measured is kept after each operation."""
    data = given.data or Path(f".data/bench-{given.applications}")
    run = Run(given.applications, given.rounds, given.seconds)
    with ExitStack() as opened:
        settings = opened.enter_context(folder_settings(data))
        run.loaded = asyncio.run(loaded(settings, given.applications))
        contestants = started(settings, data / "logs", opened, _told)
        made_of = asked(contestants[0], sample(settings, SAMPLES), run.loaded)
        chosen = _chosen([*operations(made_of), *examples(made_of)], given.only)
        for operation in chosen:
            compare(contestants, operation)
        for operation in chosen:
            taking_part = [each for each in contestants if each.has(operation)]
            before = os.getloadavg()[0]
            made = _measured(taking_part, operation, given)
            run.add(operation.name, made, (before, os.getloadavg()[0]))
            written(run, where)


def main() -> None:
    given = _arguments()
    _run(given, Written.in_folder(given.into) if given.into else Written.in_repository())


if __name__ == "__main__":
    main()
