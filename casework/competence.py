"""Whether a township may decide a case (权限): under a mandate in force that day, for that matter, up to its cap."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict, Unpack

from casework.mandate import MandateFacts, MandateState
from casework.matter import Matter
from casework.refusal import Refusal


class OutsideReason(StrEnum):
    """Which clause leaves a case outside a mandate (不在委托范围的原因); of several mandates, the last that fails."""

    NO_MANDATE = "NO_MANDATE"
    MATTER_NOT_ENTRUSTED = "MATTER_NOT_ENTRUSTED"
    MANDATE_ENDED = "MANDATE_ENDED"
    MANDATE_NOT_YET_IN_FORCE = "MANDATE_NOT_YET_IN_FORCE"
    MANDATE_SUSPENDED = "MANDATE_SUSPENDED"
    ACCEPTED_BEFORE_MANDATE = "ACCEPTED_BEFORE_MANDATE"
    ABOVE_CAP = "ABOVE_CAP"


OUTSIDE_LABELS: dict[OutsideReason, tuple[str, str]] = {
    OutsideReason.NO_MANDATE: ("该乡镇没有委托书", "the township holds no mandate"),
    OutsideReason.MATTER_NOT_ENTRUSTED: ("该事项未委托", "the matter is not entrusted"),
    OutsideReason.MANDATE_ENDED: ("委托已终止", "the mandate has ended"),
    OutsideReason.MANDATE_NOT_YET_IN_FORCE: ("委托尚未生效", "the mandate is not yet in force"),
    OutsideReason.MANDATE_SUSPENDED: ("委托已暂停", "the mandate is suspended"),
    OutsideReason.ACCEPTED_BEFORE_MANDATE: (
        "案件在委托起始日之前受理且未移交",
        "the case was accepted before the mandate's first day and not transferred",
    ),
    OutsideReason.ABOVE_CAP: ("金额超过委托限额", "the amount is above the mandate's cap"),
}


class OutsideMandate(Refusal):
    """The county decides, for the township's mandate does not reach so far (SEED part two; M57 art.2)."""

    zh = "不在委托范围内：{reason_zh}"
    en = "Outside the mandate: {reason_en}"
    basis = "SEED part two"

    def __init__(self, *path: str, reason: OutsideReason) -> None:
        reason_zh, reason_en = OUTSIDE_LABELS[reason]
        super().__init__(*path, reason=reason, reason_zh=reason_zh, reason_en=reason_en)
        self.reason = reason


class WithinMandate(Refusal):
    """The township decides, for a mandate covers the case (SEED part four: 谁受理、谁审核、谁确认、谁负责)."""

    zh = "该案件已委托乡镇确认，应由乡镇决定"
    en = "A mandate covers this case: the township decides it"
    basis = "SEED part four"


class Question(TypedDict):
    """What competence depends on; `transferred_to` is the id of the mandate that a recorded transfer names."""

    township: str
    matter: Matter
    amount: Decimal | None
    accepted_on: date
    transferred_to: str | None
    day: date


def competent_mandate(mandates: Sequence[MandateFacts], **question: Unpack[Question]) -> MandateFacts:
    """Find the mandate under which the township decides on the day (SEED parts two and three; M57 art.2)."""
    newest_first = sorted(mandates, key=lambda mandate: (mandate.valid_from, mandate.version), reverse=True)
    reasons = [OutsideReason.NO_MANDATE]
    for mandate in newest_first:
        reason = shortcoming(mandate, **question)
        if reason is None:
            return mandate
        reasons.append(reason)
    raise OutsideMandate(reason=max(reasons, key=list(OutsideReason).index))


def covers(mandates: Sequence[MandateFacts], **question: Unpack[Question]) -> bool:
    """Whether the township may decide under one of the mandates (SEED part two)."""
    return any(shortcoming(mandate, **question) is None for mandate in mandates)


def shortcoming(mandate: MandateFacts, **question: Unpack[Question]) -> OutsideReason | None:
    """Tell the first clause by which a mandate does not cover a case, if any (SEED parts two and three)."""
    reason = shortcoming_of_reach(mandate, question["township"], question["matter"], question["day"])
    if reason is not None:
        return reason
    if question["accepted_on"] < mandate.valid_from and question["transferred_to"] != mandate.id:
        return OutsideReason.ACCEPTED_BEFORE_MANDATE
    return OutsideReason.ABOVE_CAP if above_cap(mandate, question["matter"], question["amount"]) else None


def shortcoming_of_reach(mandate: MandateFacts, township: str, matter: Matter, day: date) -> OutsideReason | None:
    """Tell why a mandate does not reach a township's matter on a day, whatever the case (SEED parts two and three)."""
    if mandate.township != township:
        return OutsideReason.NO_MANDATE
    if all(item.matter is not matter for item in mandate.items):
        return OutsideReason.MATTER_NOT_ENTRUSTED
    return shortcoming_of_time(mandate, day)


def shortcoming_of_time(mandate: MandateFacts, day: date) -> OutsideReason | None:
    """Tell why a mandate is not in force on a day: it must be signed and announced first (SEED part five)."""
    if mandate.state is MandateState.REVOKED or (mandate.valid_to is not None and day > mandate.valid_to):
        return OutsideReason.MANDATE_ENDED
    begins = max(mandate.valid_from, mandate.published_on or date.max)
    if mandate.state in {MandateState.DRAFTED, MandateState.SIGNED} or day < begins:
        return OutsideReason.MANDATE_NOT_YET_IN_FORCE
    return OutsideReason.MANDATE_SUSPENDED if mandate.state is MandateState.SUSPENDED else None


def in_force(mandate: MandateFacts, day: date) -> bool:
    """Whether a mandate is announced, not suspended and within its days (SEED part five)."""
    return shortcoming_of_time(mandate, day) is None


def above_cap(mandate: MandateFacts, matter: Matter, amount: Decimal | None) -> bool:
    """Whether an amount is above the cap: 3000.00 yuan are inside "3000元以下" (SEED part two; CC art.1259)."""
    caps = (item.cap for item in mandate.items if item.matter is matter and item.cap is not None)
    return amount is not None and any(amount > cap for cap in caps)
