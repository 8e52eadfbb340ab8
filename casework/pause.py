"""The pause of a case's clock (暂停计时) while the family brings what its one list of missing papers names (补正)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.refusal import Refusal


class CorrectionsAwaited(Refusal):
    """The family was told what is missing and has not brought it: the clock stands, and so does the case."""

    zh = "本案正在等待补正，须先登记补正结果"
    en = "The case waits for what is missing; record first that it was brought"
    basis = "M57 art.10"


@dataclass(frozen=True, slots=True)
class Pause:
    """A clock stands still on the days after `begun_on` up to and with `ended_on`; without an end, on all later."""

    begun_on: date
    ended_on: date | None


def paused_days(pauses: Sequence[Pause]) -> frozenset[date]:
    """List the days that ended pauses leave uncounted: not the day that each began on (Civil Code art.201)."""
    return frozenset(
        pause.begun_on + timedelta(days=place)
        for pause in pauses
        for place in range(1, ((pause.ended_on or pause.begun_on) - pause.begun_on).days + 1)
    )
