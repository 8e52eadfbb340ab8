"""A county's calendar: past it nothing is guessed, a loaded year dates each open case once, none is stale."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import httpx
import pytest

from casework.office import Role
from documents.calendar import county_calendar, fence_calendar, national_calendar
from documents.database import Database, Session
from resolvers.calendar import lacking
from resolvers.dating import date_open_cases
from tests import kept
from tests.api import CITY, COUNTY, GONGQUAN, XUNCHANG, Api, prepared, process, running_api
from tests.casework.test_calendar_year import MADE_UP_2027, OFF_2027
from tests.refused import NOT_ADMITTED, assert_refused, not_found, refusal
from tests.servers import Servers
from tests.story import filed, morning, step

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


@pytest.fixture
async def database(own: Api) -> AsyncIterator[Database]:
    opened = await Database.connect(own.settings.mongodb_url, own.database_name, own.keys.master)
    yield opened
    await opened.close()


def undated(api: Api, area: str = XUNCHANG, clock: str = DECEMBER) -> dict[str, Any]:
    """A case whose last day lies in a year that nobody has loaded."""
    case = filed(api, area, clock)
    case = step(api, Role.TOWNSHIP_WINDOW, "acceptApplication", case, clock)
    assert due(api, case) == (None, "UNKNOWN_CALENDAR")
    return case


def due(api: Api, case: dict[str, Any]) -> tuple[str | None, str]:
    row = kept.record(api, "applications", case["id"])
    return row["dueOn"], row["dueState"]


def load(api: Api, **changed: Any) -> Any:
    given = YEAR | changed
    return api.act(api.person(Role.COUNTY_APPROVER), "loadCalendarYear", clock=DECEMBER, returns=CALENDAR, **given)


def acts(api: Api, case: dict[str, Any]) -> list[str]:
    return [entry["act"] for entry in kept.journal(api, case["id"])]


async def test_a_loaded_year_dates_each_open_case_once_and_journals_it(own: Api, database: Database) -> None:
    case, other, closed = undated(own), undated(own, GONGQUAN), undated(own)
    far = undated(own, clock=morning("2026-12-30"))
    with kept.opened(own) as rows:
        rows["applications"].update_one({"_id": closed["id"]}, {"$set": {"ended": True}})
    before = kept.record(own, "applications", case["id"])

    payload = load(own)

    assert payload == {
        "calendar": {
            "county": COUNTY,
            "loadedYears": [*range(2004, 2028)],
            "missingYears": [],
            "years": [
                {name: value for name, value in YEAR.items() if name != "county"} | {"on": "2026-12-14"},
            ],
        },
        "replayed": False,
        "userErrors": [],
    }
    assert [due(own, each) for each in (case, other)] == [("2027-01-12", "DATED")] * 2
    assert due(own, far) == ("2027-01-28", "DATED")
    assert due(own, closed) == (None, "UNKNOWN_CALENDAR")
    approver = own.person(Role.COUNTY_APPROVER).id
    entry = kept.journal(own, case["id"])[-1]
    assert (entry["act"], entry["officialId"], entry["legalBasis"], entry["caseDay"], entry["changed"]) == (
        "loadCalendarYear",
        approver,
        "CC art.201, 203",
        "2026-12-14",
        ["dueOn", "dueState"],
    )
    after = kept.record(own, "applications", case["id"])
    assert after["revision"] == before["revision"] + 1
    assert acts(own, case) == ["fileApplication", "acceptApplication", "loadCalendarYear"]
    assert await date_open_cases(database, national_calendar(), date(2026, 12, 15)) == 0
    assert acts(own, case) == ["fileApplication", "acceptApplication", "loadCalendarYear"]
    calendar = kept.record(own, "calendars", f"cal_{COUNTY}")
    assert (calendar["datingDue"], calendar["areas"], calendar["revision"]) == (False, [CITY, COUNTY], 2)
    assert [entry["act"] for entry in kept.journal(own, f"cal_{COUNTY}")] == ["loadCalendarYear"]


def queue(api: Api, role: Role, area: str | None = None) -> list[str]:
    query = "query ($area: String) { applications(order: UNDATED, area: $area) { totalCount edges { node { id } } } }"
    found = api.ask(api.person(role), query, clock=DECEMBER, area=area)["applications"]
    ids = [edge["node"]["id"] for edge in found["edges"]]
    assert found["totalCount"] == len(ids)
    return ids


def test_the_queue_shows_whose_day_needs_a_missing_year_until_it_is_loaded(own: Api) -> None:
    case, other, paused = undated(own), undated(own, GONGQUAN), undated(own)
    ended, dated = undated(own), filed(own)
    step(own, Role.TOWNSHIP_WINDOW, "acceptApplication", dated, morning("2020-06-01"))
    step(own, Role.TOWNSHIP_WINDOW, "requestCorrections", paused, DECEMBER, items=["户口簿"])
    filed(own, clock=DECEMBER)
    with kept.opened(own) as rows:
        rows["applications"].update_one({"_id": ended["id"]}, {"$set": {"ended": True}})

    assert queue(own, Role.TOWNSHIP_WINDOW) == [case["id"]]
    assert queue(own, Role.COUNTY_SUPERVISOR) == [case["id"], other["id"]]
    assert queue(own, Role.COUNTY_SUPERVISOR, area=GONGQUAN) == [other["id"]]
    assert queue(own, Role.BANK) == []

    load(own)
    assert queue(own, Role.COUNTY_SUPERVISOR) == []


async def test_every_county_that_lacks_a_year_is_named_once_the_year_is_due(own: Api, database: Database) -> None:
    both = {COUNTY: [2027], "990101": [2027]}
    assert await lacking(database, national_calendar(), date(2026, 9, 30)) == {}
    assert await lacking(database, national_calendar(), date(2026, 10, 1)) == both
    load(own)
    assert await lacking(database, national_calendar(), date(2026, 12, 14)) == {"990101": [2027]}
    assert await lacking(database, national_calendar(), date(2027, 10, 1)) == {COUNTY: [2028], "990101": [2027, 2028]}


async def test_a_case_that_has_its_day_keeps_it_whatever_is_amended(own: Api, database: Database) -> None:
    case = undated(own)
    load(own)
    holiday = [*YEAR["daysOff"], "2027-01-06"]
    payload = load(own, daysOff=holiday, amends=True, source="县政府通知（演示）")
    assert payload["userErrors"] == []
    await date_open_cases(database, national_calendar(), date(2026, 12, 15))
    assert due(own, case) == ("2027-01-12", "DATED")
    later = filed(own, clock=DECEMBER)
    later = step(own, Role.TOWNSHIP_WINDOW, "acceptApplication", later, DECEMBER)
    assert later["dueOn"] == "2027-01-13"


async def test_dating_goes_on_where_it_was_stopped_and_several_at_once_date_once(own: Api, database: Database) -> None:
    load(own)
    cases = [filed(own, clock=DECEMBER) for _ in range(4)]
    cases = [step(own, Role.TOWNSHIP_WINDOW, "acceptApplication", each, DECEMBER) for each in cases]
    with kept.opened(own) as rows:  # as if the process had died before it came to them
        rows["applications"].update_many({}, {"$set": {"dueOn": None, "dueState": "UNKNOWN_CALENDAR"}})
        rows["calendars"].update_one({}, {"$set": {"datingDue": True}})
    day = date(2026, 12, 15)

    assert await date_open_cases(database, national_calendar(), day, most=1) == 1
    assert kept.record(own, "calendars", f"cal_{COUNTY}")["datingDue"] is True
    at_once = await asyncio.gather(*(date_open_cases(database, national_calendar(), day) for _ in range(4)))

    assert sum(at_once) == 3
    assert [due(own, each) for each in cases] == [("2027-01-12", "DATED")] * 4
    assert [acts(own, each)[2:] for each in cases] == [["loadCalendarYear"]] * 4
    assert kept.record(own, "calendars", f"cal_{COUNTY}")["datingDue"] is False


async def test_who_relied_on_a_missing_year_tries_again_when_it_is_loaded_meanwhile(
    own: Api, database: Database
) -> None:
    seen: list[bool] = []

    async def work(session: Session) -> None:
        calendar = await county_calendar(national_calendar(), COUNTY, session)
        seen.append(2027 in calendar.years)
        if len(seen) == 1:
            assert (await asyncio.to_thread(load, own))["userErrors"] == []
        if not seen[-1]:
            await fence_calendar(COUNTY, [CITY, COUNTY], session)

    await database.transaction(work)
    assert seen == [False, True]


def test_an_acceptance_without_a_day_writes_the_calendar_that_it_relied_on_and_another_does_not(own: Api) -> None:
    undated(own)
    assert kept.record(own, "calendars", f"cal_{COUNTY}")["fence"] == 1
    case = filed(own)
    step(own, Role.TOWNSHIP_WINDOW, "acceptApplication", case, morning("2020-06-01"))
    assert kept.record(own, "calendars", f"cal_{COUNTY}")["fence"] == 1


def test_no_acceptance_at_the_same_moment_stays_without_its_day(own: Api) -> None:
    cases = [filed(own, clock=DECEMBER) for _ in range(12)]
    with ThreadPoolExecutor(8) as pool:
        accepting = [
            pool.submit(step, own, Role.TOWNSHIP_WINDOW, "acceptApplication", each, DECEMBER) for each in cases
        ]
        loading = pool.submit(load, own)
        assert loading.result()["userErrors"] == []
        for each in accepting:
            each.result()
    assert [due(own, each) for each in cases] == [("2027-01-12", "DATED")] * 12


def test_another_process_counts_by_the_loaded_year_at_once(own: Api, tmp_path: Any) -> None:
    with (
        (tmp_path / "second.log").open("wb") as log,
        process(own.settings, log) as (_, url),
        httpx.Client(base_url=url, timeout=30) as client,
    ):
        second = replace(own, url=url, client=client)
        assert undated(second)["dueOn"] is None
        load(own)
        case = filed(second, clock=DECEMBER)
        assert step(second, Role.TOWNSHIP_WINDOW, "acceptApplication", case, DECEMBER)["dueOn"] == "2027-01-12"


def test_the_upkeep_dates_what_the_act_did_not_reach(servers: Servers, tmp_path: Any) -> None:
    with running_api(servers, tmp_path, upkeep=True) as own:
        asyncio.run(prepared(own))
        case = undated(own)
        load(own)
        with kept.opened(own) as rows:
            rows["applications"].update_one({}, {"$set": {"dueOn": None, "dueState": "UNKNOWN_CALENDAR"}})
            rows["calendars"].update_one({}, {"$set": {"datingDue": True}})
        for _ in range(40):
            if due(own, case)[1] == "DATED":
                break
            asyncio.run(asyncio.sleep(0.5))
        assert due(own, case) == ("2027-01-12", "DATED")


@pytest.mark.parametrize(
    ("clock", "missing"),
    [(morning("2026-09-30"), []), (morning("2026-10-01"), [2027]), (morning("2027-01-04"), [2027])],
)
def test_months_ahead_the_calendar_warns(api: Api, clock: str, missing: list[int]) -> None:
    read = api.ask(api.person(Role.TOWNSHIP_WINDOW), f"{{ {CALENDAR} }}", clock=clock)["calendar"]
    assert read == {"county": COUNTY, "loadedYears": [*range(2004, 2027)], "missingYears": missing, "years": []}


@pytest.mark.parametrize(
    ("role", "county", "reached"),
    [
        (Role.VILLAGE_ASSISTANT, None, COUNTY),
        (Role.COUNTY_SUPERVISOR, COUNTY, COUNTY),
        (Role.CITY_OVERSEER, COUNTY, COUNTY),
        (Role.CITY_OVERSEER, None, CITY),
        (Role.COUNTY_SUPERVISOR, "990101", None),
        (Role.CITY_OVERSEER, "990101", None),
        (Role.TOWNSHIP_WINDOW, XUNCHANG, None),
        (Role.SYSTEM_ADMIN, None, None),
    ],
)
def test_a_calendar_is_read_within_its_county_and_city(
    api: Api, role: Role, county: str | None, reached: str | None
) -> None:
    query = "query ($county: String) { calendar(county: $county) { county } }"
    read = api.ask(api.person(role), query, county=county)["calendar"]
    assert read == (reached and {"county": reached})


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


def test_the_same_key_loads_a_year_once(own: Api) -> None:
    first, again = load(own, idempotencyKey="year-2027"), load(own, idempotencyKey="year-2027")
    assert (first["replayed"], again["replayed"], again["calendar"]) == (False, True, first["calendar"])
    assert len(kept.journal(own, f"cal_{COUNTY}")) == 1
