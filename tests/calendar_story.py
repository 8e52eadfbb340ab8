"""A year of holidays for tests, how it is loaded, and an API whose county has loaded nothing yet."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from casework.office import Role
from tests.api import COUNTY, Api, prepared, running_api
from tests.casework.test_calendar_year import MADE_UP_2027, OFF_2027
from tests.servers import Servers
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


@pytest.fixture
def own(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """An API whose county has loaded nothing yet."""
    with running_api(servers, tmp_path_factory.mktemp("calendar")) as running:
        asyncio.run(prepared(running))
        yield running


def load(api: Api, **changed: Any) -> Any:
    given = YEAR | changed
    return api.act(api.person(Role.COUNTY_APPROVER), "loadCalendarYear", clock=DECEMBER, returns=CALENDAR, **given)
