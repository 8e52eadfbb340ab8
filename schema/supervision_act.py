"""The acts of supervision, in the order of a record's life."""

from typing import Any

from authorization.scope import Kind
from casework.supervision import FindingOutcome, SupervisionKind
from resolvers import supervision
from schema.act import Returned, mutation
from schema.input import KEY, REVISION, input_type, told
from schema.scalar import LocalDay
from schema.supervision import Supervision

RETURNS = {"supervision": Returned(Supervision, Kind.SUPERVISION, "The record as it now stands 监督记录.")}
ID = "The record 监督记录标识."


@input_type("Input of openSupervision.")
class OpenSupervisionInput:
    idempotency_key: str = told(KEY)
    kind: SupervisionKind = told("What occasions it 监督类别.")
    subject: str = told("A case's id or a township's code 监督对象.")
    purpose: str = told("What is looked at, and why; the township reads it after an order 监督事由.")


@input_type("Input of recordFinding.")
class RecordFindingInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    text: str = told("What was found; the township reads it after an order 问题内容.")
    clause: str = told("The clause that it breaks 违反条款.")


@input_type("Input of orderRectification.")
class OrderRectificationInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    order: str = told("What is to be put right 整改要求.")
    due_on: LocalDay = told("Last day for the township's answer 整改期限.")


@input_type("Input of answerRectification.")
class AnswerRectificationInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    answer: str = told("What the township has put right 整改情况.")


@input_type("Input of closeSupervision.")
class CloseSupervisionInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    outcome: FindingOutcome = told("What came of it 处理结果.")
    text: str = told("Why it is closed so 办结说明.")


SUPERVISION_ACTS: list[Any] = [
    mutation(supervision.open_supervision, OpenSupervisionInput, "Opens a record of supervision 监督立项.", RETURNS),
    mutation(supervision.record_finding, RecordFindingInput, "Records what was found 登记问题.", RETURNS),
    mutation(
        supervision.order_rectification,
        OrderRectificationInput,
        "Orders it to be put right; from now on the township knows 责令整改.",
        RETURNS,
    ),
    mutation(supervision.answer_rectification, AnswerRectificationInput, "Answers the order 报送整改.", RETURNS),
    mutation(supervision.close_supervision, CloseSupervisionInput, "Closes the record 办结.", RETURNS),
]
