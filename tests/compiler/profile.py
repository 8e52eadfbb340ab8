"""What the API sends to MongoDB, seen by mongod's own profiler: nothing in the product is changed for it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import bson.json_util

from tests import kept
from tests.api import Api

_SIZE = 64 * 1024 * 1024
_SMALL = 1024 * 1024


@contextmanager
def watched(api: Api) -> Iterator[list[dict[str, Any]]]:
    """The reading commands sent while the block lasted, when it has ended; looking up who asks is left out."""
    seen: list[dict[str, Any]] = []
    with kept.opened(api) as database:
        _begin(database, _SIZE)
        try:
            yield seen
        finally:
            database.command("profile", 0)
            found = database["system.profile"].find(_mine(api))
            seen.extend(each["command"] for each in found if _reads(each["command"]))


@contextmanager
def followed(api: Api) -> Iterator[Callable[[datetime], list[dict[str, Any]]]]:
    """A function that gives the reading commands that ended since a moment, for as long as the block lasts.

    The profiler may write an entry after the answer has come: what ended earlier belongs to an earlier request.
    """
    with kept.opened(api) as database:
        _begin(database, _SMALL)

        def since(moment: datetime) -> list[dict[str, Any]]:
            rows = database["system.profile"].find({**_mine(api), "ts": {"$gte": moment}})
            return [each["command"] for each in rows if _reads(each["command"])]

        yield since
        database.command("profile", 0)


def _begin(database: Any, size: int) -> None:
    database.command("profile", 0)
    database.drop_collection("system.profile")
    database.create_collection("system.profile", capped=True, size=size)
    database.command("profile", 2)


def _mine(api: Api) -> dict[str, Any]:
    return {
        "op": {"$in": ["query", "command", "getmore"]},
        "ns": {"$nin": _left_out(api)},
        "appName": {"$ne": kept.OUTSIDE},
    }


def _left_out(api: Api) -> list[str]:
    return [f"{api.database_name}.{name}" for name in ("officials", "system.profile")]


def _reads(command: dict[str, Any]) -> bool:
    return bool({"find", "aggregate", "count", "getMore", "distinct"} & command.keys())


def text(commands: list[dict[str, Any]]) -> str:
    """The commands as text, to look for what must not be in them."""
    return json.dumps([json.loads(bson.json_util.dumps(each)) for each in commands], ensure_ascii=False)


def paths(value: Any) -> set[str]:
    """Every stored path that a projection or expression names, without `$` and variables."""
    if isinstance(value, dict):
        if "$literal" in value:
            return set()
        return {path for each in value.values() for path in paths(each)}
    if isinstance(value, list):
        return {path for each in value for path in paths(each)}
    if not isinstance(value, str) or not value.startswith("$") or (value.startswith("$$") and "." not in value):
        return set()
    return {value.lstrip("$")}
