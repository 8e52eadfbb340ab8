"""What an object's own state keeps from a viewer: named propositions over a stored row and the case day, as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from authorization.official import ViewerClass
from authorization.sight import knows_before_order
from casework.office import Role

# Whoever handles a case, and whoever must be able to check afterwards that it was posted (M57 art.19, 24).
_READERS_OF_ENDED_NOTICES = frozenset(
    {
        Role.TOWNSHIP_WINDOW,
        Role.TOWNSHIP_INVESTIGATOR,
        Role.TOWNSHIP_REVIEWER,
        Role.TOWNSHIP_LEADER,
        Role.COUNTY_APPROVER,
        Role.COUNTY_SUPERVISOR,
        Role.AUDITOR,
    }
)


class ObjectState(StrEnum):
    """The states by which a field may be withheld."""

    NOTICE_RUNS = "NOTICE_RUNS"
    DISCLOSED = "DISCLOSED"


@dataclass(frozen=True, slots=True)
class Holds:
    """The row says yes at this path."""

    path: str

    def of(self, row: Mapping[str, Any], _today: str) -> bool:
        return row.get(self.path) is True


@dataclass(frozen=True, slots=True)
class NotPassed:
    """The day at this path, `YYYY-MM-DD`, is the case day or a later one; a row without it has passed."""

    path: str

    def of(self, row: Mapping[str, Any], today: str) -> bool:
        day = row.get(self.path)
        return isinstance(day, str) and day >= today


Proposition = Holds | NotPassed


@dataclass(frozen=True, slots=True)
class Condition:
    """A field is shown only while the proposition holds, except to those who have it always.

    The proposition is over the part that holds the field, or over the whole record that the part lies in.
    """

    proposition: Proposition
    of_record: bool
    always: Callable[[ViewerClass], bool]
    sentence: str


def reads_ended_notices(viewer: ViewerClass) -> bool:
    """Whether the official works with, or checks, what was on the board (rules.md 1.8, 4.2; GKTL art.15)."""
    return bool(viewer.roles & _READERS_OF_ENDED_NOTICES)


CONDITIONS: dict[ObjectState, Condition] = {
    ObjectState.NOTICE_RUNS: Condition(
        NotPassed("lastDay"),
        of_record=False,
        always=reads_ended_notices,
        sentence=(
            "While the notice runs, its last day included; afterwards only to "
            f"{', '.join(role for role in Role if role in _READERS_OF_ENDED_NOTICES)}"
        ),
    ),
    ObjectState.DISCLOSED: Condition(
        Holds("disclosed"),
        of_record=True,
        always=knows_before_order,
        sentence="Once a rectification is ordered; before only to those who have findings by the access matrix",
    ),
}

WITHHELD = "#withheld"  # no stored path begins with this sign


@dataclass(frozen=True, slots=True)
class Guard:
    """The conditions of one type for one viewer class, by field name, and the guards of its parts by stored path."""

    conditions: tuple[tuple[str, Condition], ...] = ()
    parts: tuple[tuple[str, "Guard"], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.conditions or self.parts)

    def mark(self, row: dict[str, Any], today: str, record: Mapping[str, Any] | None = None) -> None:
        """Note in a row, and in each of its parts, the fields that its state withholds on this day."""
        whole = row if record is None else record
        kept = [name for name, each in self.conditions if not each.proposition.of(_seat(each, row, whole), today)]
        if kept:
            row[WITHHELD] = frozenset(kept)
        for path, guard in self.parts:
            held = row.get(path)
            for part in held if isinstance(held, list) else [held] if held else []:
                guard.mark(part, today, whole)


def _seat(condition: Condition, row: Mapping[str, Any], record: Mapping[str, Any]) -> Mapping[str, Any]:
    return record if condition.of_record else row
