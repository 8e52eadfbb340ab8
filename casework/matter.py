"""The matters that an application may be about (事项), and the states that its procedure passes (状态)."""

from enum import StrEnum


class Matter(StrEnum):
    """What is applied for (plan.txt part two)."""

    URBAN_DIBAO = "URBAN_DIBAO"
    RURAL_DIBAO = "RURAL_DIBAO"
    TEMPORARY_ASSISTANCE = "TEMPORARY_ASSISTANCE"


class State(StrEnum):
    """Where a case stands: what was last done to it."""

    FILED = "FILED"
    ACCEPTED = "ACCEPTED"
    SURVEYED = "SURVEYED"
    ASSESSED = "ASSESSED"
    ON_FIRST_NOTICE = "ON_FIRST_NOTICE"
    OPINION_DRAFTED = "OPINION_DRAFTED"
    ON_NOTICE = "ON_NOTICE"
    CONFIRMED = "CONFIRMED"
    REFUSED = "REFUSED"


ENDED = frozenset({State.CONFIRMED, State.REFUSED})
