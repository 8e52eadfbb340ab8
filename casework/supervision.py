"""Supervision after entrustment (监督): what was looked at, found, ordered to be put right, answered and closed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.refusal import Refusal


class SupervisionKind(StrEnum):
    """What occasions the record (监督类别; SEED parts four and six)."""

    SPOT_CHECK = "SPOT_CHECK"
    FINDING = "FINDING"
    COMPLAINT = "COMPLAINT"
    VIOLATION = "VIOLATION"
    EVALUATION = "EVALUATION"


class SupervisionState(StrEnum):
    """Where the record stands (监督状态)."""

    OPENED = "OPENED"
    FOUND = "FOUND"
    ORDERED = "ORDERED"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"


class SupervisionAct(StrEnum):
    """What is done to the record (监督操作)."""

    RECORD_FINDING = "RECORD_FINDING"
    ORDER_RECTIFICATION = "ORDER_RECTIFICATION"
    ANSWER_RECTIFICATION = "ANSWER_RECTIFICATION"
    CLOSE = "CLOSE"


class FindingOutcome(StrEnum):
    """What comes of it in the end (处理结果)."""

    UPHELD = "UPHELD"
    RECTIFY = "RECTIFY"
    CORRECT = "CORRECT"
    REFER = "REFER"


SUPERVISION_KIND_LABELS: dict[SupervisionKind, tuple[str, str]] = {
    SupervisionKind.SPOT_CHECK: ("抽查", "Spot check"),
    SupervisionKind.FINDING: ("问题", "Finding"),
    SupervisionKind.COMPLAINT: ("举报投诉", "Complaint"),
    SupervisionKind.VIOLATION: ("违纪违规", "Violation"),
    SupervisionKind.EVALUATION: ("综合评估", "Evaluation"),
}
SUPERVISION_STATE_LABELS: dict[SupervisionState, tuple[str, str]] = {
    SupervisionState.OPENED: ("已立项", "Opened"),
    SupervisionState.FOUND: ("已发现问题", "Found"),
    SupervisionState.ORDERED: ("已责令整改", "Ordered"),
    SupervisionState.ANSWERED: ("已报送整改", "Answered"),
    SupervisionState.CLOSED: ("已办结", "Closed"),
}
SUPERVISION_ACT_LABELS: dict[SupervisionAct, tuple[str, str]] = {
    SupervisionAct.RECORD_FINDING: ("登记问题", "record a finding"),
    SupervisionAct.ORDER_RECTIFICATION: ("责令整改", "order a rectification"),
    SupervisionAct.ANSWER_RECTIFICATION: ("报送整改", "answer the order"),
    SupervisionAct.CLOSE: ("办结", "close the record"),
}
OUTCOME_LABELS: dict[FindingOutcome, tuple[str, str]] = {
    FindingOutcome.UPHELD: ("维持", "Upheld"),
    FindingOutcome.RECTIFY: ("责令整改", "To be rectified"),
    FindingOutcome.CORRECT: ("纠正", "Corrected"),
    FindingOutcome.REFER: ("移送", "Referred"),
}

SUPERVISION_STEPS: dict[tuple[SupervisionState, SupervisionAct], SupervisionState] = {
    (SupervisionState.OPENED, SupervisionAct.RECORD_FINDING): SupervisionState.FOUND,
    (SupervisionState.OPENED, SupervisionAct.CLOSE): SupervisionState.CLOSED,
    (SupervisionState.FOUND, SupervisionAct.RECORD_FINDING): SupervisionState.FOUND,
    (SupervisionState.FOUND, SupervisionAct.ORDER_RECTIFICATION): SupervisionState.ORDERED,
    (SupervisionState.FOUND, SupervisionAct.CLOSE): SupervisionState.CLOSED,  # only by referral: see check_close
    (SupervisionState.ORDERED, SupervisionAct.ANSWER_RECTIFICATION): SupervisionState.ANSWERED,
    (SupervisionState.ANSWERED, SupervisionAct.ORDER_RECTIFICATION): SupervisionState.ORDERED,  # not put right yet
    (SupervisionState.ANSWERED, SupervisionAct.CLOSE): SupervisionState.CLOSED,
}

MAX_FINDINGS = 50
MAX_ORDERS = 20


@dataclass(frozen=True, slots=True)
class SupervisionFacts:
    """What the rules need to know of a record."""

    id: str
    kind: SupervisionKind
    state: SupervisionState
    findings: int = 0
    orders: int = 0


class SupervisionStepOutOfOrder(Refusal):
    """The act does not follow from where the record stands (SEED part six)."""

    zh = "监督记录当前为“{state_zh}”，不能{act_zh}"
    en = "The record stands at {state}; nobody may {act_en} from there"
    basis = "SEED part six"

    def __init__(self, *path: str, state: SupervisionState, act: SupervisionAct) -> None:
        act_zh, act_en = SUPERVISION_ACT_LABELS[act]
        state_zh = SUPERVISION_STATE_LABELS[state][0]
        super().__init__(*path, state=state, act=act, state_zh=state_zh, act_zh=act_zh, act_en=act_en)


class SupervisionFull(Refusal):
    """The record has no room: what else is found belongs to another one (SEED part six)."""

    zh = "一份监督记录最多 {limit} 项，请另行立项"
    en = "A record of supervision has {limit} such entries at most: open another one"
    basis = "SEED part six"


class FindingUnresolved(Refusal):
    """What was found is put right or referred before the record closes (SEED part six: 及时发现和纠正)."""

    zh = "发现的问题尚未责令整改或移送，不能办结"
    en = "What was found is neither ordered to be rectified nor referred"
    basis = "SEED part six"


class OutcomeWithoutFinding(Refusal):
    """Nothing was found, so nothing was put right or referred (SEED part six)."""

    zh = "未发现问题的，处理结果只能是“维持”"
    en = "Where nothing was found, the outcome is UPHELD"
    basis = "SEED part six"


class DueDayPassed(Refusal):
    """Nobody can put anything right by yesterday."""

    zh = "整改期限不能早于今天（{today}）"
    en = "The due day cannot be before today ({today})"
    basis = "SEED part six"


def next_supervision_state(facts: SupervisionFacts, act: SupervisionAct) -> SupervisionState:
    """Tell where an act leads, or refuse one that does not follow (SEED part six)."""
    if (facts.state, act) not in SUPERVISION_STEPS:
        raise SupervisionStepOutOfOrder(state=facts.state, act=act)
    return SUPERVISION_STEPS[facts.state, act]


def ready_to_record_finding(facts: SupervisionFacts) -> SupervisionState:
    """Ask whether something may still be found: before anything is ordered (SEED part six)."""
    after = next_supervision_state(facts, SupervisionAct.RECORD_FINDING)
    if facts.findings >= MAX_FINDINGS:
        raise SupervisionFull(limit=MAX_FINDINGS)
    return after


def ready_to_order_rectification(facts: SupervisionFacts) -> SupervisionState:
    """Ask whether something found waits to be put right, or an answer did not put it right (SEED part six)."""
    after = next_supervision_state(facts, SupervisionAct.ORDER_RECTIFICATION)
    if facts.orders >= MAX_ORDERS:
        raise SupervisionFull(limit=MAX_ORDERS)
    return after


def check_order(facts: SupervisionFacts, due_on: date, today: date) -> SupervisionState:
    """Refuse an order that is due before it is given (SEED part six)."""
    after = ready_to_order_rectification(facts)
    if due_on < today:
        raise DueDayPassed("dueOn", today=today.isoformat())
    return after


def ready_to_answer_rectification(facts: SupervisionFacts) -> SupervisionState:
    """Ask whether an order waits for the township's answer (SEED part six)."""
    return next_supervision_state(facts, SupervisionAct.ANSWER_RECTIFICATION)


def ready_to_close(facts: SupervisionFacts) -> SupervisionState:
    """Ask whether the record may be closed in any way: not while an order waits for its answer (SEED part six)."""
    return next_supervision_state(facts, SupervisionAct.CLOSE)


def check_close(facts: SupervisionFacts, outcome: FindingOutcome) -> SupervisionState:
    """Close what was found only once it was answered, or by referral; what was not found, as upheld (SEED part six)."""
    after = ready_to_close(facts)
    if facts.state is SupervisionState.OPENED and outcome is not FindingOutcome.UPHELD:
        raise OutcomeWithoutFinding("outcome")
    if facts.state is SupervisionState.FOUND and outcome is not FindingOutcome.REFER:
        raise FindingUnresolved("outcome")
    return after
