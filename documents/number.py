"""Case and mandate numbers: separate from ids, readable, unique, never used twice."""

from typing import Any

from pymongo import ReturnDocument

from casework.matter import Matter
from documents.outbox import CounterDocument

_LETTER = {Matter.URBAN_DIBAO: "C", Matter.RURAL_DIBAO: "N", Matter.TEMPORARY_ASSISTANCE: "L"}


async def next_number(key: str, count: int = 1) -> int:
    """The first of `count` fresh numbers under a key; given out at once, so a failed act leaves a gap."""
    row: Any = await CounterDocument.get_pymongo_collection().find_one_and_update(
        {"_id": key}, {"$inc": {"last": count}}, upsert=True, return_document=ReturnDocument.AFTER
    )
    return int(row["last"]) - count + 1


def case_series(township: str, year: int, matter: Matter) -> str:
    """What the numbers of one township, year and matter begin with: `511526101-2020-N` (城 C, 农 N, 临 L)."""
    return f"{township}-{year}-{_LETTER[matter]}"


def mandate_series(township: str, year: int) -> str:
    """What the numbers of one township's mandates of a year begin with: `511526101-2020-W` (委)."""
    return f"{township}-{year}-W"


def numbered(series: str, place: int) -> str:
    """A number in its series: `511526101-2020-N-00017`."""
    return f"{series}-{place:05d}"
