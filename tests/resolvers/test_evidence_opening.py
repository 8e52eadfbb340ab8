"""Papers are opened by whoever may, for a purpose where they are masked for him, by a link that ends."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from casework.office import Role
from tests import kept, papers
from tests.api import Api, Person
from tests.papers import PDF, announced, announcement, code, moment, stored

WINDOW = Role.TOWNSHIP_WINDOW
LINK = "evidence { id } link { url expiresAt }"


@pytest.fixture(scope="module")
def case(api: Api) -> papers.Case:
    """An accepted case that papers are added to."""
    return papers.accepted(api)


def opening(api: Api, person: Person, paper: dict[str, Any], **given: Any) -> Any:
    return api.act(person, "openEvidence", returns=LINK, id=paper["id"], **given)


def read_log(api: Api, paper: dict[str, Any]) -> list[dict[str, Any]]:
    with kept.opened(api) as database:
        return list(database["readLog"].find({"recordIds": paper["id"], "act": {"$ne": None}}).sort("_id"))


@pytest.mark.parametrize(
    ("role", "kind", "by"),
    [
        (WINDOW, "DIAGNOSIS", WINDOW),
        (Role.COUNTY_SUPERVISOR, "SURVEY_FORM", Role.TOWNSHIP_INVESTIGATOR),
        (Role.TOWNSHIP_LEADER, "INCOME_PROOF", WINDOW),
        (Role.VILLAGE_ASSISTANT, "NOTICE_PHOTO", WINDOW),
    ],
)
def test_whoever_has_the_group_clear_opens_the_paper(
    api: Api, case: papers.Case, role: Role, kind: str, by: Role
) -> None:
    paper = stored(api, case, kind=kind, role=by)
    payload = opening(api, api.person(role), paper)
    assert payload["userErrors"] == []
    answer = httpx.get(payload["link"]["url"])
    assert (answer.status_code, answer.content) == (200, PDF)
    named = unquote(answer.headers["content-disposition"].split("UTF-8''")[1])
    assert named == f"{case['number']}-{kind}-{paper['id']}.pdf"
    left = moment(payload["link"]["expiresAt"]) - datetime.now(UTC)
    assert timedelta(minutes=4) < left <= timedelta(minutes=5)


def test_a_masked_paper_is_opened_for_a_purpose_only_and_the_read_log_says_it(api: Api, case: papers.Case) -> None:
    paper, approver = stored(api, case, kind="IDENTITY_CARD"), api.person(Role.COUNTY_APPROVER)
    before = kept.digest(api)
    refused = opening(api, approver, paper)
    assert (code(refused), refused["link"]) == (("PURPOSE_MISSING", ["purpose"]), None)
    assert kept.digest(api) == before
    payload = opening(api, approver, paper, purpose="VERIFICATION")
    assert httpx.get(payload["link"]["url"]).content == PDF
    [entry] = read_log(api, paper)
    at = entry.pop("at")
    assert datetime.now(UTC) - at < timedelta(minutes=1)
    assert entry == {
        "_id": entry["_id"],
        "month": f"{at:%Y-%m}",
        "officialId": approver.id,
        "operation": None,
        "documentHash": None,
        "act": "openEvidence",
        "purpose": "VERIFICATION",
        "fields": ["OpenEvidencePayload.link"],
        "recordIds": [case["id"], paper["id"]],
        "county": "511526",
        "areas": kept.record(api, "applications", case["id"])["areas"],
    }


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (WINDOW, "INCOME_PROOF"),  # masked, without a star
        (Role.VILLAGE_ASSISTANT, "IDENTITY_CARD"),
        (Role.COUNTY_SUPERVISOR, "IDENTITY_CARD"),
        (Role.AUDITOR, "IDENTITY_CARD"),  # a star, but no warrant is on record
    ],
)
def test_whoever_may_not_reveal_the_group_cannot_open_the_paper(
    api: Api, case: papers.Case, role: Role, kind: str
) -> None:
    paper = stored(api, case, kind=kind)
    before = kept.digest(api)
    payload = opening(api, api.person(role), paper, purpose="SUPERVISION")
    assert (code(payload), payload["link"], payload["evidence"]) == (("PAPER_WITHHELD", []), None, {"id": paper["id"]})
    assert kept.digest(api) == before


def test_a_paper_that_never_arrived_is_not_opened(api: Api, case: papers.Case) -> None:
    paper = announced(api, case)["evidence"]
    assert code(opening(api, api.person(WINDOW), paper, purpose="CASE_HANDLING")) == ("UPLOAD_MISSING", [])


def test_the_same_key_gives_the_rest_of_the_first_opening_and_no_more(api: Api, case: papers.Case) -> None:
    paper = stored(api, case, kind="DIAGNOSIS")
    first = opening(api, api.person(WINDOW), paper, idempotencyKey="opened-only-once")
    again = opening(api, api.person(WINDOW), paper, idempotencyKey="opened-only-once")
    assert again["link"]["expiresAt"] == first["link"]["expiresAt"]
    with kept.opened(api) as database:
        passed = datetime.now(UTC) - timedelta(minutes=6)
        database["readLog"].update_one({"recordIds": paper["id"]}, {"$set": {"at": passed}})
    late = opening(api, api.person(WINDOW), paper, idempotencyKey="opened-only-once")
    assert (late["link"], late["replayed"], len(read_log(api, paper))) == (None, True, 1)


@pytest.mark.parametrize("part", ["evd_", "versionId=", "X-Amz-Expires=", "X-Amz-Signature="])
def test_a_link_that_was_altered_opens_nothing(api: Api, case: papers.Case, part: str) -> None:
    url = opening(api, api.person(WINDOW), stored(api, case, kind="DIAGNOSIS"))["link"]["url"]
    place = url.index(part) + len(part)
    altered = url[:place] + ("1" if url[place] != "1" else "2") + url[place + 1 :]
    assert httpx.get(url).status_code == 200
    assert httpx.get(altered).is_client_error


def test_no_link_is_kept_or_logged(api: Api, case: papers.Case) -> None:
    url = opening(api, api.person(WINDOW), stored(api, case, kind="DIAGNOSIS"))["link"]["url"]
    signature = url.rsplit("X-Amz-Signature=", 1)[1]
    assert signature.encode() not in api.log.read_bytes()
    with kept.opened(api) as database:
        rows = [row for name in database.list_collection_names() for row in database[name].find()]
    assert signature not in str(rows)


def test_a_hidden_kind_answers_exactly_like_an_unknown_id(api: Api, case: papers.Case) -> None:
    assistant, paper = api.person(Role.VILLAGE_ASSISTANT), stored(api, case, kind="DIAGNOSIS")
    unknown = "evd_01ARZ3NDEKTSV4RRFFQ69G5FAV"
    query = "query($id: ID!) { node(id: $id) { id ... on Evidence { kind viewerCan { act code } } } }"
    act = """mutation($id: String!) { openEvidence(input: { idempotencyKey: "hidden-papers", id: $id }) {
      evidence { id } link { url } userErrors { code path } } }"""
    for text in (query, act):
        [hidden, none] = [
            api.post(assistant, {"query": text, "variables": {"id": id_}}).content for id_ in (paper["id"], unknown)
        ]
        assert hidden == none
    listed = api.ask(
        assistant,
        "query($n: String!) { application(number: $n) { evidence { edges { node { kind } } totalCount } } }",
        n=case["number"],
    )["application"]["evidence"]
    kinds = {edge["node"]["kind"] for edge in listed["edges"]}
    assert "DIAGNOSIS" not in kinds
    assert "HOUSEHOLD_REGISTER" in kinds


def test_what_may_be_done_is_told_beforehand(api: Api, case: papers.Case) -> None:
    query = "query($id: ID!) { node(id: $id) { ... on Evidence { viewerCan { act code } } } }"

    def told(role: Role, paper: dict[str, Any]) -> dict[str, str | None]:
        node = api.ask(api.person(role), query, id=paper["id"])["node"]
        return {each["act"]: each["code"] for each in node["viewerCan"]}

    waiting, filed = announced(api, case)["evidence"], stored(api, case, kind="IDENTITY_CARD")
    assert told(WINDOW, waiting) == {"completeEvidenceUpload": None, "openEvidence": "UPLOAD_MISSING"}
    assert told(WINDOW, filed) == {"completeEvidenceUpload": "ALREADY_COMPLETED", "openEvidence": None}
    withheld = {"completeEvidenceUpload": "NOT_ADMITTED", "openEvidence": "PAPER_WITHHELD"}
    assert told(Role.COUNTY_SUPERVISOR, filed) == withheld


def test_a_paper_is_shown_in_the_viewers_shape(api: Api, case: papers.Case) -> None:
    paper = stored(api, case, title="张测试的诊断", kind="DIAGNOSIS")
    query = """query($id: ID!) { node(id: $id) { ... on Evidence {
      title size mediaType sha256 malware requestedOn requestedBy { officialId }
      caseId caseNumber access { masked withheld } } } }"""
    window = api.ask(api.person(WINDOW), query, id=paper["id"])["node"]
    assert window == {
        "title": "张测试的诊断",
        "size": len(PDF),
        "mediaType": "application/pdf",
        "sha256": announcement(case)["sha256"],
        "malware": "NOT_SCANNED",
        "requestedOn": "2020-06-01",
        "requestedBy": {"officialId": api.person(WINDOW).id},
        "caseId": case["id"],
        "caseNumber": case["number"],
        "access": {"masked": [], "withheld": []},
    }
    auditor = api.ask(api.person(Role.AUDITOR), query, id=paper["id"])["node"]
    assert (auditor["title"], auditor["access"]["masked"]) == ("［内容已遮蔽］", ["title"])
