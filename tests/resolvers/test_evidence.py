"""Papers: announced, sent to the store, taken into the file once; a refusal keeps nothing."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from casework.evidence import MAX_BYTES
from casework.office import Role
from tests import kept, papers
from tests.api import GONGQUAN, Api, Person
from tests.papers import PDF, announced, announcement, code, completing, laid, moment, sent, stored

WINDOW = Role.TOWNSHIP_WINDOW


@pytest.fixture(scope="module")
def case(api: Api) -> papers.Case:
    """An accepted case that papers are added to."""
    return papers.accepted(api)


def announcing(api: Api, person: Person, **given: Any) -> Any:
    return api.act(person, "requestEvidenceUpload", returns="evidence { id } upload { url }", **given)


@pytest.mark.parametrize(("data", "media_type"), [(PDF, "application/pdf"), (papers.png(), "image/png")])
def test_a_paper_goes_to_the_store_and_into_the_file(api: Api, case: papers.Case, data: bytes, media_type: str) -> None:
    payload = announced(api, case, data=data, mediaType=media_type)
    paper = payload["evidence"]
    assert paper == {
        "id": paper["id"],
        "revision": 1,
        "kind": "HOUSEHOLD_REGISTER",
        "state": "REQUESTED",
        "caseNumber": case["number"],
        "storedOn": None,
        "retainUntil": None,
    }
    assert moment(payload["upload"]["expiresAt"]) - datetime.now(UTC) < timedelta(minutes=15)
    assert sent(payload["upload"], data).is_success
    done = completing(api, api.person(WINDOW), paper)
    until = done["evidence"].pop("retainUntil")
    expected = {key: value for key, value in paper.items() if key != "retainUntil"}
    assert done == {
        "evidence": {**expected, "revision": 2, "state": "STORED", "storedOn": "2020-06-01"},
        "replayed": False,
        "userErrors": [],
    }
    assert timedelta(days=29, hours=23) < moment(until) - datetime.now(UTC) < timedelta(days=30)
    assert paper["id"] not in papers.incoming(api)
    assert papers.versions(api, paper) == [kept.record(api, "evidence", paper["id"])["versionId"]]
    held = papers.lock(api, paper)
    assert held.mode == "GOVERNANCE"
    assert abs(held.retain_until_date - moment(until)) < timedelta(seconds=1)


def test_a_key_names_the_county_the_case_and_the_paper_and_nothing_else(api: Api, case: papers.Case) -> None:
    paper = stored(api, case, title="张测试的户口簿")
    assert kept.record(api, "evidence", paper["id"])["key"] == f"511526/{case['id']}/{paper['id']}"


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"size": 0}, ("FILE_EMPTY", ["size"])),
        ({"size": MAX_BYTES + 1}, ("FILE_TOO_LARGE", ["size"])),
        ({"mediaType": "text/html"}, ("MEDIA_TYPE_NOT_ALLOWED", ["mediaType"])),
        ({"sha256": "AB" * 32}, ("DIGEST_INVALID", ["sha256"])),
        ({"title": " "}, ("TEXT_MISSING", ["title"])),
        ({"title": "户" * 101}, ("TEXT_TOO_LONG", ["title"])),
        ({"kind": "SURVEY_FORM"}, ("PAPER_WITHHELD", ["kind"])),
        ({"applicationId": "app_01ARZ3NDEKTSV4RRFFQ69G5FAV"}, ("NOT_FOUND", ["applicationId"])),
        ({"idempotencyKey": "short"}, ("IDEMPOTENCY_KEY_INVALID", ["idempotencyKey"])),
    ],
)
def test_a_wrong_announcement_is_refused_and_nothing_is_kept(
    api: Api, case: papers.Case, changed: dict[str, Any], refusal: tuple[str, list[str]]
) -> None:
    before = kept.digest(api)
    payload = announcing(api, api.person(WINDOW), **announcement(case) | changed)
    assert (code(payload), payload["evidence"], payload["upload"]) == (refusal, None, None)
    assert kept.digest(api) == before


def test_another_township_cannot_add_to_the_case(api: Api, case: papers.Case) -> None:
    before = kept.digest(api)
    payload = announcing(api, api.person(WINDOW, GONGQUAN), **announcement(case))
    assert code(payload) == ("NOT_FOUND", ["applicationId"])
    assert kept.digest(api) == before


def test_an_overseer_is_not_admitted(api: Api, case: papers.Case) -> None:
    assert code(announcing(api, api.person(Role.CITY_OVERSEER), **announcement(case))) == ("NOT_ADMITTED", [])


def test_the_same_key_signs_the_form_anew_until_the_paper_is_in_the_file(api: Api, case: papers.Case) -> None:
    first = announced(api, case, idempotencyKey="the-same-form")
    again = announced(api, case, idempotencyKey="the-same-form")
    assert again["evidence"] == first["evidence"]
    assert again["replayed"]
    assert sent(again["upload"], PDF).is_success
    completing(api, api.person(WINDOW), first["evidence"])
    assert announced(api, case, idempotencyKey="the-same-form")["upload"] is None


def test_the_store_itself_refuses_another_file(api: Api, case: papers.Case) -> None:
    payload = announced(api, case)
    assert payload["upload"]["method"] == "POST"
    for data in (PDF + b"\n", PDF.replace(b"synthetic", b"different")):
        assert sent(payload["upload"], data).is_client_error
    assert payload["evidence"]["id"] not in papers.incoming(api)


LARGE = PDF + bytes(MAX_BYTES)


@pytest.mark.parametrize(
    ("declared", "arrived", "refusal"),
    [
        ({}, None, "UPLOAD_MISSING"),
        ({}, PDF + b"\n", "SIZE_DIFFERS"),
        ({}, PDF.replace(b"synthetic", b"different"), "DIGEST_DIFFERS"),
        ({"mediaType": "image/png"}, PDF, "MEDIA_TYPE_DIFFERS"),
        ({}, LARGE, "FILE_TOO_LARGE"),
        ({"data": b"<html>", "mediaType": "application/pdf"}, b"<html>", "MEDIA_TYPE_DIFFERS"),
    ],
)
def test_what_is_not_the_announced_file_is_refused_and_gone(
    api: Api, case: papers.Case, declared: dict[str, Any], arrived: bytes | None, refusal: str
) -> None:
    paper = announced(api, case, **declared)["evidence"]
    if arrived is not None:
        laid(api, paper, arrived)
    before = kept.digest(api)
    payload = completing(api, api.person(WINDOW), paper)
    assert (code(payload), payload["evidence"]) == ((refusal, []), paper)
    assert kept.digest(api) == before
    assert paper["id"] not in papers.incoming(api)
    assert papers.versions(api, paper) == []


def test_after_a_wrong_file_the_right_one_is_taken(api: Api, case: papers.Case) -> None:
    payload = announced(api, case)
    laid(api, payload["evidence"], b"wrong")
    assert code(completing(api, api.person(WINDOW), payload["evidence"])) == ("SIZE_DIFFERS", [])
    assert sent(payload["upload"], PDF).is_success
    assert completing(api, api.person(WINDOW), payload["evidence"])["userErrors"] == []


@pytest.mark.parametrize("revision", [1, 2])
def test_a_second_completion_is_refused_and_replaces_nothing(api: Api, case: papers.Case, revision: int) -> None:
    paper = stored(api, case)
    laid(api, paper, PDF)
    before, found = kept.digest(api), papers.versions(api, paper)
    payload = completing(api, api.person(WINDOW), paper, expectedRevision=revision)
    assert (code(payload), payload["evidence"]) == (("ALREADY_COMPLETED", []), paper)
    assert (kept.digest(api), papers.versions(api, paper)) == (before, found)


def test_a_completion_under_its_key_again_is_its_first_answer(api: Api, case: papers.Case) -> None:
    payload = announced(api, case)
    sent(payload["upload"], PDF)
    first = completing(api, api.person(WINDOW), payload["evidence"], idempotencyKey="complete-it-once")
    again = completing(api, api.person(WINDOW), payload["evidence"], idempotencyKey="complete-it-once")
    assert again == {**first, "replayed": True}


def test_a_stale_completion_leaves_the_upload_where_it_is(api: Api, case: papers.Case) -> None:
    payload = announced(api, case)
    sent(payload["upload"], PDF)
    refused = completing(api, api.person(WINDOW), payload["evidence"], expectedRevision=7)
    assert code(refused) == ("STALE_REVISION", ["expectedRevision"])
    assert payload["evidence"]["id"] in papers.incoming(api)


def test_another_township_cannot_complete_it(api: Api, case: papers.Case) -> None:
    payload = announced(api, case)
    sent(payload["upload"], PDF)
    before = kept.digest(api)
    refused = completing(api, api.person(WINDOW, GONGQUAN), payload["evidence"])
    assert (code(refused), refused["evidence"]) == (("NOT_FOUND", ["id"]), None)
    assert kept.digest(api) == before
    assert payload["evidence"]["id"] in papers.incoming(api)


def test_of_completions_at_once_exactly_one_counts(api: Api, case: papers.Case) -> None:
    payload = announced(api, case)
    sent(payload["upload"], PDF)
    answers: list[Any] = []
    start = threading.Barrier(6)

    def complete() -> None:
        start.wait()
        answers.append(completing(api, api.person(WINDOW), payload["evidence"]))

    threads = [threading.Thread(target=complete) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = [each for each in answers if not each["userErrors"]]
    assert len(done) == 1
    assert [code(each) for each in answers if each["userErrors"]] == [("ALREADY_COMPLETED", [])] * 5
    entries = [entry["act"] for entry in kept.journal(api, payload["evidence"]["id"])]
    assert entries == ["requestEvidenceUpload", "completeEvidenceUpload"]
    counted = kept.record(api, "evidence", payload["evidence"]["id"])["versionId"]
    assert papers.versions(api, payload["evidence"]) == [counted]
    assert papers.lock(api, payload["evidence"]).mode == "GOVERNANCE"
