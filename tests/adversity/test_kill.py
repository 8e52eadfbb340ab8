"""kill -9 of the API between any two steps of an act leaves all of it or none, and the act can be done again."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from casework.office import Role
from tests import kept
from tests.adversity.copies import copies
from tests.api import GONGQUAN, Api, process
from tests.story import on_notice
from tests.story_mandate import published_mandate

AID = {"matter": "TEMPORARY_ASSISTANCE", "cause": "FIRE", "causeOn": "2020-05-20"}
STEPS = 15  # of a confirmation: what it reads, what it fences, what it keeps, and the commit as the last
CONFIRM = """mutation ($input: ConfirmApplicationInput!) { confirmApplication(input: $input) {
  application { state } replayed userErrors { code } } }"""


@pytest.fixture(scope="module", autouse=True)
def short_transactions(api: Api) -> Iterator[None]:
    """What a killed process left open is given up after a second, so that the next act need not wait."""
    with kept.opened(api) as rows:
        admin = rows.client.admin
        usual = admin.command("getParameter", 1, transactionLifetimeLimitSeconds=1)["transactionLifetimeLimitSeconds"]
        admin.command("setParameter", 1, transactionLifetimeLimitSeconds=1)
        yield
        admin.command("setParameter", 1, transactionLifetimeLimitSeconds=usual)


@pytest.fixture(scope="module")
def cases(api: Api) -> list[dict[str, Any]]:
    published_mandate(api, GONGQUAN)
    return copies(api, on_notice(api, GONGQUAN, **AID), STEPS + 1)


def traces(api: Api, case: dict[str, Any]) -> dict[str, Any]:
    """Everything that the act leaves anywhere."""
    with kept.opened(api) as rows:
        stored = rows["applications"].find_one({"_id": case["id"]}) or {}
        return {
            "state": stored["state"],
            "revision": stored["revision"] - case["revision"],
            "decided": stored["decision"] is not None,
            "journal": rows["journal"].count_documents({"caseId": case["id"]}),
            "outbox": rows["outbox"].count_documents({"caseId": case["id"]}),
            "household": (rows["households"].find_one({"_id": case["household"]}) or {})["fence"],
            "remembered": rows["idempotency"].count_documents({"result.application": case["id"]}),
        }


def killed(api: Api, case: dict[str, Any], place: int, moment: str, log: Path) -> None:
    """Ask a doomed API for the confirmation; it dies at its `place`."""
    with (
        log.open("wb") as written,
        process(api.settings, written, "tests.adversity.dying", str(place), moment) as (
            doomed,
            url,
        ),
    ):
        with suppress(httpx.HTTPError):
            confirm(api, case, url)
        assert doomed.wait(15) == -9, f"the act has no step {place}"


def confirm(api: Api, case: dict[str, Any], url: str) -> Any:
    leader = api.person(Role.TOWNSHIP_LEADER, GONGQUAN)
    given = {"idempotencyKey": f"dying-{case['id']}", "id": case["id"], "expectedRevision": case["revision"]}
    headers = {"authorization": f"Bearer {leader.token}", "case-clock": case["clock"]}
    body = {"query": CONFIRM, "variables": {"input": given}}
    return httpx.post(f"{url}/graphql", json=body, headers=headers, timeout=90).json()["data"]["confirmApplication"]


@pytest.mark.parametrize("place", range(1, STEPS + 1))
def test_killed_before_a_step_nothing_is_left_and_the_act_can_be_done(
    api: Api, cases: list[dict[str, Any]], tmp_path: Path, place: int
) -> None:
    case = cases[place - 1]
    before = traces(api, case)
    killed(api, case, place, "before", tmp_path / "api.log")
    assert traces(api, case) == before
    assert confirm(api, case, api.url) == {"application": {"state": "CONFIRMED"}, "replayed": False, "userErrors": []}


def test_killed_after_the_commit_all_is_there_and_the_key_tells_it_again(
    api: Api, cases: list[dict[str, Any]], tmp_path: Path
) -> None:
    case = cases[STEPS]
    before = traces(api, case)
    killed(api, case, STEPS, "after", tmp_path / "api.log")
    after = traces(api, case)
    assert {name: (before[name], after[name]) for name in after if before[name] != after[name]} == {
        "state": ("ON_NOTICE", "CONFIRMED"),
        "revision": (0, 1),
        "decided": (False, True),
        "journal": (0, 1),
        "outbox": (0, 1),
        "household": (before["household"], before["household"] + 1),
        "remembered": (0, 1),
    }
    assert confirm(api, case, api.url) == {"application": {"state": "CONFIRMED"}, "replayed": True, "userErrors": []}
