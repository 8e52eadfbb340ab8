"""The case clock: the moment on which days and deadlines of cases are reckoned; in production the system's own."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.requests import HTTPConnection

from resolvers.desk import SHANGHAI

HEADER = "case-clock"
FIRST_YEAR, LAST_YEAR = 1990, 2100


class ClockFixed(Exception):
    """A request wished to move a clock that may not be moved, or to no moment at all."""


@dataclass(slots=True)
class CaseClock:
    """Started at `start` it goes on from there, and a request may name its own moment; without it, real time.

    Only the days of cases move: tokens, signed links, lock dates and leases keep the system's clock.
    """

    start: datetime | None = None
    _began: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def movable(self) -> bool:
        return self.start is not None

    def now(self, connection: HTTPConnection | None = None) -> datetime:
        """The moment on the case clock, Asia/Shanghai. Raises `ClockFixed` for a header that may not be obeyed."""
        asked = connection.headers.get(HEADER) if connection is not None else None
        if asked is not None:
            return self._asked(asked)
        moved = datetime.now(UTC) - self._began
        return (datetime.now(UTC) if self.start is None else self.start + moved).astimezone(SHANGHAI)

    def _asked(self, text: str) -> datetime:
        if not self.movable:
            raise ClockFixed
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise ClockFixed from None
        if moment.tzinfo is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ClockFixed
        return moment.astimezone(SHANGHAI)
