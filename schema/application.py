"""Applications with the steps of their procedure, from filing to the decision."""

import strawberry

from authorization.mask import Mask
from authorization.scope import Kind
from authorization.sight import Group
from authorization.state import ObjectState
from casework.deadline import DUE_LABELS, DueState
from casework.hardship import CAUSE_LABELS, HardshipCause
from casework.income import IncomeBand
from casework.matter import STATE_LABELS, Matter, State
from casework.policy import STAGE_LABELS, Stage
from casework.reason import REFUSAL_LABELS, RefusalReason
from compiler.declaration import Relation
from resolvers.ability_case import application_abilities
from resolvers.application import next_stage_of, procedure_of
from resolvers.reader import OLDEST_FIRST
from schema.ability import Ability, abilities
from schema.connection import Connection, paged_relation
from schema.evidence import Evidence
from schema.field import described, related, shown, structural
from schema.handler import Handler
from schema.household import Household
from schema.mandate import MANDATE_OF, Mandate
from schema.node import Node
from schema.object import object_type
from schema.scalar import LocalDay, Moment, Money

described(State, "Where the case stands: what was last done 办理状态.", STATE_LABELS)
described(Stage, "A step that a rule set demands between acceptance and decision 办理环节.", STAGE_LABELS)
described(DueState, "Whether the deadline could be dated 期限状态.", DUE_LABELS)
described(HardshipCause, "Cause of a temporary hardship 致困原因.", CAUSE_LABELS)
described(RefusalReason, "Why assistance is refused 不予确认的原因.", REFUSAL_LABELS)


@object_type("What was found at home 入户调查.")
class Survey:
    on: LocalDay = shown(Group.CASE, "Day of recording 登记日期.")
    by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who recorded it 登记人.", embedded="Handler")
    visited_on: LocalDay = shown(Group.CASE, "Day of the visit 入户日期.")
    investigators: list[Handler] | None = shown(
        Group.DECIDING_OFFICIAL, "Who visited, two at least 调查人员.", embedded="Handler"
    )
    family_signed: bool = shown(Group.CASE, "Whether the family signed 家庭成员是否签字.")
    monthly_income: Money | None = shown(
        Group.INCOME_PROPERTY, "Household's monthly income 家庭月收入.", mask=Mask.TYPED
    )
    income_band: IncomeBand | None = shown(Group.INCOME_PROPERTY, "Band of the income a head 收入档次.", coarse=True)
    property: str | None = shown(Group.INCOME_PROPERTY, "Property 财产状况.", mask=Mask.TEXT)
    health: str | None = shown(Group.HEALTH, "Health of the family 健康状况.", mask=Mask.TEXT)
    text: str | None = shown(Group.SURVEY_TEXT, "What was told and seen 调查情况.", mask=Mask.TEXT)


@object_type("The residents' assessment 民主评议.")
class Assessment:
    on: LocalDay = shown(Group.CASE, "Day of recording 登记日期.")
    by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who recorded it 登记人.", embedded="Handler")
    held_on: LocalDay = shown(Group.CASE, "Day of the meeting 评议日期.")
    attendees: int = shown(Group.CASE, "How many came 到会人数.")
    residents: int = shown(Group.CASE, "How many of them represent residents 居民代表人数.")
    in_favour: int = shown(Group.CASE, "How many agreed 同意人数.")


@object_type("The township's opinion 初审意见.")
class Opinion:
    on: LocalDay = shown(Group.CASE, "Day of the opinion 意见日期.")
    by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who drafted it 拟定人.", embedded="Handler")
    favourable: bool = shown(Group.CASE, "Whether assistance is proposed 是否拟予救助.")
    amount: Money | None = shown(Group.AMOUNT, "The amount proposed 拟救助金额.")
    text: str | None = shown(Group.SURVEY_TEXT, "Reasons 理由.", mask=Mask.TEXT)


@object_type("A notice on the board 公示.")
class Notice:
    notice_id: strawberry.ID = shown(Group.CASE, "Within the case 公示标识.")
    by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who posted it 张贴人.", embedded="Handler")
    first: bool = shown(Group.CASE, "Whether it is the first of two 是否第一榜.")
    posted_on: LocalDay = shown(Group.CASE, "Day of posting; not counted 张贴日期.")
    last_day: LocalDay = shown(Group.CASE, "Last day, rolled to a working day 公示截止日.")
    earliest_decision_on: LocalDay = shown(Group.CASE, "First day on which a decision may be made 最早可确认日.")
    place: str | None = shown(Group.CASE, "Where 公示地点.", only_while=ObjectState.NOTICE_RUNS)
    phone: str | None = shown(Group.CASE, "Telephone for objections 监督电话.", only_while=ObjectState.NOTICE_RUNS)


