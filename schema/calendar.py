"""A county's calendar: the years by which it can count working days, and those that it lacks."""

from authorization.sight import Group
from resolvers.calendar import loaded_years, missing
from schema.field import shown
from schema.handler import Handler
from schema.object import object_type
from schema.scalar import LocalDay


@object_type("One year as its notice arranges it, loaded by the county 年度节假日安排.")
class CalendarYear:
    year: int = shown(Group.CASE, "The year 年份.")
    days_off: list[LocalDay] = shown(Group.CASE, "Days off; a weekend is off without being named 放假日.")
    made_up_days: list[LocalDay] = shown(Group.CASE, "Weekend days that are worked 调休上班日.")
    source: str = shown(Group.CASE, "The notice that arranges it 依据文件.")
    amends: bool = shown(Group.CASE, "Whether it changes a year that was loaded before 是否调整.")
    on: LocalDay = shown(Group.CASE, "Day of loading 载入日期.")
    by: Handler | None = shown(Group.DECIDING_OFFICIAL, "Who loaded it 载入人.", embedded="Handler")


@object_type("By what a county counts working days 工作日日历.")
class Calendar:
    county: str = shown(Group.CASE, "County code 县代码.")
    loaded_years: list[int] = shown(
        Group.CASE, "Years of which every working day is known 已载入年份.", needs=("years.year",), derived=loaded_years
    )
    missing_years: list[int] = shown(
        Group.CASE,
        "A warning: years that should be loaded by now, from October the next one too 应载入而未载入的年份.",
        needs=("years.year",),
        derived_on=missing,
    )
    years: list[CalendarYear] = shown(
        Group.CASE, "What the county loaded itself, oldest first 本县载入.", embedded="CalendarYear"
    )
