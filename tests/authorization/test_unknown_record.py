"""What a viewer may not know of changes no byte that he can read: two like cases, an undisclosed record on one."""

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from authorization.policy import ActName
from casework.office import Organ, Role
from documents.record import new_id
from tests import kept, papers
from tests.api import GONGQUAN, XUNCHANG, Api, Person, prepared, running_api
from tests.authorization.everything import QUESTIONS, by_id, opened, question
from tests.compiler.profile import text, watched
from tests.servers import Servers
from tests.story import on_notice
from tests.story_mandate import published_mandate
from tests.story_supervision import AUTUMN, found_supervision, opened_supervision

KNOW = {Role.COUNTY_APPROVER, Role.COUNTY_SUPERVISOR, Role.AUDITOR, Role.CITY_OVERSEER}  # access.md, column 15
UNAWARE = [role for role in Role if role not in KNOW]
NOWHERE = "sup_01AAAAAAAAAAAAAAAAAAAAAAAA"
ACTS_ON_CASES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("acceptApplication", {}),
    ("draftOpinion", {"favourable": True, "amount": "1.00", "text": "再拟"}),
    ("postNotice", {"place": "村务公开栏", "phone": "0831-0000000"}),
    ("answerObjection", {"objectionId": "obj_none", "upheld": True, "answer": "无"}),
    ("recordCountyVisit", {"visitedOn": "2020-06-01", "text": "无"}),
    ("refuseApplication", {"reason": "INCOME_ABOVE_STANDARD", "text": "无"}),
    ("confirmApplication", {}),
)


@dataclass(slots=True, repr=False)
class Twins:
    """Two like cases, the answers of all who may not know before there was a record, and the records' ids."""

    api: Api
    cases: tuple[dict[str, Any], dict[str, Any]]
    before: dict[tuple[Role, str], bytes] = field(default_factory=dict)
    records: list[str] = field(default_factory=list)

    def people(self, role: Role) -> list[Person]:
        return [each for (held, area), each in self.api.people.items() if held is role and area.startswith("5115")]

    def person(self, role: Role) -> Person:
        return self.api.person(role, XUNCHANG)

    def read(self, person: Person, body: dict[str, Any]) -> bytes:
        """An answer's bytes; the number of an internal error is another one each time."""
        return re.sub(rb'"number":"[0-9a-f]{12}"', b'"number":"#"', self.api.post(person, body, clock=AUTUMN).content)


