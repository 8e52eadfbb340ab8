"""Papers of a case: what is known of each; the paper itself is opened by an act."""

import strawberry

from authorization.mask import Mask
from authorization.sight import Group
from casework import evidence as rules
from casework.evidence import EvidenceKind, EvidenceState, Malware
from casework.purpose import PURPOSE_LABELS, Purpose
from resolvers.evidence_ability import evidence_abilities
from schema.ability import Ability, abilities
from schema.field import described, shown, structural
from schema.handler import Handler
from schema.node import Node
from schema.object import object_type
from schema.scalar import LocalDay, Moment

described(EvidenceKind, "What a paper is 材料类别.", rules.EVIDENCE_LABELS)
described(EvidenceState, "Whether a paper is in the file 材料状态.", rules.EVIDENCE_STATE_LABELS)
described(Malware, "What a scanner said of a file 病毒检测.", rules.MALWARE_LABELS)
described(Purpose, "What a paper is opened for 查阅目的.", PURPOSE_LABELS)


@object_type("One paper of a case 佐证材料.", prefix="evd")
class Evidence(Node):
    revision: int = shown(Group.CASE, "Counts the changes; acts name the one they saw 版本号.")
    case_number: str = shown(Group.CASE, "The case number 案件编号.")
    case_id: strawberry.ID = shown(Group.CASE, "The case's id, for `node` 案件标识.")
    kind: EvidenceKind = shown(Group.CASE, "What it is 材料类别.")
    title: str | None = shown(Group.NAME, "What it is called; it may name a person 题名.", mask=Mask.TEXT)
    state: EvidenceState = shown(Group.CASE, "Whether it is in the file 材料状态.")
    size: int = shown(Group.CASE, "Bytes 大小.")
    media_type: str = shown(Group.CASE, "Media type, told by the content 格式.")
    sha256: str = shown(Group.CASE, "SHA-256 of the bytes, hexadecimal 数字摘要.", path="sha256")
    malware: Malware = shown(Group.CASE, "What a scanner said 病毒检测.")
    requested_on: LocalDay = shown(Group.CASE, "Day on which it was announced 登记日期.")
    requested_by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who announced it 登记人.", embedded="Handler")
    stored_on: LocalDay | None = shown(Group.CASE, "Day on which it was taken into the file 归卷日期.")
    retain_until: Moment | None = shown(
        Group.CASE, "Until when the store lets nobody delete it; later once the case is closed 保管期限."
    )
    viewer_can: list[Ability] = structural(
        "What the viewer may do now 可办事项.", gathered=abilities("evidence", evidence_abilities)
    )
