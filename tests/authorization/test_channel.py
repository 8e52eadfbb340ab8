"""One table rules every channel: what a viewer has masked or hidden reaches him by none of them."""

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from graphql import get_named_type

from authorization.paper import PAPER_GROUPS
from authorization.policy import ActName
from authorization.scope import Kind
from authorization.sight import MATRIX, Sight
from authorization.visibility import FieldRule
from casework.evidence import EvidenceKind
from casework.office import Role
from schema.field import TABLE
from schema.matrix import class_of
from schema.published import lists
from tests import kept
from tests.api import Person, prepared, running_api
from tests.authorization.everything import CORE, QUESTIONS, by_id, cursors, question, selection
from tests.compiler.canary import forbidden, planted
from tests.compiler.test_canary import _records
from tests.compiler.world import AUTUMN, World, made
from tests.servers import Servers
from tests.story import member, registered

READERS = [role for role in Role if role is not Role.SYSTEM_ADMIN]


# Filters, sorts: of what everybody who may know of the record has clear, whatever its state. That whoever has it
# masked or hidden is refused is held by tests/schema/test_published.py.
LISTS = lists(CORE)
AUDITORS = {Role.AUDITOR}  # to whom alone there is a read log


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_filtered_and_sorted_by_nothing_that_a_state_withholds(name: str) -> None:
    shapes = LISTS[name]
    sorted_by = {path for ordering in shapes.orderings.values() for path, _ in ordering.order}
    filtered_by = {path for each in shapes.narrowings.values() for path in (*each.paths, *each.fields)}
    rules = [rule for rule in TABLE.types[shapes.type_name] if {rule.name, rule.path} & (sorted_by | filtered_by)]
    assert rules
    readers = AUDITORS if shapes.kind is Kind.READ_LOG else set(READERS)
    assert [rule.name for rule in rules if rule.visible.only_while is not None or not readers <= clear_to(rule)] == []


def test_whoever_may_lose_a_field_by_state_does_not_have_it_clear_for_a_filter() -> None:
    leader, supervisor = class_of(Role.TOWNSHIP_LEADER), class_of(Role.COUNTY_SUPERVISOR)
    assert {"kind", "purpose"} & TABLE.clear_fields("Supervision", leader) == set()
    assert {"kind", "purpose"} <= TABLE.clear_fields("Supervision", supervisor)
    assert not TABLE.is_clear("Notice", "place", class_of(Role.VILLAGE_ASSISTANT))


def clear_to(rule: FieldRule) -> set[Role]:
    return {role for role in Role if rule.visible.sight(class_of(role)) is Sight.CLEAR}


def test_no_argument_searches_in_texts() -> None:
    """A free text is an id, a number, a code of an area, a vocabulary's name or a cursor: matched whole, or read."""
    areas = {"area", "county", "township", "parent"}
    whole = {"id", "ids", "number", "names", "official", "record", "after", "before"} | areas
    free = {
        name
        for field in CORE.query_type.fields.values()
        for name, argument in field.args.items()
        if get_named_type(argument.type).name in ("String", "ID")
    }
    assert free - whole == set()


# The channels by which a record's values could come: each is read whole by each kind of official.
@dataclass(slots=True, repr=False)
class Aviary:
    """A county with a canary in every place that some official may not see."""

    world: World
    canaries: dict[str, str]
    ids: dict[str, str]


