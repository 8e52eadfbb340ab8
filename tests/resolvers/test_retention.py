"""When a case is decided, the store holds to its papers for years; before, for thirty days."""

import asyncio
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from minio.error import S3Error

from casework.office import Role
from tests import kept, papers
from tests.api import Api, prepared, running_api
from tests.papers import announced, announcement, completing, sent, stored
from tests.servers import Servers
from tests.story import on_notice, step

SOON = 20.0  # seconds; the upkeep looks every five


@pytest.fixture(scope="module")
def api(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """An API of its own: here no mandate covers a case, so that the county decides it."""
    with running_api(servers, tmp_path_factory.mktemp("retention")) as running:
        asyncio.run(prepared(running))
        yield running


def open_case(api: Api) -> papers.Case:
    """A case on the shortest road, whose notice has ended."""
    return on_notice(api, matter="TEMPORARY_ASSISTANCE", cause="FIRE", causeOn="2020-05-20")


def decided(api: Api, case: papers.Case, *, favourable: bool = True) -> papers.Case:
    """The case as the county closes it."""
    refusal = {} if favourable else {"reason": "OTHER", "text": "不符合条件"}
    name = "confirmApplication" if favourable else "refuseApplication"
    return {**case, **step(api, Role.COUNTY_APPROVER, name, case, case["clock"], **refusal)}


def settled(api: Api, paper: dict[str, Any]) -> dict[str, Any]:
    """The paper's record once nothing is due any more."""
    until = time.monotonic() + SOON
    while (row := kept.record(api, "evidence", paper["id"]))["retentionDue"] is not None:
        assert time.monotonic() < until, "the retention is due still"
        time.sleep(0.2)
    return row


def test_a_case_that_is_not_decided_leaves_its_papers_as_they_are(api: Api) -> None:
    row = kept.record(api, "evidence", stored(api, open_case(api))["id"])
    assert (row["retentionDue"], (row["retainUntil"] - datetime.now(UTC)).days) == (None, 29)


@pytest.mark.slow
@pytest.mark.parametrize(("favourable", "years"), [(True, 30), (False, 10)])
def test_after_the_decision_the_store_holds_to_the_papers_for_years(api: Api, favourable: bool, years: int) -> None:
    case = open_case(api)
    paper, never_sent = stored(api, case), announced(api, case)["evidence"]
    before = papers.lock(api, paper)
    case = decided(api, case, favourable=favourable)
    row, held = settled(api, paper), papers.lock(api, paper)
    assert (before.retain_until_date - datetime.now(UTC)).days == 29
    assert held.mode == "GOVERNANCE"
    assert (held.retain_until_date.year, row["retainUntil"].year) == (datetime.now(UTC).year + years,) * 2
    acts = [(entry["act"], entry["officialId"]) for entry in kept.journal(api, paper["id"])]
    assert acts[2:] == [("extendRetention", "off_upkeep")]
    assert kept.record(api, "evidence", never_sent["id"])["retentionDue"] is None
    assert case_file_holds(api, case)


@pytest.mark.slow
def test_a_receipt_filed_after_the_decision_is_kept_as_long(api: Api) -> None:
    paper = stored(api, decided(api, open_case(api)), kind="RECEIPT", role=Role.TOWNSHIP_LEADER)
    settled(api, paper)
    assert papers.lock(api, paper).retain_until_date.year == datetime.now(UTC).year + 30


def test_a_decided_case_takes_no_paper_that_its_decision_did_not_see(api: Api) -> None:
    case, window = open_case(api), api.person(Role.TOWNSHIP_WINDOW)
    late = announced(api, case)
    sent(late["upload"], papers.PDF)
    case = decided(api, case)
    before = kept.digest(api)
    payload = api.act(window, "requestEvidenceUpload", returns="evidence { id }", **announcement(case))
    for refused in (payload, completing(api, window, late["evidence"])):
        assert [each["code"] for each in refused["userErrors"]] == ["CASE_CLOSED_TO_PAPERS"]
    assert kept.digest(api) == before
    assert papers.versions(api, late["evidence"]) == []


@pytest.mark.slow
@pytest.mark.parametrize("_round", range(10))
def test_a_paper_that_comes_as_the_case_closes_is_either_late_or_kept_for_years(api: Api, _round: int) -> None:
    case = open_case(api)
    coming = announced(api, case)
    sent(coming["upload"], papers.PDF)
    paper, window, answers = coming["evidence"], api.person(Role.TOWNSHIP_WINDOW), []
    start = threading.Barrier(2)

    def complete() -> None:
        start.wait()
        answers.append(completing(api, window, paper))

    thread = threading.Thread(target=complete)
    thread.start()
    start.wait()
    time.sleep(_round * 0.003)
    decided(api, case)
    thread.join()
    row = kept.record(api, "evidence", paper["id"])
    codes = [each["code"] for each in answers[0]["userErrors"]]
    due = row["retentionDue"] or row["retainUntil"]
    assert (codes, row["state"], due and due.year) in (
        ([], "STORED", datetime.now(UTC).year + 30),
        (["CASE_CLOSED_TO_PAPERS"], "REQUESTED", None),
    )


def test_a_locked_version_cannot_be_deleted(api: Api) -> None:
    paper = stored(api, open_case(api))
    row = kept.record(api, "evidence", paper["id"])
    bucket = f"{api.settings.bucket_prefix}-evidence"
    with papers.outsider(api) as store, pytest.raises(S3Error):
        store.remove_object(bucket, row["key"], version_id=row["versionId"])
    assert papers.versions(api, paper) == [row["versionId"]]


def case_file_holds(api: Api, case: papers.Case) -> bool:
    query = "query($number: String!) { caseFile(number: $number) { chainHolds } }"
    leader = api.person(Role.TOWNSHIP_LEADER, case["area"])
    return bool(api.ask(leader, query, clock=case["clock"], number=case["number"])["caseFile"]["chainHolds"])