@object_type("An objection to a notice 异议.")
class Objection:
    objection_id: strawberry.ID = shown(Group.CASE, "Within the case 异议标识.")
    on: LocalDay = shown(Group.CASE, "Day of the objection 提出日期.")
    by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who recorded it 登记人.", embedded="Handler")
    open: bool = shown(Group.CASE, "Whether it waits for an answer 是否未答复.")
    upheld: bool | None = shown(Group.CASE, "Whether it was right 异议是否成立.")
    text: str | None = shown(Group.SURVEY_TEXT, "What is objected 异议内容.", mask=Mask.TEXT)
    answer: str | None = shown(Group.SURVEY_TEXT, "The answer 答复.", mask=Mask.TEXT)
    answered_on: LocalDay | None = shown(Group.CASE, "Day of the answer 答复日期.")


@object_type("The county's visit to a family 县级入户.")
class CountyVisit:
    on: LocalDay = shown(Group.CASE, "Day of recording 登记日期.")
    by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who visited 入户人.", embedded="Handler")
    visited_on: LocalDay = shown(Group.CASE, "Day of the visit 入户日期.")
    text: str | None = shown(Group.SURVEY_TEXT, "What was found 入户情况.", mask=Mask.TEXT)


@object_type("A case handed to a township by record 移交.")
class Transfer:
    on: LocalDay = shown(Group.CASE, "Day of the transfer 移交日期.")
    by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who transferred it 移交人.", embedded="Handler")
    mandate_id: strawberry.ID = shown(Group.CASE, "The mandate under which the township decides 委托书标识.")
    record: str = shown(Group.CASE, "Number of the record 移交记录文号.")


@object_type("How the case was decided, by whom and by what right 确认决定.")
class Decision:
    on: LocalDay = shown(Group.CASE, "Day of the decision 决定日期.")
    by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who decided 决定人.", embedded="Handler")
    favourable: bool = shown(Group.CASE, "Confirmed or refused 是否予以确认.")
    amount: Money | None = shown(Group.AMOUNT, "Amount confirmed 确认金额.")
    first_payment_month: str | None = shown(Group.CASE, "First month of payment, YYYY-MM 起发月份.")
    reason: RefusalReason | None = shown(Group.SURVEY_TEXT, "Why refused 不予确认原因.", mask=Mask.TYPED)
    article: str | None = shown(
        Group.SURVEY_TEXT, "The article applied; it tells the reason 适用条款.", mask=Mask.TYPED
    )
    text: str | None = shown(Group.SURVEY_TEXT, "Reasons as told to the family 告知内容.", mask=Mask.TEXT)
    appeal: str | None = shown(Group.CASE, "Where and until when to appeal 救济途径.")
    deciding_organ: str = shown(Group.CASE, "The organ in whose name it was decided 决定机关.")
    handled_by: str = shown(Group.CASE, "The township that decided by entrustment 承办单位.")
    mandate_id: strawberry.ID | None = shown(Group.CASE, "The mandate relied on 所依委托书.")
    mandate: Mandate | None = related(Group.CASE, "It as it stands now 委托书.", relation=MANDATE_OF)
    mandate_version: int | None = shown(Group.CASE, "Its version 委托书版本.")
    mandate_cap: Money | None = shown(Group.CASE, "Its cap 委托限额.")
    late: bool = shown(Group.CASE, "Whether it came after the deadline 是否逾期.")
    late_reason: str | None = shown(Group.SURVEY_TEXT, "Why it was late 逾期原因.", mask=Mask.TEXT)
    working_days: int | None = shown(Group.CASE, "Working days since acceptance 办理工作日数.")


@object_type("Which other system knows the record 外部系统引用.")
class ExternalReference:
    system: str = shown(Group.CASE, "The system 系统.")
    reference: str = shown(Group.CASE, "Its own reference 外部编号.")


@object_type("What the city's platform wished to change after acceptance 平台提出的更改.")
class ProposedChange:
    statement: str | None = shown(Group.HEALTH, "Statement 申请理由.", mask=Mask.TEXT)
    requested_amount: Money | None = shown(Group.AMOUNT, "Amount 申请金额.")
    cause: HardshipCause | None = shown(Group.HEALTH, "Cause of the hardship 致困原因.", mask=Mask.TYPED)
    cause_on: LocalDay | None = shown(Group.HEALTH, "The day it happened 发生日期.", mask=Mask.TYPED)
    near_relative: bool | None = shown(Group.KIN_DECLARATION, "Kin of an official or village cadre 是否近亲属.")
    near_relative_note: str | None = shown(Group.KIN_DECLARATION, "Whose kin 近亲属情况.")
    household: list[str] = shown(
        Group.CASE, "Facts of the family said to differ, by their names in Household 有出入的家庭信息."
    )
    received_at: Moment = shown(Group.CASE, "When it came 收到时刻.")


