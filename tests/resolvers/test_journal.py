"""The journal of a case: who reads it, what it says, and that it shows when somebody altered it by hand."""

from collections.abc import Callable
from typing import Any

import pytest

from casework.office import Role
from tests import kept, papers
from tests.api import GONGQUAN, Api
from tests.papers import stored

READERS = (Role.TOWNSHIP_LEADER, Role.COUNTY_SUPERVISOR, Role.AUDITOR)
FILE = """query($number: String!, $first: Int, $after: String) { caseFile(number: $number) {
  chainHolds access { withheld }
  journal(first: $first, after: $after) { totalCount edges { cursor node {
    id seq act officialId recordId legalBasis at caseDay changed digest hash prev } } } } }"""


def file_of(api: Api, case: papers.Case, role: Role = Role.TOWNSHIP_LEADER, **variables: Any) -> Any:
    return api.ask(api.person(role, case["area"]), FILE, number=case["number"], **variables)["caseFile"]


@pytest.mark.parametrize("role", READERS)
def test_a_reader_of_the_journal_sees_each_act_and_that_the_chain_holds(api: Api, role: Role) -> None:
    case = papers.accepted(api)
    window = api.person(Role.TOWNSHIP_WINDOW).id
    file = file_of(api, case, role)
    first, second = (edge["node"] for edge in file["journal"]["edges"])
    assert (file["chainHolds"], file["access"]["withheld"], file["journal"]["totalCount"]) == (True, [], 2)
    assert [first["act"], second["act"]] == ["fileApplication", "acceptApplication"]
    assert (first["seq"], second["seq"], first["prev"], second["prev"]) == (1, 2, "", first["hash"])
    [_, row] = kept.journal(api, case["id"])
    assert second == {
        "id": row["_id"],
        "seq": 2,
        "act": "acceptApplication",
        "officialId": window,
        "recordId": case["id"],
        "legalBasis": "M57 art.4, 10",
        "at": row["at"].isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "caseDay": "2020-06-01",
        "changed": row["changed"],
        "digest": row["digest"],
        "hash": row["hash"],
        "prev": row["prev"],
    }


def test_the_journal_is_read_page_by_page(api: Api) -> None:
    case = papers.accepted(api)
    [edge] = file_of(api, case, first=1)["journal"]["edges"]
    [rest] = file_of(api, case, first=1, after=edge["cursor"])["journal"]["edges"]
    assert (edge["node"]["seq"], rest["node"]["seq"]) == (1, 2)


@pytest.mark.parametrize("role", [Role.TOWNSHIP_WINDOW, Role.COUNTY_APPROVER, Role.VILLAGE_ASSISTANT])
def test_whoever_may_not_read_the_journal_is_told_that_it_is_withheld(api: Api, role: Role) -> None:
    file = file_of(api, papers.accepted(api), role)
    assert file == {"chainHolds": None, "journal": None, "access": {"withheld": ["journal", "chainHolds"]}}


def test_an_entry_is_a_node_for_its_readers_alone(api: Api) -> None:
    case = papers.accepted(api)
    entry = kept.journal(api, case["id"])[0]["_id"]
    query = "query($id: ID!) { node(id: $id) { ... on JournalEntry { seq } } }"
    assert api.ask(api.person(Role.TOWNSHIP_LEADER), query, id=entry)["node"] == {"seq": 1}
    for role, area in ((Role.TOWNSHIP_LEADER, GONGQUAN), (Role.TOWNSHIP_WINDOW, case["area"])):
        assert api.ask(api.person(role, area), query, id=entry)["node"] is None


Rows = Any


def _altered(rows: Rows, id_: str) -> None:
    rows.update_one({"caseId": id_, "seq": 1}, {"$set": {"officialId": "off_somebody_else"}})


def _removed(rows: Rows, id_: str) -> None:
    rows.delete_one({"caseId": id_, "seq": 1})


def _shortened(rows: Rows, id_: str) -> None:
    rows.delete_one({"caseId": id_, "seq": 2})


def _added(rows: Rows, id_: str) -> None:
    last = rows.find_one({"caseId": id_, "seq": 2})
    rows.insert_one({**last, "_id": f"{last['_id']}X", "seq": 3, "prev": last["hash"]})


TAMPERINGS: list[Callable[[Rows, str], None]] = [_altered, _removed, _shortened, _added]


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_the_chain_of_the_case_shows_what_was_done_by_hand(api: Api, tamper: Callable[[Rows, str], None]) -> None:
    case = papers.accepted(api)
    assert file_of(api, case)["chainHolds"]
    with kept.opened(api) as database:
        tamper(database["journal"], case["id"])
    assert not file_of(api, case)["chainHolds"]


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_so_does_the_chain_of_a_paper(api: Api, tamper: Callable[[Rows, str], None]) -> None:
    case = papers.accepted(api)
    paper = stored(api, case)
    assert file_of(api, case)["chainHolds"]
    with kept.opened(api) as database:
        tamper(database["journal"], paper["id"])
    assert not file_of(api, case)["chainHolds"]


def test_opening_a_paper_leaves_the_journal_as_it_is(api: Api) -> None:
    case = papers.accepted(api)
    paper = stored(api, case, kind="DIAGNOSIS")
    before = kept.journal(api, paper["id"])
    api.act(api.person(Role.TOWNSHIP_WINDOW), "openEvidence", id=paper["id"])
    assert kept.journal(api, paper["id"]) == before
