"""What no year of holidays can be is refused by its own code, and nothing is kept."""

from typing import Any

import pytest

from casework.office import Role
from tests import kept
from tests.api import Api
from tests.refused import NOT_ADMITTED, assert_refused, not_found, refusal
from tests.story_calendar import DECEMBER, YEAR, load


def test_only_the_countys_approver_loads_a_year(api: Api) -> None:
    for role in (Role.COUNTY_SUPERVISOR, Role.TOWNSHIP_LEADER, Role.SYSTEM_ADMIN):
        assert_refused(api, api.person(role), "loadCalendarYear", NOT_ADMITTED, clock=DECEMBER, **YEAR)
    stranger = api.stranger(Role.COUNTY_APPROVER)
    assert_refused(api, stranger, "loadCalendarYear", not_found("county"), clock=DECEMBER, **YEAR)


HOL = "《全国年节及纪念日放假办法》第2条"
HOL_EN = "Measures for Public Holidays (2024), art. 2"
NO = [
    (
        {"year": 2028},
        refusal(
            "CALENDAR_YEAR_OUT_OF_REACH",
            f"只能载入 2020 年至 2027 年的节假日安排 [{HOL}]",
            f"Only the years 2020 to 2027 can be loaded [{HOL_EN}]",
            "year",
        ),
    ),
    (
        {"year": 2026},
        refusal(
            "CALENDAR_YEAR_LOADED",
            f"2026 年节假日安排已载入；如国务院另有通知，请注明为调整 [{HOL}]",
            f"The year 2026 is loaded already; say so if the notice amends it [{HOL_EN}]",
            "year",
        ),
    ),
    (
        {"amends": True},
        refusal(
            "NOTHING_TO_AMEND",
            f"2027 年节假日安排尚未载入，不能调整 [{HOL}]",
            f"The year 2027 is not loaded, so nothing can be amended [{HOL_EN}]",
            "amends",
        ),
    ),
    (
        {"daysOff": ["2027-01-01", "2028-01-03"]},
        refusal(
            "DAY_OUTSIDE_YEAR",
            f"2028-01-03 不属于 2027 年，也不在上一年十二月 [{HOL}]",
            f"2028-01-03 is neither in 2027 nor in the December before [{HOL_EN}]",
            "daysOff",
            "1",
        ),
    ),
    (
        {"daysOff": [*YEAR["daysOff"], "2027-01-01"]},
        refusal("DAY_REPEATED", "2027-01-01 重复", "2027-01-01 is named twice", "daysOff", "23"),
    ),
    (
        {"madeUpDays": ["2027-02-06"]},
        refusal(
            "DAY_OFF_AND_MADE_UP",
            f"2027-02-06 不能既放假又上班 [{HOL}]",
            f"2027-02-06 cannot be both off and a make-up day [{HOL_EN}]",
            "madeUpDays",
            "0",
        ),
    ),
    (
        {"madeUpDays": ["2027-02-22"]},
        refusal(
            "MAKE_UP_DAY_ON_WEEKDAY",
            f"2027-02-22 不是周六、周日，不能作为调休上班日 [{HOL}]",
            f"2027-02-22 is no Saturday or Sunday and cannot be made up [{HOL_EN}]",
            "madeUpDays",
            "0",
        ),
    ),
    (
        {"daysOff": YEAR["daysOff"][1:]},
        refusal(
            "HOLIDAY_MISSING",
            f"缺少法定节假日 2027-01-01 [{HOL}]",
            f"2027-01-01 is a public holiday and is missing [{HOL_EN}]",
            "daysOff",
        ),
    ),
    (
        {"madeUpDays": [*YEAR["madeUpDays"], "2027-03-06"]},
        refusal(
            "HOLIDAYS_TOO_FEW",
            f"扣除调休上班日后只放假 12 天，少于法定的 13 天 [{HOL}]",
            f"After make-up days only 12 days are off, fewer than the law's 13 [{HOL_EN}]",
            "daysOff",
        ),
    ),
    (
        {"daysOff": [*YEAR["daysOff"], *(f"2027-07-{day:02d}" for day in range(5, 17))]},
        refusal(
            "HOLIDAYS_TOO_MANY",
            f"扣除调休上班日后放假 23 天，超过 20 天，请核对 [{HOL}]",
            f"After make-up days 23 days are off, more than 20: look again [{HOL_EN}]",
            "daysOff",
        ),
    ),
    (
        {"daysOff": ["2027-01-01"] * 61},
        refusal("TOO_MANY_DAYS", "日期最多 60 个", "At most 60 days can be named", "daysOff"),
    ),
    (
        {"daysOff": ["2027-13-01"]},
        refusal("DAY_INVALID", "日期无效，应为 YYYY-MM-DD", "Not a day of the form YYYY-MM-DD", "daysOff", "0"),
    ),
    ({"source": " "}, refusal("TEXT_MISSING", "内容不能为空", "The text is missing", "source")),
]


@pytest.mark.parametrize(("changed", "told"), NO, ids=[told[0]["code"] for _, told in NO])
def test_a_year_that_cannot_be_is_refused_and_nothing_is_kept(api: Api, changed: dict[str, Any], told: Any) -> None:
    approver = api.person(Role.COUNTY_APPROVER)
    assert_refused(api, approver, "loadCalendarYear", told, clock=DECEMBER, **(YEAR | changed))


def test_a_calendar_that_is_full_takes_no_further_year(own: Api) -> None:
    load(own)
    with kept.opened(own) as rows:
        [year] = rows["calendars"].find_one({})["years"]  # type: ignore[index]
        rows["calendars"].update_one({}, {"$set": {"years": [year] * 100}})
    told = refusal(
        "CALENDAR_FULL",
        "日历已载入 100 次，不能再载入",
        "The calendar was loaded 100 times, and takes no further year",
    )
    approver = own.person(Role.COUNTY_APPROVER)
    assert_refused(own, approver, "loadCalendarYear", told, clock=DECEMBER, **(YEAR | {"amends": True}))
