"""What the city's platform may do to a case that it brought (市平台同步): file it, correct it until acceptance."""

from collections.abc import Iterable
from enum import StrEnum

from casework.matter import State
from casework.refusal import Refusal


class SyncOutcome(StrEnum):
    """What came of one row (同步结果)."""

    CREATED = "CREATED"
    UNCHANGED = "UNCHANGED"
    CORRECTED = "CORRECTED"
    PROPOSED = "PROPOSED"
    REFUSED = "REFUSED"


SYNC_LABELS: dict[SyncOutcome, tuple[str, str]] = {
    SyncOutcome.CREATED: ("已新建", "Created"),
    SyncOutcome.UNCHANGED: ("无变化", "Unchanged"),
    SyncOutcome.CORRECTED: ("已更正", "Corrected"),
    SyncOutcome.PROPOSED: ("已留存为更改建议", "Kept as a proposal"),
    SyncOutcome.REFUSED: ("未接收", "Refused"),
}


class AlreadyAccepted(Refusal):
    """After acceptance the township answers for the case; the platform may only propose (M57 art.10)."""

    zh = "案件已受理，所提更改已作为建议留存，由经办机关核定"
    en = "The case is accepted already: the change is kept as a proposal, for its officials to judge"
    basis = "M57 art.10"


class FixedByFiling(Refusal):
    """What was asked for, by which family and where, makes the application the one it is (M57 art.4)."""

    zh = "申请的事项、家庭和所在村（社区）不能更正：请以新的编号另行提出"
    en = "An application's matter, family and village are not corrected: file another under a reference of its own"
    basis = "M57 art.4"


class HouseholdReliedOn(Refusal):
    """The family's facts are those that an accepted case was or is judged on (M57 art.7, 15)."""

    zh = "该家庭已有受理的案件，家庭信息不能由平台更正"
    en = "An accepted case stands on this family: its facts are not the platform's to correct"
    basis = "M57 art.7, 15"


class ReferenceRepeated(Refusal):
    """One reference stands for one application."""

    zh = "同一编号在本次同步中重复"
    en = "The reference stands twice in this call"


def outcome_of(state: State, *, differs: bool) -> SyncOutcome:
    """Tell what becomes of a row about a known case: corrected until acceptance, then only proposed (M57 art.10)."""
    if not differs:
        return SyncOutcome.UNCHANGED
    return SyncOutcome.CORRECTED if state is State.FILED else SyncOutcome.PROPOSED


def check_fixed(differing: Iterable[str]) -> None:
    """Refuse to make another application of a known one; the names are paths of the row (M57 art.4)."""
    for path in differing:
        raise FixedByFiling(*path.split("."))


def check_not_relied_on(states: Iterable[State], *path: str) -> None:
    """Refuse to correct a family on which a case was accepted and not refused (M57 art.7, 15)."""
    if any(state not in {State.FILED, State.REFUSED} for state in states):
        raise HouseholdReliedOn(*path)
