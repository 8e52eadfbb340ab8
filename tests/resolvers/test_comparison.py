"""The county compares its townships: numbers checked against a hand-made set of cases in a county of its own."""

import asyncio
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from authorization.official import Official
from authorization.scope import compared
from casework.office import ROLE_SEATS, Role
from casework.period import Period
from resolvers.comparison import pipeline
from tests.api import CITY, COUNTY, GONGQUAN, SHANGLUO, XUNCHANG, Api, prepared, running_api
from tests.kept import opened
from tests.servers import Servers
from tests.story import filed, step

FIELDS = "township { code } accepted confirmed refused open overdue averageWorkingDays refusedRate confirmedAmount"
QUERY = f"query($from: LocalDay!, $to: LocalDay!) {{ townshipComparison(from: $from, to: $to) {{ {FIELDS} }} }}"
JUNE = ("2020-06-01", "2020-06-30")
LATE = "2020-08-03T09:00+08:00"


def on(day: int, month: int = 6) -> str:
    return f"2020-{month:02d}-{day:02d}T09:00+08:00"


@pytest.fixture(scope="module")
def county(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """A county of its own, with nine cases, made by the acts themselves."""
    with running_api(servers, tmp_path_factory.mktemp("comparison")) as running:
        asyncio.run(prepared(running))
        _made(running)
        yield running


def _made(api: Api) -> None:
    _confirmed(api, XUNCHANG, 1, "1000.00")
    _confirmed(api, XUNCHANG, 2, "2500.50")
    _refused(api, XUNCHANG, 3)
    _accepted(api, XUNCHANG, 4)  # due 2020-07-03
    _filed(api, XUNCHANG, 5)  # filed only: counted nowhere
    _confirmed(api, GONGQUAN, 1, "800.00")
    _accepted(api, GONGQUAN, 30)  # due 2020-07-28
    _accepted(api, GONGQUAN, 20, month=7)  # accepted after June
    _confirmed(api, GONGQUAN, 1, "99.99", decided=on(1, 7))  # accepted in June, decided after


def _filed(api: Api, area: str, day: int, month: int = 6) -> dict[str, Any]:
    cause = {"matter": "TEMPORARY_ASSISTANCE", "cause": "FIRE", "causeOn": "2020-05-30"}
    return filed(api, area, on(day, month), **cause)


def _accepted(api: Api, area: str, day: int, month: int = 6) -> dict[str, Any]:
    return step(api, Role.TOWNSHIP_WINDOW, "acceptApplication", _filed(api, area, day, month), on(day, month))


def _on_notice(api: Api, area: str, day: int, amount: str | None) -> dict[str, Any]:
    """A case surveyed, judged and posted on one day; the notice runs for the seven days after."""
    at, case = on(day), _accepted(api, area, day)
    found: dict[str, Any] = {"familySigned": True, "monthlyIncome": "0", "property": "无", "text": "属实"}
    who = [each.id for each in api.investigators(area)]
    case = step(
        api,
        Role.TOWNSHIP_INVESTIGATOR,
        "recordSurvey",
        case,
        at,
        visitedOn=at[:10],
        investigators=who,
        **found,
    )
    opinion = {"favourable": amount is not None, "text": "理由", **({"amount": amount} if amount else {})}
    case = step(api, Role.TOWNSHIP_REVIEWER, "draftOpinion", case, at, **opinion)
    return step(api, Role.TOWNSHIP_REVIEWER, "postNotice", case, at, place="公开栏", phone="0831-0000000")


def _confirmed(api: Api, area: str, day: int, amount: str, decided: str = on(15)) -> None:
    case = _on_notice(api, area, day, amount)
    step(api, Role.COUNTY_APPROVER, "confirmApplication", case, decided, lateReason="汛期道路中断")


def _refused(api: Api, area: str, day: int) -> None:
    case = _on_notice(api, area, day, None)
    step(
        api,
        Role.COUNTY_APPROVER,
        "refuseApplication",
        case,
        on(15),
        reason="INCOME_ABOVE_STANDARD",
        text="收入超过标准",
    )


def compare(api: Api, role: Role, *, clock: str = on(30), area: str = XUNCHANG, period: Any = JUNE) -> Any:
    answer = api.ask(api.person(role, area), QUERY, clock=clock, **dict(zip(("from", "to"), period, strict=True)))
    return answer["townshipComparison"]


def expected(code: str, *numbers: Any) -> dict[str, Any]:
    names = ["accepted", "confirmed", "refused", "open", "overdue", "averageWorkingDays", "refusedRate"]
    return {"township": {"code": code}, **dict(zip([*names, "confirmedAmount"], numbers, strict=True))}


# Working days from acceptance to 2020-06-15: ten from the 1st, nine from the 2nd, eight from the 3rd; 21 to 07-01,
# for the 25th and 26th of June are the Dragon Boat Festival and Sunday the 28th is worked.
XUNCHANG_JUNE = expected(XUNCHANG, 4, 2, 1, 1, 0, 9.0, 0.333, "3500.50")
GONGQUAN_JUNE = expected(GONGQUAN, 3, 1, 0, 2, 0, 10.0, 0.0, "800.00")
SHANGLUO_JUNE = expected(SHANGLUO, 0, 0, 0, 0, 0, None, None, "0.00")


def test_the_county_reads_one_row_for_each_township(county: Api) -> None:
    rows = compare(county, Role.COUNTY_SUPERVISOR)
    assert rows == [GONGQUAN_JUNE, XUNCHANG_JUNE, SHANGLUO_JUNE]


def test_overdue_is_asked_of_the_case_day_and_decisions_of_the_period(county: Api) -> None:
    assert compare(county, Role.COUNTY_SUPERVISOR, clock=LATE, period=("2020-07-01", "2020-07-31")) == [
        expected(GONGQUAN, 1, 1, 0, 2, 1, 21.0, 0.0, "99.99"),
        expected(XUNCHANG, 0, 0, 0, 1, 1, None, None, "0.00"),
        SHANGLUO_JUNE,
    ]


@pytest.mark.parametrize(("day", "overdue"), [(3, 0), (4, 1)], ids=["on its last day", "on the day after"])
def test_a_case_is_overdue_from_the_day_after_its_deadline(county: Api, day: int, overdue: int) -> None:
    assert compare(county, Role.COUNTY_SUPERVISOR, clock=on(day, 7))[1]["overdue"] == overdue


def test_both_ends_of_the_period_count(county: Api) -> None:
    (row,) = compare(county, Role.TOWNSHIP_LEADER, period=("2020-06-15", "2020-06-15"))
    assert (row["accepted"], row["confirmed"], row["refused"]) == (0, 2, 1)
    (row,) = compare(county, Role.TOWNSHIP_LEADER, period=("2020-06-16", "2020-06-30"))
    assert (row["accepted"], row["confirmed"], row["refused"]) == (0, 0, 0)


def test_a_township_reads_its_own_row_alone(county: Api) -> None:
    assert compare(county, Role.TOWNSHIP_LEADER) == [XUNCHANG_JUNE]
    assert compare(county, Role.TOWNSHIP_WINDOW, area=GONGQUAN) == [GONGQUAN_JUNE]


@pytest.mark.parametrize("role", [Role.CITY_OVERSEER, Role.COUNTY_FINANCE, Role.AUDITOR, Role.COUNTY_APPROVER])
def test_whoever_knows_cases_by_area_above_reads_all_rows(county: Api, role: Role) -> None:
    assert compare(county, role) == [GONGQUAN_JUNE, XUNCHANG_JUNE, SHANGLUO_JUNE]


@pytest.mark.parametrize(
    "role",
    [
        Role.VILLAGE_ASSISTANT,
        Role.CITY_PLATFORM,
        Role.SYSTEM_ADMIN,
        Role.BANK,
        Role.LETTERS_OFFICE,
        Role.EDUCATION,
        Role.ANSWERING_DEPARTMENT,
    ],
)
def test_a_village_a_machine_and_who_is_assigned_cases_compare_nothing(county: Api, role: Role) -> None:
    assert compare(county, role) == []


def test_amounts_are_withheld_from_the_information_check_and_named(county: Api) -> None:
    body = {"query": QUERY, "variables": {"from": JUNE[0], "to": JUNE[1]}}
    answer = county.post(county.person(Role.COUNTY_CHECK), body, clock=on(30)).json()
    rows = [{**each, "confirmedAmount": None} for each in (GONGQUAN_JUNE, XUNCHANG_JUNE, SHANGLUO_JUNE)]
    assert answer["data"]["townshipComparison"] == rows
    assert answer["extensions"]["withheld"] == {"masked": [], "withheld": ["TownshipComparison.confirmedAmount"]}


def test_a_withheld_amount_is_not_even_added_up() -> None:
    asked = pipeline({"areas": COUNTY}, Period(date(2020, 6, 1), date(2020, 6, 30)), "2020-06-30", amounts=False)
    assert "mount" not in json.dumps(asked)


@pytest.mark.parametrize(
    ("period", "argument"),
    [
        (("2020-6-1", "2020-06-30"), "from"),
        (("2020-06-01", "2020-06-31"), "to"),
        (("2020-06-30", "2020-06-29"), "to"),
        (("2020-01-01", "2021-02-04"), "to"),
    ],
    ids=["no day", "no such day", "ends before it begins", "401 days"],
)
def test_a_period_that_is_none_is_refused(county: Api, period: tuple[str, str], argument: str) -> None:
    body = {"query": QUERY, "variables": {"from": period[0], "to": period[1]}}
    answer = county.post(county.person(Role.COUNTY_SUPERVISOR), body).json()
    assert answer["data"] is None
    assert [each["extensions"] for each in answer["errors"]] == [{"code": "ARGUMENT_INVALID", "argument": [argument]}]


def test_four_hundred_days_are_compared(county: Api) -> None:
    rows = compare(county, Role.COUNTY_SUPERVISOR, clock=LATE, period=("2020-01-01", "2021-02-03"))
    assert [each["accepted"] for each in rows] == [4, 4, 0]


@pytest.mark.parametrize("role", [Role.CITY_OVERSEER, Role.COUNTY_SUPERVISOR, Role.TOWNSHIP_LEADER])
def test_every_part_finds_its_cases_by_an_index(county: Api, role: Role) -> None:
    area = {Role.CITY_OVERSEER: CITY, Role.COUNTY_SUPERVISOR: COUNTY}.get(role, XUNCHANG)
    cases = compared(_official(role, area))
    asked = pipeline(cases, Period(date(2020, 6, 1), date(2020, 6, 30)), "2020-06-30", amounts=True)
    with opened(county) as database:
        command = {"aggregate": "applications", "pipeline": asked, "cursor": {}}
        plan = json.dumps(database.command("explain", command, verbosity="queryPlanner"), default=str)
    assert "COLLSCAN" not in plan
    assert {
        name for name in ("areas_accepted", "areas_decided", "areas_clock") if f'"indexName": "{name}"' in plan
    } == {
        "areas_accepted",
        "areas_decided",
        "areas_clock",
    }


def _official(role: Role, area: str) -> Official:
    tier, organs = ROLE_SEATS[role]
    return Official("off_x", "某", tier, min(organs), frozenset({role}), area)
