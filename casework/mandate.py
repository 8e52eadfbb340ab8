"""The county bureau's entrustment of a township (行政确认事项委托书): signed by both parties, then published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from casework.matter import MATTER_LABELS, Matter
from casework.office import Tier
from casework.refusal import Refusal


class MandateState(StrEnum):
    """Where a mandate stands (委托书状态); it is in force if published, and within its days."""

    DRAFTED = "DRAFTED"
    SIGNED = "SIGNED"
    PUBLISHED = "PUBLISHED"
    SUSPENDED = "SUSPENDED"
    REVOKED = "REVOKED"


class MandateAct(StrEnum):
    """What is done to a mandate (委托书操作)."""

    SIGN = "SIGN"
    PUBLISH = "PUBLISH"
    SUSPEND = "SUSPEND"
    RESUME = "RESUME"
    REVOKE = "REVOKE"


class Party(StrEnum):
    """Who signs a mandate (签署方)."""

    BUREAU = "BUREAU"
    TOWNSHIP = "TOWNSHIP"


MANDATE_STATE_LABELS: dict[MandateState, tuple[str, str]] = {
    MandateState.DRAFTED: ("已起草", "Drafted"),
    MandateState.SIGNED: ("已签署", "Signed"),
    MandateState.PUBLISHED: ("已公布", "Published"),
    MandateState.SUSPENDED: ("已暂停", "Suspended"),
    MandateState.REVOKED: ("已撤销", "Revoked"),
}
MANDATE_ACT_LABELS: dict[MandateAct, tuple[str, str]] = {
    MandateAct.SIGN: ("签署", "Sign"),
    MandateAct.PUBLISH: ("公布", "Publish"),
    MandateAct.SUSPEND: ("暂停", "Suspend"),
    MandateAct.RESUME: ("恢复", "Resume"),
    MandateAct.REVOKE: ("撤销", "Revoke"),
}
PARTY_LABELS: dict[Party, tuple[str, str]] = {
    Party.BUREAU: ("县民政局", "County bureau of civil affairs"),
    Party.TOWNSHIP: ("乡镇人民政府", "Township government"),
}
PARTY_AT = {Tier.COUNTY: Party.BUREAU, Tier.TOWNSHIP: Party.TOWNSHIP}
MAX_EVENTS = 100
PILOT_FROM = date(2020, 5, 1)
ENTRUSTABLE = frozenset(Matter)  # 特困供养 is no matter of ours, so that it cannot be entrusted

MANDATE_STEPS: dict[tuple[MandateState, MandateAct], MandateState] = {
    (MandateState.DRAFTED, MandateAct.SIGN): MandateState.SIGNED,  # once both parties have signed
    (MandateState.SIGNED, MandateAct.PUBLISH): MandateState.PUBLISHED,
    (MandateState.SIGNED, MandateAct.REVOKE): MandateState.REVOKED,
    (MandateState.PUBLISHED, MandateAct.SUSPEND): MandateState.SUSPENDED,
    (MandateState.PUBLISHED, MandateAct.REVOKE): MandateState.REVOKED,
    (MandateState.SUSPENDED, MandateAct.RESUME): MandateState.PUBLISHED,
    (MandateState.SUSPENDED, MandateAct.REVOKE): MandateState.REVOKED,
}


@dataclass(frozen=True, slots=True)
class MandateItem:
    """One matter, entrusted up to an amount that is itself inside, or without a cap."""

    matter: Matter
    cap: Decimal | None


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """What the rules need to know of one version of a mandate; both days are inside its time."""

    id: str
    township: str
    version: int
    state: MandateState
    items: tuple[MandateItem, ...]
    valid_from: date
    valid_to: date | None
    signed_by_bureau: bool
    signed_by_township: bool
    published_on: date | None


class MandateStepOutOfOrder(Refusal):
    """The act does not follow from where the mandate stands (SEED part five: drafted, signed, announced)."""

    zh = "委托书当前为“{state_zh}”，不能{act_zh}"
    en = "The mandate stands at {state}; {act} does not follow from there"
    basis = "SEED part five"

    def __init__(self, *path: str, state: MandateState, act: MandateAct) -> None:
        state_zh, act_zh = MANDATE_STATE_LABELS[state][0], MANDATE_ACT_LABELS[act][0]
        super().__init__(*path, state=state, act=act, state_zh=state_zh, act_zh=act_zh)


class MandateNotSigned(Refusal):
    """One of the two signatures is missing (SEED part five: 签订行政确认事项委托书)."""

    zh = "委托书尚未由县民政局和乡镇人民政府双方签署"
    en = "The mandate is not yet signed by both parties"
    basis = "SEED part five"


class AlreadySigned(Refusal):
    """The party has signed before (SEED part five)."""

    zh = "{party_zh}已签署"
    en = "Already signed by the {party_en}"
    basis = "SEED part five"


class MatterAlreadyEntrusted(Refusal):
    """Another mandate holds the township's matter at the same time: two caps would hold (SEED part two)."""

    zh = "{matter_zh}在同一期间已由另一份委托书委托给该乡镇"
    en = "Another mandate entrusts {matter_en} to the township at the same time"
    basis = "SEED part two"

    def __init__(self, *path: str, matter: Matter) -> None:
        matter_zh, matter_en = MATTER_LABELS[matter]
        super().__init__(*path, matter=matter, matter_zh=matter_zh, matter_en=matter_en[0].lower() + matter_en[1:])


class MandateTooOftenSuspended(Refusal):
    """The record of a mandate has no room for another suspension: only its resumption and revocation fit."""

    zh = "委托书的操作记录已满，不能再次暂停，只能撤销"
    en = "The mandate's record has no room for another suspension: revoke it instead"
    basis = "SEED part six"


