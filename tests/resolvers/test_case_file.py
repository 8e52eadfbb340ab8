"""An archivist opens a case file by its number: its papers in order, and only those that he may know of."""

from typing import Any

import httpx
import pytest

from casework.office import Role
from tests import papers
from tests.api import GONGQUAN, Api
from tests.papers import PDF, announced, stored

FILE = """query($number: String!, $first: Int, $after: String) { caseFile(number: $number) {
  number application { id number }
  papers(first: $first, after: $after) { totalCount edges { cursor node { id kind state } } pageInfo { hasNextPage } }
} }"""


@pytest.fixture(scope="module")
def case(api: Api) -> papers.Case:
    """A case with three papers in its file and one that was announced only."""
    case = papers.accepted(api)
    for kind in ("APPLICATION_FORM", "DIAGNOSIS", "NOTICE_PHOTO"):
        stored(api, case, papers.png(), mediaType="image/png", kind=kind)
    announced(api, case, kind="IDENTITY_CARD")
    return case


def opened(api: Api, role: Role, case: papers.Case, area: str | None = None, **variables: Any) -> Any:
    person = api.person(role, area or case["area"])
    return api.ask(person, FILE, number=case["number"], **variables)["caseFile"]


def kinds(file: Any) -> list[str]:
    return [edge["node"]["kind"] for edge in file["papers"]["edges"]]


def test_the_file_holds_what_was_taken_into_it_in_order(api: Api, case: papers.Case) -> None:
    file = opened(api, Role.COUNTY_APPROVER, case)
    assert (file["number"], file["application"]) == (case["number"], {"id": case["id"], "number": case["number"]})
    assert kinds(file) == ["APPLICATION_FORM", "DIAGNOSIS", "NOTICE_PHOTO"]
    assert file["papers"]["totalCount"] == 3


def test_the_file_is_read_page_by_page(api: Api, case: papers.Case) -> None:
    first = opened(api, Role.COUNTY_APPROVER, case, first=2)
    rest = opened(api, Role.COUNTY_APPROVER, case, first=2, after=first["papers"]["edges"][1]["cursor"])
    assert (kinds(first), first["papers"]["pageInfo"]["hasNextPage"]) == (["APPLICATION_FORM", "DIAGNOSIS"], True)
    assert (kinds(rest), rest["papers"]["pageInfo"]["hasNextPage"]) == (["NOTICE_PHOTO"], False)


def test_the_village_has_a_file_without_what_is_hidden_from_it_and_no_count_of_it(api: Api, case: papers.Case) -> None:
    file = opened(api, Role.VILLAGE_ASSISTANT, case)
    assert (kinds(file), file["papers"]["totalCount"]) == (["APPLICATION_FORM", "NOTICE_PHOTO"], 2)


def test_the_case_lists_what_was_announced_too(api: Api, case: papers.Case) -> None:
    query = "query($n: String!) { application(number: $n) { evidence { edges { node { kind state } } } } }"
    listed = api.ask(api.person(Role.TOWNSHIP_WINDOW), query, n=case["number"])["application"]["evidence"]["edges"]
    assert listed[-1]["node"] == {"kind": "IDENTITY_CARD", "state": "REQUESTED"}
    assert len(listed) == 4


@pytest.mark.parametrize(("role", "area"), [(Role.TOWNSHIP_LEADER, GONGQUAN), (Role.SYSTEM_ADMIN, None)])
def test_outside_the_scope_there_is_no_file(api: Api, case: papers.Case, role: Role, area: str | None) -> None:
    assert opened(api, role, case, area) is None
    assert opened(api, role, {**case, "number": "511526101-2020-N-99999"}, area) is None


def test_an_archivist_downloads_every_paper_of_the_file(api: Api, case: papers.Case) -> None:
    approver = api.person(Role.COUNTY_APPROVER)
    for edge in opened(api, Role.COUNTY_APPROVER, case)["papers"]["edges"]:
        given = {"id": edge["node"]["id"], "purpose": "ARCHIVE_USE"}
        payload = api.act(approver, "openEvidence", returns="link { url }", **given)
        assert httpx.get(payload["link"]["url"]).content == papers.png()
    assert papers.png() != PDF
