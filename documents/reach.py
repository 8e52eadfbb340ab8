"""The indexes of one order of cases, one for each way in which officials know of cases (authorization/scope.py)."""

from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

Keys = Sequence[tuple[str, int]]
_REACHES: Mapping[str, tuple[Keys, dict[str, Any]]] = {
    "areas": ([("areas", ASCENDING)], {}),
    "origin": (
        [("externalReference.system", ASCENDING), ("areas", ASCENDING)],
        {"partialFilterExpression": {"externalReference.system": {"$exists": True}}},
    ),
    "assigned": (
        [("sharedWith", ASCENDING), ("county", ASCENDING)],
        {"partialFilterExpression": {"sharedWith": {"$gt": ""}}},  # of cases that are shared at all
    ),
}


def reached(name: str = "", keys: Keys | None = None) -> list[IndexModel]:
    """By area, by the platform's own rows, by what is assigned to an organ: each goes on with `keys`.

    Without keys: the path that the index is named by, if any, then the newest first.
    """
    after = keys or [*([(name, ASCENDING)] if name else []), ("_id", DESCENDING)]
    suffix = f"_{name}" if name else ""
    return [IndexModel([*first, *after], name=f"{reach}{suffix}", **more) for reach, (first, more) in _REACHES.items()]