class MandateItemsMissing(Refusal):
    """Nothing would be entrusted (SEED part two)."""

    zh = "委托书至少要有一个委托事项"
    en = "A mandate entrusts one matter at least"
    basis = "SEED part two"


class MatterRepeated(Refusal):
    """Two caps would hold for one matter (SEED part two)."""

    zh = "同一事项在委托书中重复"
    en = "The same matter stands twice in the mandate"
    basis = "SEED part two"


class MatterNotEntrustable(Refusal):
    """The plan does not entrust this matter; 特困供养 stays with the county (SEED part two)."""

    zh = "该事项不在委托下放范围内"
    en = "This matter may not be entrusted"
    basis = "SEED part two"


class PeriodReversed(Refusal):
    """The mandate would end before it begins."""

    zh = "委托截止日不能早于起始日"
    en = "The last day cannot be before the first"
    basis = "SEED part three"


class PeriodBeforePilot(Refusal):
    """The first day is before anything was entrusted in the county (SEED part three)."""

    zh = "委托起始日不能早于 {first}"
    en = "The first day cannot be before {first}"
    basis = "SEED part three"


def check_period(valid_from: date, valid_to: date | None, *path: str) -> None:
    """Refuse a time that ends before it begins, or begins before the pilot did on 2020-05-01 (SEED part three)."""
    if valid_from < PILOT_FROM:
        raise PeriodBeforePilot(*path, "validFrom", first=PILOT_FROM.isoformat())
    if valid_to is not None and valid_to < valid_from:
        raise PeriodReversed(*path, "validTo")


def check_items(items: Sequence[MandateItem], *path: str) -> None:
    """Refuse an empty mandate, a matter twice, and one that the plan does not entrust (SEED part two)."""
    if not items:
        raise MandateItemsMissing(*path)
    seen: set[Matter] = set()
    for place, item in enumerate(items):
        if item.matter not in ENTRUSTABLE:
            raise MatterNotEntrustable(*path, str(place), "matter")
        if item.matter in seen:
            raise MatterRepeated(*path, str(place), "matter")
        seen.add(item.matter)


def next_state(mandate: MandateFacts, act: MandateAct) -> MandateState:
    """Tell where an act leads, or refuse one that does not follow (SEED part five)."""
    if (mandate.state, act) not in MANDATE_STEPS:
        raise MandateStepOutOfOrder(state=mandate.state, act=act)
    return MANDATE_STEPS[mandate.state, act]


def check_sign(mandate: MandateFacts, party: Party) -> MandateState:
    """Refuse a second signature of one party; tell the state after signing, SIGNED once both have (SEED part five)."""
    signed = {Party.BUREAU: mandate.signed_by_bureau, Party.TOWNSHIP: mandate.signed_by_township}
    if signed[party]:
        party_zh, party_en = PARTY_LABELS[party]
        raise AlreadySigned(party=party, party_zh=party_zh, party_en=party_en.lower())
    after = next_state(mandate, MandateAct.SIGN)
    return after if any(signed.values()) else mandate.state


def check_publish(mandate: MandateFacts) -> MandateState:
    """Refuse to announce what both parties have not signed (SEED part five; 行政许可法 art.24 by analogy)."""
    if mandate.state is MandateState.DRAFTED or not (mandate.signed_by_bureau and mandate.signed_by_township):
        raise MandateNotSigned
    return next_state(mandate, MandateAct.PUBLISH)


def overlap(one: MandateFacts, other: MandateFacts) -> bool:
    """Whether two mandates share a day; both days of each are inside its time (SEED part three)."""
    begins_in_time = one.valid_to is None or other.valid_from <= one.valid_to
    return begins_in_time and (other.valid_to is None or one.valid_from <= other.valid_to)


def check_not_entrusted(mandate: MandateFacts, others: Sequence[MandateFacts]) -> None:
    """Refuse to entrust a township's matter twice for one day; a suspended mandate still holds it (SEED part two)."""
    holding = {MandateState.PUBLISHED, MandateState.SUSPENDED}
    rivals = [each for each in others if each.id != mandate.id and each.township == mandate.township]
    held = {item.matter for each in rivals if each.state in holding and overlap(mandate, each) for item in each.items}
    for item in mandate.items:
        if item.matter in held:
            raise MatterAlreadyEntrusted(matter=item.matter)


def ready_to_publish(mandate: MandateFacts, others: Sequence[MandateFacts]) -> MandateState:
    """Ask whether a mandate may be announced beside the township's other ones (SEED parts two and five)."""
    after = check_publish(mandate)
    check_not_entrusted(mandate, others)
    return after


def check_suspend(mandate: MandateFacts) -> MandateState:
    """Let the supervising bureau suspend a published mandate (SEED parts four and six)."""
    return next_state(mandate, MandateAct.SUSPEND)


def ready_to_suspend(mandate: MandateFacts, events: int) -> MandateState:
    """Suspend while the record has room for what must be possible afterwards: to resume and to revoke."""
    after = check_suspend(mandate)
    if events + 3 > MAX_EVENTS:
        raise MandateTooOftenSuspended
    return after


def check_resume(mandate: MandateFacts) -> MandateState:
    """Let a suspended mandate be resumed (SEED parts four and six)."""
    return next_state(mandate, MandateAct.RESUME)


def check_revoke(mandate: MandateFacts) -> MandateState:
    """Let a signed mandate be revoked, for good (SEED parts four and six)."""
    return next_state(mandate, MandateAct.REVOKE)