@pytest.fixture(scope="module")
def twins(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """The county of this test: nothing happens in it but what is said here."""
    with running_api(servers, tmp_path_factory.mktemp("twins")) as api:
        asyncio.run(prepared(api))
        published_mandate(api)
        on_notice(api, GONGQUAN)
        cases = (on_notice(api), on_notice(api))
        for case in cases:
            papers.stored(api, case)
        _alike(api, cases)
        made = Twins(api, cases)
        made.before = {(role, name): answer for role in Role for name, answer in whole_county(made, role)}
        made.records = [found_supervision(api, cases[0]["id"])["id"], opened_supervision(api, XUNCHANG)["id"]]
        made.records.append(opened_supervision(api, cases[0]["id"], "COMPLAINT")["id"])
        yield made


def _alike(api: Api, cases: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """The twins' last difference, the shown ends of the identity numbers; and every organ is assigned both."""
    with kept.opened(api) as database:
        for name in ("applications", "households", "evidence"):
            database[name].update_many({}, {"$set": {"sharedWith": [each.value for each in Organ]}})
        database["households"].update_many({}, {"$set": {"members.$[].identityMask": "9****************7"}})
        for case in cases:
            platform = {"externalReference": {"system": api.person(Role.CITY_PLATFORM).id, "reference": new_id("ref")}}
            row: Any = database["applications"].find_one_and_update({"_id": case["id"]}, {"$set": platform})
            database["households"].update_one({"_id": row["householdId"]}, {"$set": platform})
            database["evidence"].update_many({"caseId": case["id"]}, {"$set": platform})


def whole_county(twins: Twins, role: Role) -> Iterator[tuple[str, bytes]]:
    """Every root question with everything below it, by each official of a role: lists, counts, queues, both cases."""
    case = twins.cases[0]
    given = {"id": case["id"], "ids": [each["id"] for each in twins.cases], "number": case["number"]}
    for person in twins.people(role):
        for root in QUESTIONS:
            yield f"{person.area} {root}", twins.read(person, question(root, **given))
        yield f"{person.area} case", twins.read(person, by_id(case["id"], "Application"))


@pytest.mark.parametrize("role", UNAWARE)
def test_every_question_is_answered_byte_for_byte_as_if_there_were_no_record(twins: Twins, role: Role) -> None:
    now = dict(whole_county(twins, role))
    assert len(now) >= len(QUESTIONS)
    assert [name for name, answer in now.items() if answer != twins.before[role, name]] == []


@pytest.mark.parametrize("role", sorted(KNOW))
def test_whoever_may_know_is_told_so_the_comparison_can_fail(twins: Twins, role: Role) -> None:
    now = dict(whole_county(twins, role))
    changed = {name.split()[1] for name, answer in now.items() if answer != twins.before[role, name]}
    assert changed - {"readLog"} == {"supervisions"}  # an auditor's own reading is in the read log the next time


def alike(answer: bytes, case: dict[str, Any]) -> str:
    """An answer with ids, numbers, moments, hashes and cursors renamed in the order in which they come."""
    names: dict[str, str] = {}
    body = re.sub(r'"(\w*[cC]ursor)": ?"([\w-]+)"', lambda found: json.dumps(opened(found[2])), answer.decode())
    body = body.replace(case["number"], "NUMBER")
    pattern = r"\b[a-z]{2,4}_[0-9A-HJKMNP-TV-Z]{26}\b|\b[0-9a-f]{64}\b|\b\d{4}-\d\d-\d\dT[\d:.]+Z"
    return re.sub(pattern, lambda found: names.setdefault(found[0], f"<{len(names)}>"), body)


def of_one(twins: Twins, person: Person, case: dict[str, Any]) -> list[str]:
    """All that can be asked of one case, its family, its papers and its journal."""
    row = kept.record(twins.api, "applications", case["id"])
    paper = kept.row(twins.api, "evidence", caseId=case["id"])["_id"]
    asked = [
        question("application", number=case["number"]),
        question("caseFile", number=case["number"]),
        question("nodes", ids=[case["id"], row["householdId"], paper]),
        by_id(case["id"], "Application"),
        by_id(row["householdId"], "Household"),
        by_id(paper, "Evidence"),
    ]
    return [alike(twins.read(person, each), case) for each in asked]


@pytest.mark.parametrize("role", list(Role))
def test_two_cases_that_differ_in_a_record_alone_are_told_alike(twins: Twins, role: Role) -> None:
    """To all: a record is reached from the list of records, and nothing leads to it from its case."""
    first, second = (of_one(twins, twins.person(role), case) for case in twins.cases)
    assert first == second
    assert role is Role.SYSTEM_ADMIN or all("NUMBER" in each for each in first[:2])


@pytest.mark.parametrize("role", UNAWARE)
@pytest.mark.parametrize(("name", "work"), ACTS_ON_CASES, ids=[name for name, _ in ACTS_ON_CASES])
def test_an_act_is_refused_alike_on_both(twins: Twins, role: Role, name: str, work: dict[str, Any]) -> None:
    kind = name[0].upper() + name[1:]
    query = f"""mutation($input: {kind}Input!) {{ {name}(input: $input) {{ replayed userErrors {{ code message path }}
      application {{ revision state access {{ masked withheld mayBeWithheld }} viewerCan {{ act allowed code reason }}
      decision {{ on }} notices {{ place }} }} }} }}"""
    answers = []
    for case in twins.cases:
        given = {
            "id": case["id"],
            "expectedRevision": case["revision"] + 90,
            "idempotencyKey": f"{role}-{name}",
            **work,
        }
        answers.append(twins.read(twins.person(role), {"query": query, "variables": {"input": given}}).decode())
    assert answers[0] == answers[1]
    assert json.loads(answers[0])["data"][name]["userErrors"]


@pytest.mark.parametrize("role", UNAWARE)
def test_a_record_that_he_may_not_know_of_answers_every_act_like_none(twins: Twins, role: Role) -> None:
    acts = {
        ActName.RECORD_FINDING: {"text": "问题", "clause": "条款"},
        ActName.ORDER_RECTIFICATION: {"order": "整改", "dueOn": "2020-12-05"},
        ActName.ANSWER_RECTIFICATION: {"answer": "已改"},
        ActName.CLOSE_SUPERVISION: {"outcome": "UPHELD", "text": "办结"},
    }
    for name, work in acts.items():
        kind = name[0].upper() + name[1:]
        query = f"mutation($input: {kind}Input!) {{ {name}(input: $input) {{ userErrors {{ code message path }} }} }}"
        answers = set()
        for id_ in (*twins.records, NOWHERE):
            given = {"id": id_, "expectedRevision": 1, "idempotencyKey": f"{role}-{name}-{id_}", **work}
            answers.add(twins.read(twins.person(role), {"query": query, "variables": {"input": given}}))
        assert len(answers) == 1, name


@pytest.mark.parametrize("role", [Role.TOWNSHIP_LEADER, Role.COUNTY_CHECK, Role.VILLAGE_ASSISTANT])
def test_two_such_cases_cost_the_same_commands(twins: Twins, role: Role) -> None:
    commands = []
    for case in twins.cases:
        with watched(twins.api) as seen:
            of_one(twins, twins.person(role), case)
        volatile = ("lsid", "$clusterTime", "cursor", "batchSize")
        plain = [{key: value for key, value in each.items() if key not in volatile} for each in seen]
        commands.append(sorted(alike(text([each]).encode(), case) for each in plain))
    assert commands[0] == commands[1]
    assert len(commands[0]) > len(QUESTIONS)
