"""All contestants of one size: started together, asked the same, compared before they are measured."""

import asyncio
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.contestant import AREA, Contestant, ours, peer
from benchmarks.operation import Asked, Operation
from benchmarks.peers import peers
from benchmarks.viewer import MASKED_ROLE, ROLE, token_for
from schema.answering import PLAN
from server.settings import Settings

CHECKED = 20
DEEPEST = 100_000
PAGE = 100
LIMITED = frozenset({"list", "one", "nested", "count"})
LISTED = frozenset({"list"})
WALK = (
    "query Walk($first: Int!, $after: String) { applications(first: $first, after: $after) "
    "{ pageInfo { endCursor } edges { node { id } } } }"
)
UNLOGGED = Path(__file__).with_name("unlogged.py")


class DifferentAnswers(Exception):
    """Two contestants do not answer alike: their speeds cannot be compared."""


def started(settings: Settings, logs: Path, opened: ExitStack, tell: Callable[[str], None]) -> list[Contestant]:
    """Everybody that this machine can run, each a process for as long as `opened` lasts; the product first."""
    token = asyncio.run(token_for(settings, ROLE, AREA))
    return [
        *_own(settings, logs, opened, token),
        *_python(settings, logs, opened),
        *(
            opened.enter_context(peer(name, command, settings, logs, foreign=True))
            for name, command in peers(tell).items()
        ),
    ]


def _own(settings: Settings, logs: Path, opened: ExitStack, token: str) -> list[Contestant]:
    masked = asyncio.run(token_for(settings, MASKED_ROLE, AREA))
    made = [
        opened.enter_context(ours("ours", settings, token, logs)),
        opened.enter_context(ours("reference", settings, token, logs, movable=True)),
        replace(opened.enter_context(ours("masked", settings, masked, logs)), only=LISTED, alike=False),
        replace(
            opened.enter_context(ours("unguarded", settings, masked, logs, module="benchmarks.unguarded")),
            only=LISTED,
        ),
    ]
    if UNLOGGED.exists():
        quiet = opened.enter_context(ours("unlogged", settings, token, logs, module="benchmarks.unlogged"))
        made.append(replace(quiet, only=LISTED))
    return made


def _python(settings: Settings, logs: Path, opened: ExitStack) -> list[Contestant]:
    command = {name: [sys.executable, "-m", f"benchmarks.{name}"] for name in ("limit", "naive")}
    limit = opened.enter_context(peer("limit", command["limit"], settings, logs))
    naive = opened.enter_context(peer("naive", command["naive"], settings, logs, foreign=True))
    return [replace(limit, only=LIMITED), naive]


def deep(product: Contestant, applications: int) -> tuple[str, str]:
    """The cursor and the id after half of the list, or after 100,000 rows of it, found by walking there."""
    cursor, id_ = None, ""
    for _ in range(min(applications // 2, DEEPEST) // PAGE):
        answer, _way = product.ask({"query": WALK, "variables": {"first": PAGE, "after": cursor}})
        found = answer["data"]["applications"]
        cursor, id_ = found["pageInfo"]["endCursor"], found["edges"][-1]["node"]["id"]
    return cursor or "", id_


def asked(product: Contestant, numbers: list[str], applications: int) -> Asked:
    """What the operations' variables are made of."""
    return Asked(numbers, *deep(product, applications))


def compare(contestants: list[Contestant], operation: Operation) -> None:
    """Ask everybody the same and compare every value; ours must be by its plan. Raises `DifferentAnswers`."""
    product, *others = [each for each in contestants if each.has(operation)]
    for each in others:  # the reference's server says which way it answered, and by its plan unless told otherwise
        if each.header and replace(each, header="").ask(operation.bodies(peer=False)[0])[1] != PLAN:
            raise DifferentAnswers(f"{operation.name}: it was not answered by its plan")
    for place, body in enumerate(operation.bodies(peer=False)[:CHECKED]):
        answer, _way = product.ask(body)
        for each in others:
            _same(product, answer, each, operation, place)


def _same(product: Contestant, answer: Any, other: Contestant, operation: Operation, place: int) -> None:
    given, _ = other.ask(operation.bodies(peer=other.foreign)[place])
    alike = _without_cursors if other.alike else _shape
    if "errors" in given or alike(given["data"]) != alike(answer["data"]):
        raise DifferentAnswers(f"{operation.name}: {other.name} and {product.name} differ for body {place}")


def _without_cursors(value: Any) -> Any:
    """An answer whose cursors are only there or not: everybody makes them in his own way."""
    if isinstance(value, list):
        return [_without_cursors(each) for each in value]
    if isinstance(value, dict):
        return {key: bool(each) if "ursor" in key else _without_cursors(each) for key, each in value.items()}
    return value


def _shape(value: Any) -> Any:
    """An answer's frame: which rows and fields are there, not what they say."""
    if isinstance(value, list):
        return [_shape(each) for each in value]
    if isinstance(value, dict):
        return {key: each if key == "id" else _shape(each) for key, each in value.items()}
    return value is not None
