"""Households and their members, each field by its group in the access matrix."""

import strawberry

from authorization.mask import Mask
from authorization.sight import Group
from casework import household as rules
from casework.identity import SEX_LABELS, Sex
from casework.income import BAND_LABELS, IncomeBand
from resolvers.ability_case import household_abilities
from schema.ability import Ability, abilities
from schema.field import described, shown, structural
from schema.node import Node
from schema.object import object_type
from schema.scalar import LocalDay, Money

described(Sex, "Sex, GB/T 2261.1 性别.", SEX_LABELS)
described(rules.HouseholdKind, "Registration of the household 户籍性质.", rules.KIND_LABELS)
described(rules.Relation, "Relation to the head of the household, GB/T 4761 与户主关系.", rules.RELATION_LABELS)
described(IncomeBand, "A band of monthly income a head 收入档次.", BAND_LABELS)


@object_type("One who counts in the household 家庭成员.")
class Member:
    member_id: strawberry.ID = shown(Group.CASE, "Within the household 成员标识.")
    name: str | None = shown(Group.NAME, "Name; it may be a child's 姓名.", mask=Mask.NAME, personal=True)
    relation: rules.Relation | None = shown(
        Group.NAME, "Relation to the head 与户主关系.", mask=Mask.TYPED, personal=True
    )
    sex: Sex | None = shown(Group.BIRTH_SEX, "Sex 性别.", mask=Mask.TYPED)
    birth_day: LocalDay | None = shown(Group.BIRTH_SEX, "Day of birth 出生日期.", mask=Mask.TYPED)
    birth_year: int | None = shown(Group.BIRTH_SEX, "Year of birth 出生年份.", coarse=True)
    identity_number: str | None = shown(
        Group.IDENTITY_NUMBER,
        "Identity-card number, first and last character 公民身份号码（脱敏）.",
        mask=Mask.STORED,
        path="identityMask",
        always_masked=True,
    )
    phone: str | None = shown(Group.PHONE, "Telephone 联系电话.", mask=Mask.LAST_TWO)
    has_health_condition: bool | None = shown(
        Group.HEALTH, "Whether a disability or serious illness is known 是否有残疾或重病.", coarse=True
    )
    disability: str | None = shown(Group.HEALTH, "Type and grade of disability 残疾类别等级.", mask=Mask.TYPED)
    illness: str | None = shown(Group.HEALTH, "Serious illness 重大疾病.", mask=Mask.TYPED)
    monthly_income: Money | None = shown(Group.INCOME_PROPERTY, "Monthly income 月收入.", mask=Mask.TYPED)
    income_band: IncomeBand | None = shown(Group.INCOME_PROPERTY, "Band of the income 收入档次.", coarse=True)
    full_time_student: bool | None = shown(Group.BIRTH_SEX, "In full-time education 全日制在校.", mask=Mask.TYPED)


@object_type("The unit of application: who lives and is counted together 家庭.", prefix="hh")
class Household(Node):
    revision: int = shown(Group.CASE, "Counts the changes; acts name the one they saw 版本号.")
    county: str = shown(Group.CASE, "County code 县代码.")
    township: str | None = shown(Group.CASE, "Township code 乡镇代码.")
    village: str | None = shown(Group.CASE, "Village code 村（社区）代码.")
    kind: rules.HouseholdKind = shown(Group.CASE, "Registration 户籍性质.")
    registered_on: LocalDay = shown(Group.CASE, "Day of registration 登记日期.")
    head_name: str | None = shown(Group.NAME, "The head's name 户主姓名.", mask=Mask.NAME)
    address: str | None = shown(
        Group.ADDRESS, "Address; masked, down to the village 住址.", mask=Mask.STORED, masked_path="addressVillage"
    )
    phone: str | None = shown(Group.PHONE, "Telephone 联系电话.", mask=Mask.LAST_TWO)
    bank_account: str | None = shown(
        Group.BANK_ACCOUNT,
        "Account for payment, last two digits 发放账号（脱敏）.",
        mask=Mask.STORED,
        path="bankAccountMask",
        always_masked=True,
    )
    property_note: str | None = shown(Group.INCOME_PROPERTY, "Property 财产状况.", mask=Mask.TEXT)
    members: list[Member] = shown(Group.CASE, "Those who count 家庭成员.", embedded="Member")
    viewer_can: list[Ability] = structural(
        "What the viewer may do now 可办事项.", gathered=abilities("households", household_abilities)
    )
    synthetic: bool = shown(Group.CASE, "Generated for demonstration 演示数据.")
