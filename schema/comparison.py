"""How the townships of a county compare over a period."""

from authorization.sight import Group
from schema.field import shown
from schema.jurisdiction import Jurisdiction
from schema.object import object_type
from schema.scalar import Money


@object_type("One township's work in a period 乡镇办理情况.")
class TownshipComparison:
    township: Jurisdiction = shown(Group.CASE, "The township 乡镇.", embedded="Jurisdiction")
    accepted: int = shown(Group.CASE, "Cases accepted in the period 受理件数.")
    confirmed: int = shown(Group.CASE, "Cases confirmed in the period 确认件数.")
    refused: int = shown(Group.CASE, "Cases refused in the period 不予确认件数.")
    open: int = shown(Group.CASE, "Cases accepted and not decided, now, whatever the period 在办件数.")
    overdue: int = shown(Group.CASE, "Of those, past their deadline on the case day 逾期未办结件数.")
    average_working_days: float | None = shown(
        Group.CASE, "From acceptance to decision, of the period's decisions; one decimal 平均办理工作日."
    )
    refused_rate: float | None = shown(
        Group.CASE, "Refused among the period's decisions, 0 to 1; three decimals 不予确认率."
    )
    confirmed_amount: Money | None = shown(Group.AMOUNT, "Sum of the amounts confirmed in the period 确认金额合计.")
