"""Causes of a temporary hardship (致困原因): one award for one cause."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.matter import Matter, State
from casework.refusal import Refusal


class HardshipCause(StrEnum):
    """Why a family is suddenly in need (M23, ZB18 art.14-15)."""

    FIRE = "FIRE"
    TRAFFIC_ACCIDENT = "TRAFFIC_ACCIDENT"
    OTHER_ACCIDENT = "OTHER_ACCIDENT"
    SERIOUS_ILLNESS = "SERIOUS_ILLNESS"
    EDUCATION_COST = "EDUCATION_COST"
    MEDICAL_COST = "MEDICAL_COST"
    OTHER = "OTHER"


CAUSE_LABELS: dict[HardshipCause, tuple[str, str]] = {
    HardshipCause.FIRE: ("火灾", "Fire"),
    HardshipCause.TRAFFIC_ACCIDENT: ("交通事故", "Traffic accident"),
    HardshipCause.OTHER_ACCIDENT: ("其他意外事件", "Other accident"),
    HardshipCause.SERIOUS_ILLNESS: ("突发重大疾病", "Sudden serious illness"),
    HardshipCause.EDUCATION_COST: ("教育支出突增", "Cost of education"),
    HardshipCause.MEDICAL_COST: ("医疗支出突增", "Cost of medical care"),
    HardshipCause.OTHER: ("其他特殊困难", "Other special hardship"),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What one case of a household asks for: the matter and, for temporary assistance, the cause and its day."""

    matter: Matter
    state: State
    cause: HardshipCause | None
    cause_on: date | None


class CauseMissing(Refusal):
    """Temporary assistance answers to a cause (M23)."""

    zh = "临时救助须注明致困原因及发生日期"
    en = "Temporary assistance needs its cause and the day it happened"
    basis = "M23"


class CaseAlreadyOpen(Refusal):
    """The household asks for the same already (M57 art.4: the household is the unit)."""

    zh = "该家庭已有同一事项的在办申请"
    en = "The household already has an open application for the same"
    basis = "M57 art.4"


class AlreadyAwarded(Refusal):
    """The household already receives it; the same cause is aided once (国发〔2014〕47号; M57 art.4)."""

    zh = "该家庭已就同一事项（同一原因）获得救助"
    en = "The household was already awarded this, or for this cause"
    basis = "国发〔2014〕47号; M57 art.4"


def check_cause(matter: Matter, cause: HardshipCause | None, cause_on: date | None) -> None:
    """Demand the cause and its day of temporary assistance (M23)."""
    if matter is Matter.TEMPORARY_ASSISTANCE and (cause is None or cause_on is None):
        raise CauseMissing("cause")


def asks_the_same(mine: Claim, other: Claim) -> bool:
    """Whether two cases of a household ask for the same: dibao of either kind, or aid for one cause of one day."""
    temporary = Matter.TEMPORARY_ASSISTANCE
    if temporary in {mine.matter, other.matter}:
        return mine.matter is other.matter and (mine.cause, mine.cause_on) == (other.cause, other.cause_on)
    return True


def check_not_open(mine: Claim, others: list[Claim]) -> None:
    """Refuse a second open case for the same, and one for what was awarded (M57 art.4; 国发〔2014〕47号)."""
    same = [other for other in others if asks_the_same(mine, other)]
    if any(other.state not in {State.CONFIRMED, State.REFUSED} for other in same):
        raise CaseAlreadyOpen
    check_not_awarded(mine, others)


def check_not_awarded(mine: Claim, others: list[Claim]) -> None:
    """Refuse a second award for the same (国发〔2014〕47号: the same cause is not aided again)."""
    if any(other.state is State.CONFIRMED and asks_the_same(mine, other) for other in others):
        raise AlreadyAwarded
