"""The acts on an application, in the order in which a case passes them."""

from typing import Any

from authorization.scope import Kind
from casework.extension import ExtensionReason
from casework.hardship import HardshipCause
from casework.matter import Matter
from casework.reason import RefusalReason
from resolvers import application, correction, decision, extension, procedure
from schema.act import Returned, mutation
from schema.application import Application
from schema.input import KEY, REVISION, input_type, told
from schema.scalar import LocalDay, Money

RETURNS = {"application": Returned(Application, Kind.APPLICATION, "The application as it now stands 申请.")}
ID = "The application 申请标识."


@input_type("Input of fileApplication.")
class FileApplicationInput:
    idempotency_key: str = told(KEY)
    household_id: str = told("The household that applies 家庭标识.")
    matter: Matter = told("What is applied for 事项.")
    statement: str = told("Why assistance is asked 申请理由.")
    near_relative: bool = told("Whether a member is kin of an official or village cadre 是否近亲属.")
    near_relative_note: str | None = told("Whose kin 近亲属情况.", default=None)
    requested_amount: Money | None = told("Amount asked 申请金额.", default=None)
    cause: HardshipCause | None = told("Cause, for temporary assistance 致困原因.", default=None)
    cause_on: LocalDay | None = told("Day it happened, for temporary assistance 发生日期.", default=None)


@input_type("Input of acceptApplication.")
class AcceptApplicationInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)


@input_type("Input of requestCorrections.")
class RequestCorrectionsInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    items: list[str] = told("Everything that is missing, at most 20 entries; there is no second list 补正清单.")


@input_type("Input of recordCorrections.")
class RecordCorrectionsInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    complete: bool = told("Whether everything was brought 是否补齐.")
    text: str | None = told("What was brought, or what was not 补正情况.", default=None)


@input_type("Input of extendDeadline.")
class ExtendDeadlineInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    reason: ExtensionReason = told("What makes the case special 延长原因.")
    text: str = told("The facts of it 延长理由.")


@input_type("Input of recordSurvey.")
class RecordSurveyInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    visited_on: LocalDay = told("Day of the visit 入户日期.")
    investigators: list[str] = told("Officials who visited, two at least, the recorder among them 调查人员.")
    family_signed: bool = told("Whether the member present signed 家庭成员是否签字.")
    monthly_income: Money = told("Household's monthly income 家庭月收入.")
    property: str = told("Property found 财产状况.")
    text: str = told("What was told and seen 调查情况.")
    health: str | None = told("Health of the family 健康状况.", default=None)


@input_type("Input of recordAssessment.")
class RecordAssessmentInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    held_on: LocalDay = told("Day of the meeting 评议日期.")
    attendees: int = told("How many came 到会人数.")
    residents: int = told("How many of them represent residents 居民代表人数.")
    in_favour: int = told("How many agreed 同意人数.")


@input_type("Input of draftOpinion.")
class DraftOpinionInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    favourable: bool = told("Whether assistance is proposed 是否拟予救助.")
    text: str = told("Reasons 理由.")
    amount: Money | None = told("Amount proposed, when favourable 拟救助金额.", default=None)


@input_type("Input of postNotice.")
class PostNoticeInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    place: str = told("Where it hangs 公示地点.")
    phone: str = told("Telephone for objections 监督电话.")


@input_type("Input of recordObjection.")
class RecordObjectionInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    text: str = told("What is objected 异议内容.")


@input_type("Input of answerObjection.")
class AnswerObjectionInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    objection_id: str = told("The objection 异议标识.")
    upheld: bool = told("Whether it was right; the case then goes back 异议是否成立.")
    answer: str = told("The answer 答复.")


@input_type("Input of recordCountyVisit.")
class RecordCountyVisitInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    visited_on: LocalDay = told("Day of the visit 入户日期.")
    text: str = told("What was found 入户情况.")


@input_type("Input of confirmApplication.")
class ConfirmApplicationInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    late_reason: str | None = told("Why it is late, when it is 逾期原因.", default=None)


@input_type("Input of refuseApplication.")
class RefuseApplicationInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    reason: RefusalReason = told("The reason 不予确认原因.")
    text: str = told("What the family is told 告知内容.")
    late_reason: str | None = told("Why it is late, when it is 逾期原因.", default=None)


@input_type("Input of transferApplication.")
class TransferApplicationInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    mandate_id: str = told("The mandate under which the township will decide 委托书标识.")
    record: str = told("Number of the record 移交记录文号.")


APPLICATION_ACTS: list[Any] = [
    mutation(application.file_application, FileApplicationInput, "Files a household's application 提出申请.", RETURNS),
    mutation(application.accept_application, AcceptApplicationInput, "Accepts it; the clock starts 受理.", RETURNS),
    mutation(
        correction.request_corrections,
        RequestCorrectionsInput,
        "Asks the family once for all that is missing; the clock stands 一次性告知补正.",
        RETURNS,
    ),
    mutation(
        correction.record_corrections,
        RecordCorrectionsInput,
        "Records what was brought; the clock goes on 登记补正.",
        RETURNS,
    ),
    mutation(extension.extend_deadline, ExtendDeadlineInput, "Extends the time limit 延长办理期限.", RETURNS),
    mutation(procedure.record_survey, RecordSurveyInput, "Records the survey at home 登记入户调查.", RETURNS),
    mutation(
        procedure.record_assessment, RecordAssessmentInput, "Records the residents' assessment 登记民主评议.", RETURNS
    ),
    mutation(procedure.draft_opinion, DraftOpinionInput, "Drafts the opinion 提出初审意见.", RETURNS),
    mutation(procedure.post_notice, PostNoticeInput, "Posts the notice that comes next 张贴公示.", RETURNS),
    mutation(procedure.record_objection, RecordObjectionInput, "Records an objection 登记异议.", RETURNS),
    mutation(procedure.answer_objection, AnswerObjectionInput, "Answers an objection 答复异议.", RETURNS),
    mutation(
        procedure.record_county_visit, RecordCountyVisitInput, "Records the county's visit 登记县级入户.", RETURNS
    ),
    mutation(decision.confirm_application, ConfirmApplicationInput, "Confirms what the notice proposed 确认.", RETURNS),
    mutation(decision.refuse_application, RefuseApplicationInput, "Refuses, in writing 不予确认.", RETURNS),
    mutation(
        decision.transfer_application, TransferApplicationInput, "Hands a case to its township 移交乡镇.", RETURNS
    ),
]
