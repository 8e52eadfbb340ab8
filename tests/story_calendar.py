"""A year of holidays for tests, and how it is loaded."""

from typing import Any

from casework.office import Role
from tests.api import COUNTY, Api
from tests.casework.test_calendar_year import MADE_UP_2027, OFF_2027
from tests.story import morning

DECEMBER = morning("2026-12-14")
YEAR: dict[str, Any] = {
    "county": COUNTY,
    "year": 2027,
    "daysOff": [day.isoformat() for day in OFF_2027],
    "madeUpDays": [day.isoformat() for day in MADE_UP_2027],
    "source": "国办发明电〔2026〕号（演示）",
    "amends": False,
}
CALENDAR = "calendar { county loadedYears missingYears years { year daysOff madeUpDays source amends on } }"


def load(api: Api, **changed: Any) -> Any:
    given = YEAR | changed
    return api.act(api.person(Role.COUNTY_APPROVER), "loadCalendarYear", clock=DECEMBER, returns=CALENDAR, **given)