PAPERS = Relation(Kind.EVIDENCE, "Evidence", local="_id", foreign="caseId", many=True, order=OLDEST_FIRST)


@object_type("The request for assistance and its whole life 申请.", prefix="app")
class Application(Node):
    revision: int = shown(Group.CASE, "Counts the changes; acts name the one they saw 版本号.")
    number: str = shown(Group.CASE, "The case number 案件编号.")
    matter: Matter = shown(Group.CASE, "What is applied for 事项.")
    state: State = shown(Group.CASE, "Where the case stands 办理状态.")
    county: str = shown(Group.CASE, "County code 县代码.")
    township: str | None = shown(Group.CASE, "Township code 乡镇代码.")
    village: str | None = shown(Group.CASE, "Village code 村（社区）代码.")
    applicant_name: str | None = shown(Group.NAME, "Who applies 申请人.", mask=Mask.NAME)
    member_count: int = shown(Group.CASE, "Members counted 家庭人口.")
    household: Household | None = related(
        Group.CASE, "The family 家庭.", relation=Relation(Kind.HOUSEHOLD, "Household", local="householdId")
    )
    statement: str | None = shown(Group.HEALTH, "Why assistance is asked 申请理由.", mask=Mask.TEXT)
    cause: HardshipCause | None = shown(Group.HEALTH, "Cause of a temporary hardship 致困原因.", mask=Mask.TYPED)
    cause_on: LocalDay | None = shown(Group.HEALTH, "The day it happened 发生日期.", mask=Mask.TYPED)
    requested_amount: Money | None = shown(Group.AMOUNT, "Amount asked 申请金额.")
    near_relative: bool | None = shown(Group.KIN_DECLARATION, "Kin of an official or village cadre 是否近亲属.")
    near_relative_note: str | None = shown(Group.KIN_DECLARATION, "Whose kin 近亲属情况.")
    filed_on: LocalDay = shown(Group.CASE, "Day of filing 提出日期.")
    filed_by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who took it in 收件人.", embedded="Handler")
    accepted_on: LocalDay | None = shown(Group.CASE, "Day of acceptance; the clock starts 受理日期.")
    accepted_by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who accepted 受理人.", embedded="Handler")
    rule_set: str | None = shown(Group.CASE, "The rules of its acceptance day 适用规则.")
    procedure: list[Stage] = shown(
        Group.CASE, "The steps that the rules demand 法定环节.", needs=("ruleSet",), derived=procedure_of
    )
    next_stage: Stage | None = shown(
        Group.CASE, "The step that comes next 下一环节.", needs=("ruleSet", "state"), derived=next_stage_of
    )
    due_on: LocalDay | None = shown(Group.CASE, "Last day for the decision 办结期限.")
    due_state: DueState | None = shown(Group.CASE, "Whether the deadline could be dated 期限状态.")
    surveys: list[Survey] = shown(Group.CASE, "Surveys, oldest first 入户调查.", embedded="Survey")
    assessments: list[Assessment] = shown(Group.CASE, "Assessments, oldest first 民主评议.", embedded="Assessment")
    opinions: list[Opinion] = shown(Group.CASE, "Opinions, oldest first 初审意见.", embedded="Opinion")
    notices: list[Notice] = shown(Group.CASE, "Notices, oldest first 公示.", embedded="Notice")
    objections: list[Objection] = shown(Group.CASE, "Objections, oldest first 异议.", embedded="Objection")
    county_visit: CountyVisit | None = shown(
        Group.KIN_DECLARATION, "The county's visit, forced by kinship or complaint 县级入户.", embedded="CountyVisit"
    )
    transfer: Transfer | None = shown(Group.CASE, "Transfer to the township 移交.", embedded="Transfer")
    decision: Decision | None = shown(Group.CASE, "The decision 决定.", embedded="Decision")
    external_reference: ExternalReference | None = shown(
        Group.CASE, "Which other system knows it 外部系统引用.", embedded="ExternalReference"
    )
    proposed_change: ProposedChange | None = shown(
        Group.CASE, "A change proposed after acceptance 平台提出的更改.", embedded="ProposedChange"
    )
    evidence: Connection[Evidence] = related(
        Group.CASE,
        "Papers that the viewer may know of, oldest first 佐证材料.",
        paged_relation(PAPERS),
        relation=PAPERS,
    )
    viewer_can: list[Ability] = structural(
        "What the viewer may do now 可办事项.", gathered=abilities("applications", application_abilities)
    )
    synthetic: bool = shown(Group.CASE, "Generated for demonstration 演示数据.")
