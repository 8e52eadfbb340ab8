"""The act on a county's calendar."""

from typing import Any

from authorization.scope import Kind
from resolvers import calendar
from schema.act import Returned, mutation
from schema.calendar import Calendar
from schema.input import KEY, input_type, told
from schema.scalar import LocalDay

RETURNS = {"calendar": Returned(Calendar, Kind.CALENDAR, "The calendar as it now stands 日历.")}


@input_type("Input of loadCalendarYear.")
class LoadCalendarYearInput:
    idempotency_key: str = told(KEY)
    county: str = told("The county, by its code 县代码.")
    year: int = told("The year 年份.")
    days_off: list[LocalDay] = told("Days off; weekends need no naming 放假日.")
    made_up_days: list[LocalDay] = told("Saturdays and Sundays that are worked 调休上班日.")
    source: str = told("The notice, by its number 依据文件.")
    amends: bool = told("Whether it changes a year that is loaded 是否调整已载入的年份.", default=False)


CALENDAR_ACTS: list[Any] = [
    mutation(
        calendar.load_calendar_year,
        LoadCalendarYearInput,
        "Loads a year of holidays; open cases without a day are then dated 载入节假日安排.",
        RETURNS,
    ),
]
