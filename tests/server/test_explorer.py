"""Tests of the explorer: what it serves and under which policy, that it is off by default, and its examples."""

import re
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from casework.office import Role
from server.app import build_app
from server.explorer import HERE, OWN, PACKAGED, explorer_routes, packaged_folder
from server.settings import SettingInvalid, Settings
from tests.api import Api
from tests.server.demo import RunningDemo
from tests.server.test_settings import COMPLETE

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
CLOCK = "2020-06-01T09:00+08:00"
OUTSIDE = re.compile(r"(?:https?:|wss?:)?//[\w.-]+|@import", re.IGNORECASE)


def examples() -> str:
    return (HERE / "examples.graphql").read_text()


async def answered(packaged: Path | None, path: str) -> httpx.Response:
    transport = httpx.ASGITransport(Starlette(routes=explorer_routes(packaged)))
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        return await client.get(path)


def held(answer: httpx.Response) -> tuple[int, str, str, str, str]:
    names = ("content-type", "content-security-policy", "x-content-type-options", "referrer-policy")
    return answer.status_code, *(answer.headers[name] for name in names)  # type: ignore[return-value]


def test_the_page_is_served_under_its_policy_without_a_token(api: Api) -> None:
    answer = api.client.get("/explorer")
    assert held(answer) == (200, "text/html; charset=utf-8", POLICY, "nosniff", "no-referrer")
    assert answer.text == (HERE / "explorer.html").read_text()


@pytest.mark.parametrize(("name", "media_type"), (OWN | PACKAGED).items())
def test_each_file_of_the_page_is_served_with_its_type(api: Api, name: str, media_type: str) -> None:
    answer = api.client.get(f"/explorer/{name}")
    assert held(answer) == (200, f"{media_type}; charset=utf-8", POLICY, "nosniff", "no-referrer")
    packaged = packaged_folder()
    assert packaged is not None
    assert answer.content == ((HERE if name in OWN else packaged) / name).read_bytes()


@pytest.mark.parametrize(
    "name", ["explorer.html", "graphql-ws.min.js", "..%2fsettings.py", "%2e%2e/settings.py", "x/explorer.js"]
)
def test_no_other_file_is_served(api: Api, name: str) -> None:
    assert api.client.get(f"/explorer/{name}").status_code == 404


@pytest.mark.parametrize("path", ["/explorer", "/explorer/explorer.js"])
async def test_without_the_package_there_is_no_explorer(path: str) -> None:
    assert (await answered(None, path)).status_code == 404


@pytest.mark.parametrize(
    ("given", "explores"),
    [
        ({}, False),
        ({"EXPLORER": "off"}, False),
        ({"EXPLORER": "on"}, True),
        ({"CASE_CLOCK": CLOCK}, True),
    ],
)
def test_the_explorer_is_off_unless_asked_for_or_under_a_case_clock(given: dict[str, str], explores: bool) -> None:
    assert Settings.from_environment(COMPLETE | given).explores is explores


@pytest.mark.parametrize(("explorer", "status"), [(False, 404), (True, 200)])
async def test_a_server_without_a_case_clock_serves_it_only_when_asked(explorer: bool, status: int) -> None:
    app = build_app(replace(Settings.from_environment(COMPLETE), explorer=explorer))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://api") as client:
        answers = [await client.get(path) for path in ("/explorer", "/explorer/explorer.js")]
    assert [each.status_code for each in answers] == [status, status]


def test_a_switch_that_is_neither_on_nor_off_is_refused() -> None:
    with pytest.raises(SettingInvalid, match="EXPLORER must be on or off, and is yes"):
        Settings.from_environment({**COMPLETE, "EXPLORER": "yes"})


@pytest.mark.parametrize("name", ["explorer.html", *OWN])
def test_what_is_ours_names_no_outside_address(name: str) -> None:
    assert OUTSIDE.findall((HERE / name).read_text()) == []


def test_the_page_names_only_files_that_are_served() -> None:
    named = set(re.findall(r'(?:src|href)="([^"]+)"', (HERE / "explorer.html").read_text()))
    assert named == {"data:,"} | {f"/explorer/{name}" for name in {*OWN, *PACKAGED} - {"examples.graphql"}}


def test_the_packaged_styles_fetch_nothing() -> None:
    packaged = packaged_folder()
    assert packaged is not None
    fetched = re.findall(r"url\(['\"]?(?!data:)[^)]*", (packaged / "graphiql.min.css").read_text())
    assert fetched == []


@pytest.mark.parametrize(
    ("role", "operation", "field"),
    [
        (Role.TOWNSHIP_WINDOW, "WaitingAtTheWindow", "applications"),
        (Role.CITY_PLATFORM, "BroughtByThePlatform", "applications"),
        (Role.AUDITOR, "DecidedCases", "applications"),
        (Role.AUDITOR, "CaseFile", "caseFile"),
        (Role.COUNTY_SUPERVISOR, "TownshipsCompared", "townshipComparison"),
    ],
)
def test_each_example_is_answered(api: Api, role: Role, operation: str, field: str) -> None:
    asked = {"query": examples(), "operationName": operation, "variables": {"number": "none"}}
    answer = api.post(api.person(role), asked).json()
    assert "errors" not in answer
    assert field in answer["data"]


def test_the_demonstration_tells_where_its_explorer_is(demo: RunningDemo) -> None:
    url = demo.variables["API"]
    assert f"explorer  {url}/explorer\n" in demo.page
    assert httpx.get(f"{url}/explorer").status_code == 200
