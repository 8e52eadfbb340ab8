"""Whether a database was seeded (演示数据标记): a seeding claims an empty one, and says when it is done."""

from datetime import UTC, date, datetime

from documents.bulk import emptied, mark, marked
from documents.database import DOCUMENTS, Database
from documents.reading import count_rows

CASE_DAY = date(2020, 11, 20)
HOUSEHOLDS = 2000
SEED = 511526
_NAME = "seed"
_BEGUN, _DONE = "BEGUN", "DONE"


class AlreadySeeded(Exception):
    """The database was seeded before; nothing was done."""


class DatabaseInUse(Exception):
    """The database holds records that no seeding made; generated ones do not belong beside them."""


async def is_seeded(database: Database) -> bool:
    return (await marked(database, _NAME) or {}).get("state") == _DONE


async def begin(database: Database, seed: int, households: int) -> None:
    """Claim an empty database, or one that an interrupted seeding left half full, which is emptied.

    Raises `AlreadySeeded` or `DatabaseInUse`.
    """
    marker = await marked(database, _NAME)
    if marker and marker["state"] == _DONE:
        raise AlreadySeeded("this database is seeded already; nothing was done")
    if not marker and await _holds_cases(database):
        raise DatabaseInUse("this database holds cases of its own; seed an empty one")
    await emptied(database, DOCUMENTS)
    await mark(database, _NAME, state=_BEGUN, seed=seed, households=households, begunAt=datetime.now(UTC))


async def finish(database: Database) -> None:
    """Say that everything was kept."""
    await mark(database, _NAME, state=_DONE, doneAt=datetime.now(UTC))


async def _holds_cases(database: Database) -> bool:
    """Whether anything is kept that somebody could miss; areas and officials alone are made again."""
    kinds = ("applications", "households", "mandates")
    return any([await count_rows(database, kind, {}) for kind in kinds])
