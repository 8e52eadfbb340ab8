"""Extending a case's time limit, where its rules allow it and for one of the reasons that they name."""

from authorization.policy import ActName
from authorization.scope import Kind
from casework import extension as rules
from casework.application import StepOutOfOrder
from casework.extension import ExtensionReason
from casework.pause import CorrectionsAwaited
from casework.refusal import refusals_in
from casework.text import checked_text
from documents.application import ApplicationDocument, ExtensionPart
from resolvers.act import Hand, act
from resolvers.application import TEXT_LIMIT, facts_of
from resolvers.deadline import dated


@act(
    ActName.EXTEND_DEADLINE,
    "M57 art.22; M83 part four",
    subject="application",
    refusals=(StepOutOfOrder, CorrectionsAwaited, *refusals_in("casework.extension", "casework.text")),
)
async def extend_deadline(
    hand: Hand, *, id: str, expected_revision: int, reason: ExtensionReason, text: str
) -> dict[str, str]:
    """Give a special case its forty-five working days, counted from its acceptance (M57 art.22; M83 part four)."""
    case = await hand.load(Kind.APPLICATION, ApplicationDocument, id, expected_revision)
    rules.check_extend(facts_of(case), reason, hand.desk.today)
    case.extension = ExtensionPart(
        by=hand.desk.handler,
        on=hand.desk.today.isoformat(),
        reason=reason,
        text=checked_text(text, "text", limit=TEXT_LIMIT),
    )
    await dated(hand, case)
    return await hand.keep(case)
