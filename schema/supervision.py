"""Supervision as a record shows it: what was looked at, found, ordered and answered is the group of findings."""

import strawberry

from authorization.scope import Kind
from authorization.sight import Group
from authorization.state import ObjectState
from casework.supervision import (
    OUTCOME_LABELS,
    SUPERVISION_KIND_LABELS,
    SUPERVISION_STATE_LABELS,
    FindingOutcome,
    SupervisionKind,
    SupervisionState,
)
from compiler.declaration import Relation
from resolvers.ability_supervision import supervision_abilities
from schema.ability import Ability, abilities
from schema.application import Application
from schema.field import described, related, shown, structural
from schema.handler import Handler
from schema.node import Node
from schema.object import object_type
from schema.scalar import LocalDay

described(SupervisionKind, "What occasions the record 监督类别.", SUPERVISION_KIND_LABELS)
described(SupervisionState, "Where the record stands 监督状态.", SUPERVISION_STATE_LABELS)
described(FindingOutcome, "What comes of it in the end 处理结果.", OUTCOME_LABELS)


@object_type("One thing found 问题.")
class Finding:
    finding_id: strawberry.ID = shown(Group.CASE, "Within the record 问题标识.")
    on: LocalDay = shown(Group.CASE, "Day of recording 登记日期.")
    by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who recorded it 登记人.", embedded="Handler")
    text: str | None = shown(Group.FINDING, "What was found 问题内容.", only_while=ObjectState.DISCLOSED)
    clause: str | None = shown(Group.FINDING, "The clause that it breaks 违反条款.", only_while=ObjectState.DISCLOSED)


@object_type("What is to be put right, and the township's answer 整改.")
class Rectification:
    on: LocalDay = shown(Group.CASE, "Day of the order 责令日期.")
    by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who ordered it 责令人.", embedded="Handler")
    order: str | None = shown(Group.FINDING, "What is to be put right 整改要求.")
    due_on: LocalDay = shown(Group.CASE, "Last day for the answer 整改期限.")
    answer: str | None = shown(Group.FINDING, "What the township has put right 整改情况.")
    answered_on: LocalDay | None = shown(Group.CASE, "Day of the answer 报送日期.")
    answered_by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who answered 报送人.", embedded="Handler")


@object_type("A record of supervision on a case or a township 监督记录.", prefix="sup")
class Supervision(Node):
    revision: int = shown(Group.CASE, "Counts the changes; acts name the one they saw 版本号.")
    state: SupervisionState = shown(Group.CASE, "Where the record stands 监督状态.")
    county: str = shown(Group.CASE, "County code 县代码.")
    township: str | None = shown(Group.CASE, "Township code 乡镇代码.")
    kind: SupervisionKind | None = shown(Group.FINDING, "What occasions it 监督类别.", only_while=ObjectState.DISCLOSED)
    subject: str | None = shown(
        Group.FINDING, "A case's id or a township's code 监督对象.", only_while=ObjectState.DISCLOSED
    )
    application: Application | None = related(
        Group.FINDING,
        "The case, when the subject is one 案件.",
        relation=Relation(Kind.APPLICATION, "Application", local="subject"),
        only_while=ObjectState.DISCLOSED,
    )
    purpose: str | None = shown(Group.FINDING, "What is looked at, and why 监督事由.", only_while=ObjectState.DISCLOSED)
    opened_on: LocalDay = shown(Group.CASE, "Day of opening 立项日期.")
    opened_by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who opened it 立项人.", embedded="Handler")
    findings: list[Finding] = shown(Group.CASE, "What was found, oldest first 问题.", embedded="Finding")
    rectifications: list[Rectification] = shown(
        Group.CASE, "What was ordered, oldest first 整改.", embedded="Rectification"
    )
    due_on: LocalDay | None = shown(Group.CASE, "Last day of the order that waits for its answer 整改期限.")
    outcome: FindingOutcome | None = shown(Group.FINDING, "What came of it 处理结果.", only_while=ObjectState.DISCLOSED)
    closing: str | None = shown(Group.FINDING, "Why it was closed so 办结说明.", only_while=ObjectState.DISCLOSED)
    closed_on: LocalDay | None = shown(Group.CASE, "Day of closing 办结日期.")
    closed_by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who closed it 办结人.", embedded="Handler")
    viewer_can: list[Ability] = structural(
        "What the viewer may do now 可办事项.", gathered=abilities("supervision", supervision_abilities)
    )
