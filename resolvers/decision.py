"""Decisions: confirmation and refusal under a mandate or by the county, and transfer to a township by record."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from authorization.policy import ActName
from authorization.scope import Kind
from casework import decision as rules
from casework.appeal import appeal_text, first_payment_month
from casework.application import StepOutOfOrder
from casework.calendar import Calendar, UnknownCalendar, working_days_between
from casework.competence import OutsideMandate, WithinMandate
from casework.hardship import AlreadyAwarded, check_not_awarded
from casework.mandate import MandateFacts, MandateItem, Party
from casework.matter import Matter, State
from casework.objection import ObjectionOpen
from casework.office import Tier
from casework.opinion import OpinionUnfavourable
from casework.pause import CorrectionsAwaited
from casework.reason import RefusalReason, article_of
from casework.refusal import Refusal, refusals_in
from casework.retention import final_retention
from casework.text import checked_text
from documents.application import ApplicationDocument, DecisionPart, TransferPart
from documents.evidence import retain_at_closing
from documents.jurisdiction import area_chain
from documents.look import MandateLook
from documents.mandate import MandateDocument
from documents.record import utc_now
from resolvers.act import Hand, NotFound, act
from resolvers.application import TEXT_LIMIT, claim_of, day_of, facts_of, other_claims
from resolvers.deadline import calendar_of

GUARDS = (
    StepOutOfOrder,
    CorrectionsAwaited,
    ObjectionOpen,
    rules.DeciderInvestigated,
    rules.CountyVisitMissing,
    OutsideMandate,
    WithinMandate,
    *refusals_in("casework.notice"),
)


class LateReasonMissing(Refusal):
    """A decision after its deadline says why (M57 art.22)."""

    zh = "已超过办理期限（{due}），须说明原因"
    en = "The deadline ({due}) has passed: say why"
    basis = "M57 art.22"


def mandate_facts(mandate: MandateDocument | MandateLook) -> MandateFacts:
    """A mandate as the rules look at it."""
    parties = {signature.party for signature in mandate.signatures}
    return MandateFacts(
        id=mandate.id,
        township=mandate.township or "",
        version=mandate.version,
        state=mandate.state,
        items=tuple(MandateItem(item.matter, item.cap) for item in mandate.items),
        valid_from=date.fromisoformat(mandate.valid_from),
        valid_to=day_of(mandate.valid_to),
        signed_by_bureau=Party.BUREAU in parties,
        signed_by_township=Party.TOWNSHIP in parties,
        published_on=day_of(mandate.published_on),
    )


async def mandates_of(hand: Hand, case: ApplicationDocument) -> list[MandateFacts]:
    """The mandates of the case's township; the one relied on is fenced by the decision."""
    found = await hand.transaction.read(MandateDocument, {"township": case.township})
    return [mandate_facts(mandate) for mandate in found]


async def _fenced(hand: Hand, mandate: MandateFacts | None) -> None:
    """Write the mandate relied on, so that its suspension and this decision cannot both commit."""
    if mandate is not None:
        await hand.transaction.fence(MandateDocument, {"_id": mandate.id})


@act(
    ActName.CONFIRM_APPLICATION,
    "M57 art.2, 20, 21; SEED part two",
    subject="application",
    refusals=(*GUARDS, OpinionUnfavourable, AlreadyAwarded, LateReasonMissing, *refusals_in("casework.text")),
)
async def confirm_application(
    hand: Hand, *, id: str, expected_revision: int, late_reason: str | None
) -> dict[str, str]:
    """Confirm what the notice proposed: the township under its mandate, the county where none covers the case."""
    case = await hand.load(Kind.APPLICATION, ApplicationDocument, id, expected_revision)
    mandate = rules.ready_to_confirm(
        facts_of(case), mandates=await mandates_of(hand, case), day=hand.desk.today, **_decider(hand)
    )
    check_not_awarded(claim_of(case), await other_claims(hand, case.household_id, besides=case.id))
    await _fenced(hand, mandate)
    decision = await _decision(hand, case, mandate, late_reason)
    decision.favourable, decision.amount = True, case.opinions[-1].amount
    if case.matter is not Matter.TEMPORARY_ASSISTANCE:
        decision.first_payment_month = first_payment_month(hand.desk.today)
    return await _decided(hand, case, State.CONFIRMED, decision)


