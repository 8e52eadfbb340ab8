"""The act on households: to register one."""

from authorization.scope import Kind
from casework.household import HouseholdKind, Relation
from resolvers.household import register_household
from schema.act import Returned, mutation
from schema.household import Household
from schema.input import KEY, input_type, told
from schema.scalar import LocalDay, Money


@input_type("A member as the family states him 家庭成员信息.")
class MemberInput:
    name: str = told("Name, at most 50 characters 姓名.")
    relation: Relation = told("Relation to the head 与户主关系.")
    identity_number: str = told("Identity-card number, 18 characters; sealed at once 公民身份号码.")
    birth_day: LocalDay = told("Day of birth; must be the number's 出生日期.")
    phone: str | None = told("Telephone 联系电话.", default=None)
    disability: str | None = told("Type and grade of disability 残疾类别等级.", default=None)
    illness: str | None = told("Serious illness 重大疾病.", default=None)
    monthly_income: Money | None = told("Monthly income 月收入.", default=None)
    full_time_student: bool | None = told("In full-time education 全日制在校.", default=None)


@input_type("A family as it states itself 家庭信息.")
class HouseholdInput:
    village: str = told("Twelve-digit code of the village 村（社区）代码.")
    kind: HouseholdKind = told("Registration 户籍性质.")
    address: str = told("Address 住址.")
    members: list[MemberInput] = told("Those who count, one of them the head 家庭成员.")
    phone: str | None = told("Telephone 联系电话.", default=None)
    bank_account: str | None = told("Account for payment; sealed at once 发放账号.", default=None)
    property_note: str | None = told("Property 财产状况.", default=None)


@input_type("Input of registerHousehold.")
class RegisterHouseholdInput:
    idempotency_key: str = told(KEY)
    household: HouseholdInput = told("The family 家庭.")


RETURNS = {"household": Returned(Household, Kind.HOUSEHOLD, "The household as it now stands 家庭.")}

register = mutation(
    register_household,
    RegisterHouseholdInput,
    "Registers a family; a number counts in one household 登记家庭.",
    RETURNS,
)
HOUSEHOLD_ACTS = [register]
