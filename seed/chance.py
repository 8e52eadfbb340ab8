"""Chance that comes out the same on every run: choices, office hours, working days, and ids of days gone by."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from ulid import ULID

from casework.calendar import Calendar, add_working_days, roll_to_working

T = TypeVar("T")
SHANGHAI_OFFSET = timedelta(hours=8)
_OPENS = time(9)
_OPEN_MINUTES = 8 * 60
_RANDOM_BITS = 80


class Chance:
    """One source of chance; two with the same seed decide alike."""

    def __init__(self, seed: str, calendar: Calendar) -> None:
        self._random = random.Random(seed)  # noqa: S311 - generated data, no secret
        self._calendar = calendar

    def one_of(self, choices: Sequence[T]) -> T:
        return self._random.choice(choices)

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(least, most)

    def happens(self, share: float) -> bool:
        """Whether something happens that happens in this share of cases."""
        return self._random.random() < share

    def working_day(self, first: date, last: date) -> date:
        """A working day from the first to the last, or the next one after."""
        return roll_to_working(self._calendar, first + timedelta(days=self.between(0, max((last - first).days, 0))))

    def later(self, day: date, least: int, most: int) -> date:
        """The working day some working days after; the same or the next one after none."""
        return roll_to_working(self._calendar, add_working_days(self._calendar, day, self.between(least, most)))

    def moment(self, day: date) -> datetime:
        """A moment of a day's office hours, as UTC."""
        opens = datetime.combine(day, _OPENS, UTC) - SHANGHAI_OFFSET
        return opens + timedelta(minutes=self.between(0, _OPEN_MINUTES))

    def id(self, kind: str, at: datetime) -> str:
        """An id `<kind>_<ULID>` of that moment, so that ids sort as if it had been made then."""
        moment = int(at.timestamp() * 1000).to_bytes(6, "big")
        return f"{kind}_{ULID(moment + self._random.getrandbits(_RANDOM_BITS).to_bytes(10, 'big'))}"
