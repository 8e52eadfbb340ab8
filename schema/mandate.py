"""Mandates with their matters, signatures and events: public records; only their officials' names are not."""

from authorization.scope import Kind
from authorization.sight import Group
from casework.mandate import MANDATE_STATE_LABELS, PARTY_LABELS, MandateState, Party
from casework.matter import MATTER_LABELS, Matter
from compiler.declaration import Relation
from resolvers.ability_mandate import mandate_abilities
from resolvers.mandate import IN_FORCE_NEEDS, in_force_on
from schema.ability import Ability, abilities
from schema.field import described, shown, structural
from schema.handler import Handler
from schema.node import Node
from schema.object import object_type
from schema.scalar import LocalDay, Money

described(Matter, "What is applied for 事项.", MATTER_LABELS)
described(MandateState, "Where a mandate stands 委托书状态.", MANDATE_STATE_LABELS)
described(Party, "Who signs a mandate 签署方.", PARTY_LABELS)


@object_type("One matter that is entrusted 委托事项.")
class MandateItem:
    matter: Matter = shown(Group.CASE, "The matter 事项.")
    cap: Money | None = shown(Group.CASE, "Up to this amount, itself inside; null without a cap 委托限额.")


@object_type("The signature of one party 签署.")
class MandateSignature:
    party: Party = shown(Group.CASE, "Which party 签署方.")
    by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who signed for it 签署人.", embedded="Handler")
    on: LocalDay = shown(Group.CASE, "Day of signing 签署日期.")


@object_type("One step in a mandate's life 委托书办理记录.")
class MandateEvent:
    act: str = shown(Group.CASE, "The act's name, as in Mutation 事项.")
    by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who did it 经办人.", embedded="Handler")
    on: LocalDay = shown(Group.CASE, "Day of the act 日期.")
    reason: str | None = shown(Group.CASE, "Why, when it was suspended, resumed or revoked 原因.")


@object_type("The county bureau's entrustment of a township 行政确认事项委托书.", prefix="mdt")
class Mandate(Node):
    revision: int = shown(Group.CASE, "Counts the changes; acts name the one they saw 版本号.")
    number: str = shown(Group.CASE, "The mandate's number 委托书编号.")
    version: int = shown(Group.CASE, "Its version; decisions keep it 委托书版本.")
    state: MandateState = shown(Group.CASE, "Where it stands 委托书状态.")
    county: str = shown(Group.CASE, "County code 县代码.")
    township: str = shown(Group.CASE, "Code of the township entrusted 乡镇代码.")
    items: list[MandateItem] = shown(Group.CASE, "What is entrusted 委托事项.", embedded="MandateItem")
    valid_from: LocalDay = shown(Group.CASE, "First day 委托起始日.")
    valid_to: LocalDay | None = shown(Group.CASE, "Last day; null without an end 委托截止日.")
    signatures: list[MandateSignature] = shown(Group.CASE, "Two make it whole 双方签署.", embedded="MandateSignature")
    published_on: LocalDay | None = shown(Group.CASE, "Day of its announcement 公布日期.")
    in_force: bool = shown(
        Group.CASE,
        "Whether the township decides under it on this case day 是否有效.",
        needs=IN_FORCE_NEEDS,
        derived_on=in_force_on,
    )
    events: list[MandateEvent] = shown(Group.CASE, "What was done to it, in order 办理记录.", embedded="MandateEvent")
    viewer_can: list[Ability] = structural(
        "What the viewer may do now 可办事项.", gathered=abilities("mandates", mandate_abilities)
    )


MANDATE_OF = Relation(Kind.MANDATE, "Mandate", local="mandateId")
