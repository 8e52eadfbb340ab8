"""A county's calendar: past it nothing is guessed, a loaded year dates each open case once, none is stale."""

import asyncio
from collections.abc import AsyncIterator
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
from tests.servers import Servers
from tests.story import filed, morning, step
from tests.story_calendar import CALENDAR, DECEMBER, YEAR, load


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


def test_the_same_key_loads_a_year_once(own: Api) -> None:
    first, again = load(own, idempotencyKey="year-2027"), load(own, idempotencyKey="year-2027")
    assert (first["replayed"], again["replayed"], again["calendar"]) == (False, True, first["calendar"])
    assert len(kept.journal(own, f"cal_{COUNTY}")) == 1