@pytest.fixture(scope="module")
def world(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running_api(servers, tmp_path_factory.mktemp("channels")) as running:
        asyncio.run(prepared(running))
        yield made(running)


@pytest.fixture(scope="module")
def aviary(world: World) -> Aviary:
    return Aviary(world, planted(world.api, _records(world)), _records_of(world))


def _records_of(world: World) -> dict[str, str]:
    case = kept.record(world.api, "applications", world.ids["app"][0])
    paper = kept.row(world.api, "evidence", caseId=case["_id"])
    return {"Application": case["_id"], "Household": case["householdId"], "Evidence": paper["_id"]}


def posted(aviary: Aviary, person: Person, body: dict[str, Any]) -> Any:
    return aviary.world.api.post(person, body, clock=AUTUMN).json()


def selections(aviary: Aviary, person: Person) -> Iterator[Any]:
    given = {"id": aviary.ids["Application"], "ids": list(aviary.ids.values()), "number": aviary.world.numbers[0]}
    yield from (posted(aviary, person, question(root, **given)) for root in QUESTIONS)
    yield from (posted(aviary, person, by_id(id_, name)) for name, id_ in aviary.ids.items())


def opened_cursors(aviary: Aviary, person: Person) -> Iterator[Any]:
    yield from (list(cursors(each)) for each in selections(aviary, person))


def counts(aviary: Aviary, person: Person) -> Iterator[Any]:
    for name in LISTS:
        yield posted(aviary, person, {"query": f"{{ {name} {{ totalCount }} }}"})


def comparison(aviary: Aviary, person: Person) -> Iterator[Any]:
    yield posted(aviary, person, question("townshipComparison"))


def error_texts(aviary: Aviary, person: Person) -> Iterator[Any]:
    for text in (
        "{ applications(first: 0) { totalCount } }",
        '{ applications(after: "nonsense") { totalCount } }',
        "{ applications(state: FILED, matter: RURAL_DIBAO) { totalCount } }",
        "{ applications { edges { node { identitySealed } } } }",
        '{ node(id: "app_unknown") { id } }',
    ):
        yield posted(aviary, person, {"query": text})


def act_payloads(aviary: Aviary, person: Person) -> Iterator[Any]:
    """Every act on a case, refused by a stale revision: its payload has the record as it stands."""
    everything = selection(CORE.type_map["Application"])
    for name, work in ACTS.items():
        kind = name[0].upper() + name[1:]
        query = f"""mutation($input: {kind}Input!) {{ {name}(input: $input) {{ application {{ {everything} }}
          userErrors {{ code message path }} }} }}"""
        given = {"id": aviary.ids["Application"], "expectedRevision": 999, "idempotencyKey": uuid4().hex, **work}
        yield posted(aviary, person, {"query": query, "variables": {"input": given}})


ACTS: dict[str, dict[str, Any]] = {
    ActName.ACCEPT_APPLICATION: {},
    ActName.RECORD_ASSESSMENT: {"heldOn": "2020-06-01", "attendees": 9, "residents": 7, "inFavour": 8},
    ActName.DRAFT_OPINION: {"favourable": True, "amount": "1.00", "text": "再拟"},
    ActName.POST_NOTICE: {"place": "村务公开栏", "phone": "0831-0000000"},
    ActName.RECORD_OBJECTION: {"text": "无"},
    ActName.RECORD_COUNTY_VISIT: {"visitedOn": "2020-06-01", "text": "无"},
    ActName.CONFIRM_APPLICATION: {},
    ActName.REFUSE_APPLICATION: {"reason": "INCOME_ABOVE_STANDARD", "text": "无"},
}
CHANNELS: dict[str, Callable[[Aviary, Person], Iterator[Any]]] = {
    "selections": selections,
    "cursors": opened_cursors,
    "counts": counts,
    "comparison": comparison,
    "error texts": error_texts,
    "act payloads": act_payloads,
}


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("role", list(Role))
def test_no_channel_tells_what_a_viewer_has_not_clear(aviary: Aviary, role: Role, channel: str) -> None:
    person = next(each for each in aviary.world.people if each.role is role)
    said = list(CHANNELS[channel](aviary, person))
    text = json.dumps(said, ensure_ascii=False)
    assert said
    assert {value: where for value, where in forbidden(aviary.canaries, class_of(role)).items() if value in text} == {}


@pytest.mark.parametrize("channel", ["selections", "act payloads"])
def test_a_channel_tells_canaries_to_whoever_has_them_clear(aviary: Aviary, channel: str) -> None:
    """So that the channels' test can fail."""
    said = json.dumps(
        list(CHANNELS[channel](aviary, aviary.world.api.person(Role.TOWNSHIP_LEADER))), ensure_ascii=False
    )
    assert sum(value in said for value in aviary.canaries) > 10


@pytest.mark.parametrize("role", READERS)
def test_a_count_is_of_what_the_viewer_can_read(aviary: Aviary, role: Role) -> None:
    person = next(each for each in aviary.world.people if each.role is role)
    for root in ("applications", "households", "supervisions", "mandates"):
        query = f"{{ {root}(first: 100) {{ totalCount edges {{ node {{ id }} }} }} }}"
        answer = posted(aviary, person, {"query": query})["data"][root]
        assert answer["totalCount"] == len({edge["node"]["id"] for edge in answer["edges"]}), root


# File links: a scan cannot be masked, so the letter of its group says whether a link is given.
def link_expected(role: Role, kind: EvidenceKind, purpose: str | None) -> str:
    """By access.md: the letter opens, a star opens for a purpose (an auditor's needs a warrant, which is not kept)."""
    letter = MATRIX[role, PAPER_GROUPS[kind]]
    if letter == "H":
        return "NOT_FOUND"
    if letter == "C" or (letter == "M*" and purpose and role is not Role.AUDITOR):
        return "LINK"
    return "PURPOSE_MISSING" if letter == "M*" and role is not Role.AUDITOR else "PAPER_WITHHELD"


@pytest.mark.parametrize("kind", list(EvidenceKind))
def test_a_file_link_is_given_as_the_letter_of_the_papers_group_says(aviary: Aviary, kind: EvidenceKind) -> None:
    id_ = aviary.ids["Evidence"]
    with kept.opened(aviary.world.api) as database:
        database["evidence"].update_one({"_id": id_}, {"$set": {"kind": kind.value}})
    for role in (each for each in READERS if each is not Role.CITY_PLATFORM):  # the machine has no paper of its own
        person = next(each for each in aviary.world.people if each.role is role)
        for purpose in (None, "VERIFICATION"):
            given = {"id": id_} | ({"purpose": purpose} if purpose else {})
            payload = aviary.world.api.act(person, "openEvidence", clock=AUTUMN, returns="link { url }", **given)
            codes = [each["code"] for each in payload["userErrors"]]
            assert (codes or ["LINK"], bool(payload["link"])) == (
                [link_expected(role, kind, purpose)],
                not codes,
            ), (role, purpose)


# Refusals: one that judges by a fact says no more of it than the viewer has.
def test_no_refusal_of_a_filing_tells_a_birth_day_within_its_year(world: World) -> None:
    """A village assistant has the year alone; by trying days as the cause's he would find the day."""
    assistant, answers = world.api.person(Role.VILLAGE_ASSISTANT), []
    for birth_day in ("1950-02-02", "1950-11-30"):
        household = registered(world.api, members=[member(birth_day=birth_day)])
        given = {"householdId": household, "matter": "TEMPORARY_ASSISTANCE", "statement": "无", "nearRelative": False}
        tried = [f"1950-{month:02d}-01" for month in range(1, 13)] + ["1949-12-31"]
        answers.append([_filed(world, assistant, **given, causeOn=day) for day in tried])
    assert answers[0] == answers[1]
    assert answers[0][-1] == ["EVENT_BEFORE_BIRTH"]
    assert "EVENT_BEFORE_BIRTH" not in [code for codes in answers[0][:-1] for code in codes]


def _filed(world: World, person: Person, **given: Any) -> list[str]:
    """The codes of a filing that is refused in any case, for it names no cause."""
    payload = world.api.act(person, "fileApplication", clock=AUTUMN, **given)
    return [each["code"] for each in payload["userErrors"]]
