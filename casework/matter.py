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

MATTER_LABELS: dict[Matter, tuple[str, str]] = {
    Matter.URBAN_DIBAO: ("城市低保", "Urban minimum living allowance"),
    Matter.RURAL_DIBAO: ("农村低保", "Rural minimum living allowance"),
    Matter.TEMPORARY_ASSISTANCE: ("临时救助", "Temporary assistance"),
}
STATE_LABELS: dict[State, tuple[str, str]] = {
    State.FILED: ("已申请", "Filed"),
    State.ACCEPTED: ("已受理", "Accepted"),
    State.SURVEYED: ("已入户调查", "Surveyed"),
    State.ASSESSED: ("已民主评议", "Assessed"),
    State.ON_FIRST_NOTICE: ("审核结果公示中", "On first notice"),
    State.OPINION_DRAFTED: ("已提出初审意见", "Opinion drafted"),
    State.ON_NOTICE: ("公示中", "On notice"),
    State.CONFIRMED: ("已确认", "Confirmed"),
    State.REFUSED: ("不予确认", "Refused"),
}
