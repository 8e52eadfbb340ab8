"""The register as requests ask it: one look-up for all who come while another is under way."""

import asyncio
from dataclasses import dataclass, field

from documents.database import Database, Row
from documents.official import OfficialDocument
from documents.reading import find_rows

GATHER_SECONDS = 0.002  # between the starts of two look-ups: under load those who come meanwhile share one
_SHAPE = {"_id": 1, "subject": 1, "name": 1, "machine": 1, "posts": 1, "revokedBefore": 1}


@dataclass(slots=True)
class Register:
    """Looks officials up by their tokens' subjects, anew for each request: a revocation holds at once.

    A look-up that answers a request was sent after the request came, never before.
    """

    database: Database
    _waiting: dict[str, asyncio.Future[Row | None]] = field(default_factory=dict)
    _asking: asyncio.Task[None] | None = None
    _asked: float = 0.0  # when the last look-up was sent, on the loop's clock

    async def official(self, subject: str) -> Row | None:
        """The official's row as it stands now, none when nobody is meant. Raises `DatabaseUnavailable`."""
        waiting = self._waiting.get(subject)
        if waiting is None:
            waiting = self._waiting[subject] = asyncio.get_running_loop().create_future()
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask())
        return await asyncio.shield(waiting)

    async def _ask(self) -> None:
        """Answer those who wait, and those who come meanwhile, until nobody waits."""
        clock = asyncio.get_running_loop().time
        try:
            while self._waiting:
                await asyncio.sleep(max(0.0, self._asked + GATHER_SECONDS - clock()))
                self._asked = clock()
                waiting, self._waiting = self._waiting, {}
                await self._answer(waiting)
        finally:
            self._asking = None

    async def _answer(self, waiting: dict[str, asyncio.Future[Row | None]]) -> None:
        try:
            found = {"subject": {"$in": list(waiting)}}
            rows = await find_rows(self.database, OfficialDocument.Settings.name, found, _SHAPE, [], len(waiting))
        except Exception as error:  # noqa: BLE001 - whoever waits is told, whatever it is
            _fail(waiting, error)
            return
        known = {row["subject"]: row for row in rows}
        for subject, answer in waiting.items():
            answer.set_result(known.get(subject))


def _fail(waiting: dict[str, asyncio.Future[Row | None]], error: BaseException) -> None:
    for answer in waiting.values():
        answer.set_exception(error)
        answer.exception()  # nobody may be waiting any more
