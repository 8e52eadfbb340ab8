"""The read log as answers write it: one insert for all that wait, acknowledged by a majority's journals."""

import asyncio
import logging
from dataclasses import dataclass, field

import pymongo
from pymongo.write_concern import WriteConcern

from documents.database import Database, Row
from documents.read_log import ReadLogDocument

LOG = logging.getLogger("jiuzhu.audit")
WRITE_SECONDS = 5.0
GATHER_SECONDS = 0.003  # between the starts of two inserts: under load several answers share one, alone none waits
_DURABLE = WriteConcern("majority", j=True)
_Waiting = list[tuple[list[Row], asyncio.Future[bool]]]


class AuditUnavailable(Exception):
    """The read log could not be written: what was read must not be shown."""


@dataclass(slots=True)
class ReadLogWriter:
    """Writes the entries of all answers that wait in one insert; while it is under way the next ones gather."""

    database: Database
    _waiting: _Waiting = field(default_factory=list)
    _writing: asyncio.Task[None] | None = None
    _begun: float = 0.0  # when the last insert was, on the loop's clock

    async def keep(self, entries: list[Row]) -> None:
        """Return once the entries are durable. Raises `AuditUnavailable`."""
        kept: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((entries, kept))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        if not await kept:
            raise AuditUnavailable

    async def _write(self) -> None:
        """Write for those who wait, and for those who come meanwhile, until nobody waits."""
        clock = asyncio.get_running_loop().time
        try:
            while self._waiting:
                await asyncio.sleep(max(0.0, self._begun + GATHER_SECONDS - clock()))
                self._begun = clock()
                waiting, self._waiting = self._waiting, []
                done = await self._inserted([entry for entries, _ in waiting for entry in entries])
                _release(waiting, done=done)
        finally:
            self._writing = None
            _release(self._waiting, done=False)

    async def _inserted(self, entries: list[Row]) -> bool:
        """Whether all of them are durable; whatever the driver raises, they may not be."""
        log = self.database.database[ReadLogDocument.Settings.name].with_options(write_concern=_DURABLE)
        try:
            with pymongo.timeout(WRITE_SECONDS):
                await log.insert_many(entries, ordered=False)
        except Exception as error:  # noqa: BLE001 - whoever waits is told, whatever it is
            LOG.warning("the read log was not written: %s", type(error).__name__)
            return False
        return True


def _release(waiting: _Waiting, *, done: bool) -> None:
    for _, kept in waiting:
        if not kept.done():  # a client who went away waits no more
            kept.set_result(done)