@act(
    ActName.REFUSE_APPLICATION,
    "M57 art.21; SEED part two",
    subject="application",
    refusals=(*GUARDS, LateReasonMissing, *refusals_in("casework.reason", "casework.text")),
)
async def refuse_application(
    hand: Hand, *, id: str, expected_revision: int, reason: RefusalReason, text: str, late_reason: str | None
) -> dict[str, str]:
    """Refuse, in writing and with reasons, and say where to appeal (M57 art.21)."""
    case = await hand.load(Kind.APPLICATION, ApplicationDocument, id, expected_revision)
    mandate = rules.check_refuse(
        facts_of(case),
        reason=reason,
        explanation=text,
        mandates=await mandates_of(hand, case),
        day=hand.desk.today,
        **_decider(hand),
    )
    await _fenced(hand, mandate)
    decision = await _decision(hand, case, mandate, late_reason)
    decision.reason, decision.article = reason, article_of(reason, case.matter)
    decision.text = checked_text(text, "text", limit=TEXT_LIMIT)
    return await _decided(hand, case, State.REFUSED, decision)


class _Decider(TypedDict):
    decider: str
    decider_is_county: bool


def _decider(hand: Hand) -> _Decider:
    return {"decider": hand.desk.official.id, "decider_is_county": hand.desk.official.tier is Tier.COUNTY}


async def _decision(
    hand: Hand, case: ApplicationDocument, mandate: MandateFacts | None, late_reason: str | None
) -> DecisionPart:
    """What every decision says: who, when, by what right, in whose name, and why so late."""
    today = hand.desk.today
    late = case.due_on is not None and today.isoformat() > case.due_on
    if late and not late_reason:
        raise LateReasonMissing("lateReason", due=case.due_on)
    names = {area.level: area.name for area in await area_chain(case.township or "", hand.transaction.session)}
    bureau = f"{names[Tier.COUNTY]}民政局"
    items = {item.matter: item for item in mandate.items} if mandate else {}
    return DecisionPart(
        by=hand.desk.handler,
        on=today.isoformat(),
        favourable=False,
        appeal=appeal_text(names[Tier.COUNTY]),
        deciding_organ=f"{bureau}（委托）" if mandate else bureau,
        handled_by=f"{names[Tier.TOWNSHIP]}人民政府" if mandate else bureau,
        mandate_id=mandate.id if mandate else None,
        mandate_version=mandate.version if mandate else None,
        mandate_cap=items[case.matter].cap if mandate else None,
        household_version_id=case.household_version_id,
        late=late,
        late_reason=checked_text(late_reason, "lateReason", limit=TEXT_LIMIT) if late and late_reason else None,
        working_days=_working_days(await calendar_of(hand, case.county), case.accepted_on, today),
    )


def _working_days(calendar: Calendar, accepted_on: str | None, today: date) -> int | None:
    try:
        return working_days_between(calendar, date.fromisoformat(accepted_on or ""), today)
    except UnknownCalendar:
        return None


async def _decided(hand: Hand, case: ApplicationDocument, state: State, decision: DecisionPart) -> dict[str, str]:
    """Close the case; from now its papers are to be kept for years, which the store is told after the commit."""
    case.decision, case.state, case.ended, case.decided_on = decision, state, True, decision.on
    await retain_at_closing(case.id, final_retention(state, utc_now()), hand.transaction.session)
    return await hand.keep(case)


@act(
    ActName.TRANSFER_APPLICATION,
    "SEED part three",
    subject="application",
    refusals=(StepOutOfOrder, OutsideMandate, rules.TransferNotNeeded, *refusals_in("casework.text")),
)
async def transfer_application(
    hand: Hand, *, id: str, expected_revision: int, mandate_id: str, record: str
) -> dict[str, str]:
    """Hand a case accepted before the mandate began to its township, by record (rules.md 0.1)."""
    case = await hand.load(Kind.APPLICATION, ApplicationDocument, id, expected_revision)
    mandates: Sequence[MandateFacts] = await mandates_of(hand, case)
    mandate = next((each for each in mandates if each.id == mandate_id), None)
    if mandate is None:
        raise NotFound("mandateId")
    rules.check_transfer(facts_of(case), mandate, hand.desk.today)
    await _fenced(hand, mandate)
    case.transfer = TransferPart(
        by=hand.desk.handler,
        on=hand.desk.today.isoformat(),
        mandate_id=mandate_id,
        record=checked_text(record, "record", limit=200),
    )
    return await hand.keep(case)
