"""Supervision: opened on a case or a township, found, ordered to be put right, answered and closed."""

from typing import TypedDict

from authorization.policy import ActName
from authorization.scope import Kind
from casework import supervision as rules
from casework.day import parse_day
from casework.office import Tier
from casework.refusal import refusals_in
from casework.supervision import FindingOutcome, SupervisionFacts, SupervisionKind, SupervisionState
from casework.text import checked_text
from documents.application import ApplicationDocument
from documents.look import SupervisionLook
from documents.record import new_id
from documents.supervision import TEXT_LIMIT, FindingPart, RectificationPart, SupervisionDocument
from resolvers.act import Hand, act
from resolvers.jurisdiction import areas_within

CLAUSE_LIMIT = 200
TEXTS = refusals_in("casework.text")


class Areas(TypedDict):
    """Where a record belongs: to the areas of its subject."""

    county: str
    township: str | None
    village: str | None
    areas: list[str]


def supervision_facts(record: SupervisionDocument | SupervisionLook) -> SupervisionFacts:
    """A record as the rules look at it."""
    return SupervisionFacts(record.id, record.kind, record.state, len(record.findings), len(record.rectifications))


async def _record(hand: Hand, id_: str, revision: int) -> SupervisionDocument:
    return await hand.load(Kind.SUPERVISION, SupervisionDocument, id_, revision)


@act(ActName.OPEN_SUPERVISION, "SEED parts four and six", subject="supervision", refusals=TEXTS)
async def open_supervision(hand: Hand, *, kind: SupervisionKind, subject: str, purpose: str) -> dict[str, str]:
    """Open a record on a case or a township; the case itself is not touched, so that nothing of it tells."""
    record = SupervisionDocument(
        id=new_id("sup"),
        **await _areas_of(hand, subject),
        kind=kind,
        state=SupervisionState.OPENED,
        subject=subject,
        purpose=checked_text(purpose, "purpose", limit=TEXT_LIMIT),
        opened_on=hand.desk.today.isoformat(),
        opened_by=hand.desk.handler,
    )
    return await hand.create(record)


async def _areas_of(hand: Hand, subject: str) -> Areas:
    """The areas of a case's id or a township's code, both within the scope. Raises `NotFound`."""
    if subject.startswith(f"{ApplicationDocument.prefix}_"):
        case = await hand.load(Kind.APPLICATION, ApplicationDocument, subject, None, "subject")
        return Areas(county=case.county, township=case.township, village=case.village, areas=case.areas)
    areas = await areas_within(hand, subject, Tier.TOWNSHIP, "subject")
    return Areas(county=subject[:6], township=subject, village=None, areas=[area.code for area in areas])


@act(
    ActName.RECORD_FINDING,
    "SEED part six",
    subject="supervision",
    refusals=(rules.SupervisionStepOutOfOrder, rules.SupervisionFull, *TEXTS),
)
async def record_finding(hand: Hand, *, id: str, expected_revision: int, text: str, clause: str) -> dict[str, str]:
    """Record what was found, and the clause that it breaks (SEED part six)."""
    record = await _record(hand, id, expected_revision)
    record.state = rules.ready_to_record_finding(supervision_facts(record))
    finding = FindingPart(
        by=hand.desk.handler,
        on=hand.desk.today.isoformat(),
        finding_id=new_id("fnd"),
        text=checked_text(text, "text", limit=TEXT_LIMIT),
        clause=checked_text(clause, "clause", limit=CLAUSE_LIMIT),
    )
    record.findings = [*record.findings, finding]
    return await hand.keep(record)


@act(
    ActName.ORDER_RECTIFICATION,
    "SEED part six",
    subject="supervision",
    refusals=(
        rules.SupervisionStepOutOfOrder,
        rules.SupervisionFull,
        rules.DueDayPassed,
        *refusals_in("casework.day"),
        *TEXTS,
    ),
)
async def order_rectification(
    hand: Hand, *, id: str, expected_revision: int, order: str, due_on: str
) -> dict[str, str]:
    """Order the township to put right what was found; from now on it knows of the record (SEED part six)."""
    record = await _record(hand, id, expected_revision)
    due = parse_day(due_on, "dueOn")
    record.state = rules.check_order(supervision_facts(record), due, hand.desk.today)
    ordered = RectificationPart(
        by=hand.desk.handler,
        on=hand.desk.today.isoformat(),
        order=checked_text(order, "order", limit=TEXT_LIMIT),
        due_on=due_on,
    )
    record.rectifications = [*record.rectifications, ordered]
    record.due_on, record.disclosed = due_on, True
    return await hand.keep(record)


@act(
    ActName.ANSWER_RECTIFICATION,
    "SEED part six",
    subject="supervision",
    refusals=(rules.SupervisionStepOutOfOrder, *TEXTS),
)
async def answer_rectification(hand: Hand, *, id: str, expected_revision: int, answer: str) -> dict[str, str]:
    """Answer the order that waits: what the township has put right (SEED part six)."""
    record = await _record(hand, id, expected_revision)
    record.state = rules.ready_to_answer_rectification(supervision_facts(record))
    answered = {
        "answer": checked_text(answer, "answer", limit=TEXT_LIMIT),
        "answered_on": hand.desk.today.isoformat(),
        "answered_by": hand.desk.handler,
    }
    *earlier, waiting = record.rectifications
    record.rectifications = [*earlier, waiting.model_copy(update=answered)]
    record.due_on = None
    return await hand.keep(record)


@act(
    ActName.CLOSE_SUPERVISION,
    "SEED part six",
    subject="supervision",
    refusals=(rules.SupervisionStepOutOfOrder, rules.FindingUnresolved, rules.OutcomeWithoutFinding, *TEXTS),
)
async def close_supervision(
    hand: Hand, *, id: str, expected_revision: int, outcome: FindingOutcome, text: str
) -> dict[str, str]:
    """Close a record with what came of it (SEED part six)."""
    record = await _record(hand, id, expected_revision)
    record.state = rules.check_close(supervision_facts(record), outcome)
    record.outcome, record.closing = outcome, checked_text(text, "text", limit=TEXT_LIMIT)
    record.closed_on, record.closed_by = hand.desk.today.isoformat(), hand.desk.handler
    return await hand.keep(record)
