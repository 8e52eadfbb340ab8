"""Mandates: drafted by the bureau, signed by both parties, published, suspended, resumed and revoked."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from authorization.policy import ActName
from authorization.scope import Kind
from casework import mandate as rules
from casework.competence import in_force
from casework.day import parse_day
from casework.mandate import MandateFacts, MandateItem, MandateState
from casework.matter import Matter
from casework.money import parse_money
from casework.office import Tier
from casework.refusal import Refusal, refusals_in
from casework.text import checked_text
from documents.database import Row
from documents.mandate import (
    MandateDocument,
    MandateEventPart,
    MandateItemPart,
    MandateSignaturePart,
    release_claims,
    take_claims,
)
from documents.number import mandate_series, next_number, numbered
from documents.record import new_id
from resolvers.act import Hand, act
from resolvers.application import day_of
from resolvers.decision import mandate_facts
from resolvers.jurisdiction import areas_within

REASON_LIMIT = 500
SUPERVISED: tuple[type[Refusal], ...] = (rules.MandateStepOutOfOrder, *refusals_in("casework.text"))


class ItemGiven(TypedDict):
    """A matter to entrust as the input states it; without a cap, whatever the amount."""

    matter: Matter
    cap: str | None


@act(
    ActName.DRAFT_MANDATE,
    "SEED parts two, three and five",
    subject="mandate",
    refusals=(
        rules.MandateItemsMissing,
        rules.MatterRepeated,
        rules.MatterNotEntrustable,
        rules.PeriodReversed,
        rules.PeriodBeforePilot,
        *refusals_in("casework.day", "casework.money"),
    ),
)
async def draft_mandate(
    hand: Hand, *, township: str, items: Sequence[ItemGiven], valid_from: str, valid_to: str | None
) -> dict[str, str]:
    """Draft the entrustment of matters to a township, each up to its cap (SEED parts two and three)."""
    areas = await areas_within(hand, township, Tier.TOWNSHIP, "township")
    entrusted = [_item(each, "items", str(place)) for place, each in enumerate(items)]
    rules.check_items(entrusted, "items")
    rules.check_period(parse_day(valid_from, "validFrom"), _last_day(valid_to))
    series = mandate_series(township, hand.desk.today.year)
    mandate = MandateDocument(
        id=new_id("mdt"),
        number=numbered(series, await next_number(series)),
        state=MandateState.DRAFTED,
        county=township[:6],
        township=township,
        areas=[area.code for area in areas],
        items=[MandateItemPart(matter=item.matter, cap=item.cap) for item in entrusted],
        valid_from=valid_from,
        valid_to=valid_to,
        events=[_event(hand)],
    )
    return await hand.create(mandate)


def _item(given: ItemGiven, *path: str) -> MandateItem:
    cap = given["cap"]
    return MandateItem(given["matter"], None if cap is None else parse_money(cap, *path, "cap"))


def _last_day(text: str | None) -> date | None:
    return None if text is None else parse_day(text, "validTo")


def _event(hand: Hand, reason: str | None = None) -> MandateEventPart:
    today = hand.desk.today.isoformat()
    return MandateEventPart(act=hand.transaction.deed.act, by=hand.desk.handler, on=today, reason=reason)


async def _mandate(hand: Hand, id_: str, revision: int) -> MandateDocument:
    return await hand.load(Kind.MANDATE, MandateDocument, id_, revision)


async def _moved(
    hand: Hand, mandate: MandateDocument, state: MandateState, reason: str | None = None
) -> dict[str, str]:
    """Keep a mandate in its new state, with the event that led there."""
    mandate.state, mandate.events = state, [*mandate.events, _event(hand, reason)]
    return await hand.keep(mandate)


@act(
    ActName.SIGN_MANDATE,
    "SEED part five",
    subject="mandate",
    refusals=(rules.MandateStepOutOfOrder, rules.AlreadySigned),
)
async def sign_mandate(hand: Hand, *, id: str, expected_revision: int) -> dict[str, str]:
    """Sign for the official's own side; the second signature makes the mandate (SEED part five)."""
    mandate = await _mandate(hand, id, expected_revision)
    party = rules.PARTY_AT[hand.desk.official.tier]
    state = rules.check_sign(mandate_facts(mandate), party)
    signature = MandateSignaturePart(party=party, by=hand.desk.handler, on=hand.desk.today.isoformat())
    mandate.signatures = [*mandate.signatures, signature]
    return await _moved(hand, mandate, state)


