"""What the city's platform sends, for tests: rows of its own, and what came of them."""

import itertools
from typing import Any

from casework.office import Role
from tests.api import VILLAGES, XUNCHANG, Api, Person
from tests.story import household_input, step

_place = itertools.count(1)
LATER = "2020-06-02T09:00+08:00"
SELECTED = """rows { index reference outcome
  application { id revision number state township statement requestedAmount memberCount applicantName
    externalReference { system reference } proposedChange { statement requestedAmount household } }
  userErrors { code path } }"""


def a_row(village: str = VILLAGES[XUNCHANG], **more: Any) -> dict[str, Any]:
    household = more.pop("household", None) or household_input(village)
    return {
        "reference": f"SQ-{next(_place):06d}",
        "household": household,
        "matter": "RURAL_DIBAO",
        "statement": "家中无劳动力",
        "nearRelative": False,
        **more,
    }


def sync(api: Api, *rows: dict[str, Any], by: Person | None = None, **more: Any) -> Any:
    return api.act(by or api.person(Role.CITY_PLATFORM), "syncApplications", returns=SELECTED, rows=list(rows), **more)


def outcomes(payload: Any) -> list[tuple[str, list[str]]]:
    assert payload["userErrors"] == []
    return [(each["outcome"], [error["code"] for error in each["userErrors"]]) for each in payload["rows"]]


def accepted(api: Api, case: dict[str, Any], area: str = XUNCHANG) -> dict[str, Any]:
    return step(api, Role.TOWNSHIP_WINDOW, "acceptApplication", {**case, "area": area}, LATER)


def by_reference(given: dict[str, Any]) -> dict[str, Any]:
    return {"externalReference.reference": given["reference"]}
