"""What is done beside the requests: closed cases' papers are locked, undated ones dated, lost uploads go."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Protocol

from documents.outage import DatabaseUnavailable
from resolvers.calendar import lacking
from resolvers.dating import date_open_cases
from resolvers.desk import Doors
from resolvers.retention import extend_retention
from server.clock import CaseClock
from storage.errors import StorageError

LOG = logging.getLogger("jiuzhu.upkeep")
RETENTION_SECONDS = 5.0
SWEEP_SECONDS = 3600.0
UPLOAD_LIFE = timedelta(days=1)


class Opened(Protocol):
    """The application's state: the doors are none until the database is open."""

    doors: Doors | None
    clock: CaseClock


async def keep_up(state: Opened) -> None:
    """Go on until cancelled. Several processes may do it at once: each step done twice changes nothing."""
    loop = asyncio.get_running_loop()
    sweep_at = loop.time()
    while True:
        await asyncio.sleep(RETENTION_SECONDS)
        if state.doors is None:
            continue
        sweeping = loop.time() >= sweep_at
        if await _done(state.doors, state.clock, sweeping=sweeping) and sweeping:
            sweep_at = loop.time() + SWEEP_SECONDS


async def _done(doors: Doors, clock: CaseClock, *, sweeping: bool) -> bool:
    """One round; what could not be done comes again in the next."""
    try:
        refused = await extend_retention(doors.database, doors.store, clock.now().date())
        if refused:
            LOG.error("the store does not lock %s", ", ".join(refused))
        await date_open_cases(doors.database, doors.calendar, clock.now().date())
        if sweeping:
            for county, years in (await lacking(doors.database, doors.calendar, clock.now().date())).items():
                LOG.warning("the holidays of %s are not loaded for %s", ", ".join(map(str, years)), county)
            await doors.store.sweep_incoming(datetime.now(UTC) - UPLOAD_LIFE)
    except (DatabaseUnavailable, StorageError) as error:
        LOG.warning("upkeep waits: %s", type(error).__name__)
        return False
    except Exception as error:  # noqa: BLE001 - the round after this one must come; the text may hold data
        LOG.error("upkeep failed: %s", type(error).__name__)  # noqa: TRY400
        return False
    return True