@act(
    ActName.PUBLISH_MANDATE,
    "SEED part five",
    subject="mandate",
    refusals=(rules.MandateStepOutOfOrder, rules.MandateNotSigned, rules.MatterAlreadyEntrusted),
)
async def publish_mandate(hand: Hand, *, id: str, expected_revision: int) -> dict[str, str]:
    """Announce a signed mandate: competence begins, so that its matters are claimed (SEED part five)."""
    mandate = await _mandate(hand, id, expected_revision)
    others = await hand.transaction.read(MandateDocument, {"township": mandate.township, "_id": {"$ne": id}})
    state = rules.ready_to_publish(mandate_facts(mandate), [mandate_facts(each) for each in others])
    await take_claims(mandate, hand.transaction.session)
    mandate.published_on, mandate.announced = hand.desk.today.isoformat(), True
    return await _moved(hand, mandate, state)


@act(
    ActName.SUSPEND_MANDATE,
    "SEED parts four and six",
    subject="mandate",
    refusals=(rules.MandateTooOftenSuspended, *SUPERVISED),
)
async def suspend_mandate(hand: Hand, *, id: str, expected_revision: int, reason: str) -> dict[str, str]:
    """Suspend a mandate: from this commit on, the township decides nothing under it (SEED parts four and six)."""
    mandate = await _mandate(hand, id, expected_revision)
    state = rules.ready_to_suspend(mandate_facts(mandate), len(mandate.events))
    return await _moved(hand, mandate, state, checked_text(reason, "reason", limit=REASON_LIMIT))


@act(ActName.RESUME_MANDATE, "SEED parts four and six", subject="mandate", refusals=SUPERVISED)
async def resume_mandate(hand: Hand, *, id: str, expected_revision: int, reason: str) -> dict[str, str]:
    """Resume a suspended mandate, which held its matters all the while (SEED parts four and six)."""
    mandate = await _mandate(hand, id, expected_revision)
    state = rules.check_resume(mandate_facts(mandate))
    return await _moved(hand, mandate, state, checked_text(reason, "reason", limit=REASON_LIMIT))


@act(ActName.REVOKE_MANDATE, "SEED parts four and six", subject="mandate", refusals=SUPERVISED)
async def revoke_mandate(hand: Hand, *, id: str, expected_revision: int, reason: str) -> dict[str, str]:
    """Revoke a mandate for good; its matters may be entrusted anew (SEED parts four and six)."""
    mandate = await _mandate(hand, id, expected_revision)
    state = rules.check_revoke(mandate_facts(mandate))
    await release_claims(mandate, hand.transaction.session)
    return await _moved(hand, mandate, state, checked_text(reason, "reason", limit=REASON_LIMIT))


IN_FORCE_NEEDS = ("state", "validFrom", "validTo", "publishedOn")


def in_force_on(row: Row, day: date) -> bool:
    """Whether a mandate is in force on a day, from the paths that the answer needs alone."""
    facts = MandateFacts(
        id="",
        township="",
        version=1,
        state=MandateState(row["state"]),
        items=(),
        valid_from=date.fromisoformat(row["validFrom"]),
        valid_to=day_of(row["validTo"]),
        signed_by_bureau=False,
        signed_by_township=False,
        published_on=day_of(row["publishedOn"]),
    )
    return in_force(facts, day)
