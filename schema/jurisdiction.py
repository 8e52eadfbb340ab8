"""Jurisdictions: the city, its county, the townships and the villages."""

from authorization.sight import Group
from casework.office import OFFICE_LABELS, Organ, Role, Tier
from schema.field import described, shown
from schema.node import Node
from schema.object import object_type
from schema.scalar import LocalDay

described(Tier, "Level of government 层级.", OFFICE_LABELS)
described(Organ, "Department 部门.", OFFICE_LABELS)
described(Role, "What an official does 岗位.", OFFICE_LABELS)


@object_type("An area with its government 辖区.", prefix="jur")
class Jurisdiction(Node):
    code: str = shown(Group.CASE, "Division code, GB/T 2260 and 10114 区划代码.")
    name: str = shown(Group.CASE, "Name 名称.")
    level: Tier = shown(Group.CASE, "Level 层级.")
    parent: str | None = shown(Group.CASE, "Code of the area above 上级代码.")
    valid_from: LocalDay = shown(Group.CASE, "First day 生效日期.")
    valid_to: LocalDay | None = shown(Group.CASE, "Last day 失效日期.")
    synthetic: bool = shown(Group.CASE, "Generated for demonstration 演示数据.")
