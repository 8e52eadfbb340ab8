"""Asking a family, once, for what is missing, and recording what it brought: meanwhile the clock stands."""

from collections.abc import Sequence

from authorization.policy import ActName
from authorization.scope import Kind
from casework import correction as rules
from casework.application import StepOutOfOrder
from casework.refusal import refusals_in
from casework.text import checked_text
from documents.application import ApplicationDocument, CorrectionsPart
from resolvers.act import Hand, act
from resolvers.application import TEXT_LIMIT, facts_of
from resolvers.deadline import dated

ITEM_LIMIT = 200


@act(
    ActName.REQUEST_CORRECTIONS,
    "M57 art.10",
    subject="application",
    refusals=(
        StepOutOfOrder,
        rules.CorrectionsAlreadyRequested,
        rules.CorrectionsListEmpty,
        rules.CorrectionsListTooLong,
        *refusals_in("casework.text"),
    ),
)
async def request_corrections(hand: Hand, *, id: str, expected_revision: int, items: Sequence[str]) -> dict[str, str]:
    """Tell the family once everything that is missing; a clock that runs already stands from now (M57 art.10)."""
    case = await hand.load(Kind.APPLICATION, ApplicationDocument, id, expected_revision)
    rules.check_request_corrections(facts_of(case), items)
    case.corrections = CorrectionsPart(
        by=hand.desk.handler,
        on=hand.desk.today.isoformat(),
        items=[checked_text(item, "items", str(place), limit=ITEM_LIMIT) for place, item in enumerate(items)],
    )
    await dated(hand, case)
    return await hand.keep(case)


@act(
    ActName.RECORD_CORRECTIONS,
    "M57 art.10",
    subject="application",
    refusals=(StepOutOfOrder, rules.CorrectionsNotAwaited, *refusals_in("casework.text")),
)
async def record_corrections(
    hand: Hand, *, id: str, expected_revision: int, complete: bool, text: str | None
) -> dict[str, str]:
    """Record what the family brought; the clock goes on, and its last day moves by the time it stood (M57 art.10)."""
    case = await hand.load(Kind.APPLICATION, ApplicationDocument, id, expected_revision)
    rules.ready_to_record_corrections(facts_of(case))
    if case.corrections is not None:
        brought = {
            "complete": complete,
            "text": checked_text(text, "text", limit=TEXT_LIMIT) if text is not None else None,
            "ended_on": hand.desk.today.isoformat(),
            "ended_by": hand.desk.handler,
        }
        case.corrections = case.corrections.model_copy(update=brought)
    await dated(hand, case)
    return await hand.keep(case)
