"""Operations that cover what is compiled: each is answered by its plan, byte for byte as the reference does."""

from typing import Any

import pytest

from casework.office import Role
from tests import kept
from tests.api import XUNCHANG
from tests.compiler.world import World

STEPS = """
  procedure nextStage
  surveys { on by { officialId name access { masked withheld } } visitedOn investigators { name }
            familySigned monthlyIncome incomeBand property health text }
  assessments { heldOn attendees residents inFavour by { name } }
  opinions { on favourable amount text } notices { noticeId first postedOn lastDay earliestDecisionOn place phone }
  objections { objectionId open upheld text answer answeredOn }
  countyVisit { on by { name } visitedOn text } transfer { on record mandateId }
  decision { on by { officialId name } favourable amount firstPaymentMonth reason article text appeal decidingOrgan
             handledBy mandateId mandateVersion mandateCap late lateReason workingDays
             mandate { number inForce items { matter cap } } }
"""
HOUSEHOLD = """
  id revision county township village kind registeredOn headName address phone bankAccount propertyNote synthetic
  access { masked withheld }
  members { memberId name relation sex birthDay birthYear identityNumber phone hasHealthCondition disability illness
            monthlyIncome incomeBand fullTimeStudent __typename access { withheld } }
"""
CASE = """
  id revision number matter state county township village applicantName memberCount statement cause causeOn
  requestedAmount nearRelative nearRelativeNote filedOn filedBy { name } acceptedOn acceptedBy { officialId } ruleSet
  dueOn dueState synthetic externalReference { system reference }
  proposedChange { statement requestedAmount cause household receivedAt } access { masked withheld } __typename
"""

_TABLE: dict[str, str] = {
    "viewer": "{ viewer { officialId name tier organ roles posts { role organ tier area } area machine caseDay } }",
    "typename": "{ __typename viewer { __typename area } }",
    "list": "{ applications(first: 50) { edges { cursor node { ...Case } } pageInfo { hasNextPage hasPreviousPage "
    "startCursor endCursor } totalCount } }",
    "steps": "{ applications { edges { node { number ...Steps } } } }",
    "relation": "{ applications(first: 50) { edges { node { id household { ...Household } } } } }",
    "one": "query($n: String!) { application(number: $n) { ...Case ...Steps household { ...Household } } }",
    "none": '{ application(number: "none") { id } }',
    "abilities": "{ applications { edges { node { viewerCan { act allowed code reason __typename } number } } } "
    "mandates { edges { node { viewerCan { act why: code } } } } "
    "supervisions { edges { node { viewerCan { act code } } } } }",
    "households": "{ households(first: 3) { edges { node { ...Household } } totalCount __typename } }",
    "jurisdictions": "{ jurisdictions(last: 4) { edges { cursor node { id code name level parent validFrom validTo "
    "synthetic access { masked } } __typename } pageInfo { hasPreviousPage startCursor __typename } } }",
    "mandates": "{ mandates { edges { node { id number version state county township validFrom validTo publishedOn "
    "inForce items { matter cap } signatures { party on by { name } } events { act on reason by { name } } } } } }",
    "supervisions": "{ supervisions { edges { node { id state kind subject purpose openedOn openedBy { name } "
    "application { number applicantName household { headName } } findings { findingId on text clause by { name } } "
    "rectifications { order dueOn answer answeredOn answeredBy { name } } outcome closing closedOn } } totalCount } }",
    "aliases": "{ a: applications(first: 1) { e: edges { n: node { x: id y: number z: household { h: headName "
    "m: members { p: name q: name } } } } } b: applications(last: 2) { edges { node { id } } } }",
    "several nodes": "{ applications(first: 2) { a: edges { c: cursor n: node { number } m: node { id household "
    "{ id } viewerCan { act } procedure } } b: edges { node { state filedBy { name } } } } }",
    "merged": "{ applications(first: 2) { edges { node { id household { headName } } } edges { node { number "
    "household { headName members { name } } } cursor } } }",
    "fragments": "query { applications(first: 3) { ...Page } } fragment Page on ApplicationConnection { edges { node "
    "{ ...Case ... on Application { state } ... { matter } } } } fragment Case on Application { number household "
    "{ ...Family } } fragment Family on Household { headName ... on Node { id } }",
    "cursors beside abilities": "{ mandates { edges { cursor node { viewerCan { act } } } } supervisions { edges { "
    "node { application { viewerCan { code } } } } } }",
    "only a total": "{ applications { totalCount } households { __typename } }",
    "only where it stands": "{ applications(first: 1) { pageInfo { endCursor hasNextPage } } }",
    "only edges": "{ applications(first: 2) { edges { __typename } } }",
    "roots": "{ viewer { area } h: households(first: 1) { totalCount } applications(first: 1) { totalCount } }",
    "skipped": "{ applications(first: 1) { edges @skip(if: true) { cursor } edges { node { id @include(if: true) "
    "number @include(if: false) household @skip(if: true) { id } } } } }",
    "papers": "query($n: String!) { application(number: $n) { evidence(first: 2) { totalCount edges { cursor node "
    "{ id kind title state size sha256 malware requestedBy { name } retainUntil viewerCan { act code } "
    "caseId caseNumber } } pageInfo { hasNextPage endCursor } } } }",
    "pages under a list": "{ applications(first: 50) { edges { node { number evidence(first: 2) { totalCount edges { "
    "cursor node { id kind title viewerCan { act } } } pageInfo { hasNextPage hasPreviousPage endCursor } } } } } }",
    "the last of each": "{ applications(first: 50) { edges { node { a: evidence(last: 1) { edges { node { id } node { "
    "kind } } } b: evidence { totalCount __typename } c: evidence { pageInfo { hasPreviousPage } } } } } }",
    "pages under nodes": "query($n: String!) { supervisions { edges { node { application { evidence { totalCount } } "
    "} } } application(number: $n) { evidence { edges { node { caseNumber } } } } }",
    "the key that MongoDB keeps": "query($n: String!) { _id: viewer { _id: area } caseFile(number: $n) { _id: number "
    "application { number _id: household { headName _id: members { _id: name access { _id: withheld } } } } papers { "
    "edges { node { kind _id: id } } } } applications(first: 2) { _id: edges { cursor node { number _id: state filedBy "
    "{ _id: officialId } } n: node { _id: viewerCan { _id: act } } } } nodes(ids: []) { _id: id } }",
    "officials": "{ officials(first: 50) { totalCount edges { cursor node { id name roles area access { withheld } "
    "__typename } } pageInfo { endCursor } } some: officials(role: TOWNSHIP_REVIEWER, last: 2) { edges { node { "
    "area } node { roles } } } }",
    "code lists": '{ codeLists { name codes { code zh en __typename } __typename } some: codeLists(names: ["Tier", '
    '"Matter", "Tier"]) { codes { value: code } } none: codeLists(names: []) { name } }',
    "comparison": '{ townshipComparison(from: "2020-06-01", to: "2020-12-31") { township { id code name level parent '
    "validTo synthetic access { masked } __typename } accepted confirmed refused open overdue averageWorkingDays "
    'refusedRate confirmedAmount access { masked withheld } __typename } none: townshipComparison(from: "2020-01-01", '
    'to: "2020-01-01") { averageWorkingDays refusedRate sum: confirmedAmount } }',
    "whole journals": "query($n: String!) { caseFile(number: $n) { holds: chainHolds number chainHolds } }",
    "case file": "query($n: String!) { caseFile(number: $n) { number application { id } papers(last: 1) { totalCount "
    "edges { node { kind } } } journal(first: 2) { edges { cursor node "
    "{ seq act legalBasis digest at caseDay changed } } } } }",
}
_PARTS = {"Case": f"on Application {{ {CASE} }}", "Steps": f"on Application {{ {STEPS} }}"}
_PARTS["Household"] = f"on Household {{ {HOUSEHOLD} }}"
TABLE = {
    name: text
    + "".join(
        f" fragment {part} {body}"
        for part, body in _PARTS.items()
        if f"...{part} " in text and f"fragment {part} " not in text
    )
    for name, text in _TABLE.items()
}


@pytest.mark.parametrize("name", TABLE)
def test_an_operation_is_answered_by_its_plan_as_the_reference_does(world: World, name: str) -> None:
    ways = {
        (person.role, world.both(person, TABLE[name], **({"n": world.numbers[0]} if "$n" in TABLE[name] else {})))
        for person in world.people
    }
    assert {way for role, way in ways if role is not Role.SYSTEM_ADMIN} == {"PLAN"}, ways


@pytest.mark.parametrize("kind", ["app", "hh", "jur", "mdt", "sup", "evd", "jrn"])
def test_any_record_is_found_by_its_id_in_the_shape_of_its_type(world: World, kind: str) -> None:
    query = """query($id: ID!, $ids: [ID!]!) { node(id: $id) { __typename id ...App ... on Household { headName } }
      nodes(ids: $ids) { id ... on Node { __typename } ... on Jurisdiction { name } ... on Application { number } } }
      fragment App on Application { state household { id } }"""
    ids = [*world.ids[kind][:3], "none", "zzz_1", world.ids["app"][0], world.ids["hh"][0], world.ids[kind][0]]
    ways = {(person.role, world.both(person, query, id=ids[0], ids=ids)) for person in world.people}
    hidden = {"jrn"} & {kind}  # a journal entry's own id is hidden from whoever does not read journals
    assert hidden or {way for role, way in ways if role is not Role.SYSTEM_ADMIN} == {"PLAN"}, ways


def test_conditions_by_variables_make_another_shape_of_the_same_text(world: World) -> None:
    query = """query($a: Boolean!, $b: Boolean = true, $n: Int) { applications(first: $n) @skip(if: $a) {
      edges { node { id number @include(if: $b) } } } viewer { area } }"""
    person = world.api.person(Role.COUNTY_APPROVER)
    for given in ({"a": True}, {"a": False}, {"a": False, "b": False, "n": 3}, {"a": False, "b": True, "n": None}):
        assert world.both(person, query, **given) == "PLAN"
    assert world.both(person, query, a=False, b=None) == "DIRECTIVE"


def test_a_condition_that_is_null_is_the_clients_fault(world: World) -> None:
    query = "query($b: Boolean = true) { viewer { name area @skip(if: $b) } }"
    body = {"query": query, "variables": {"b": None}}
    [error] = world.ask(world.api.person(Role.COUNTY_APPROVER), body, reference=False).json()["errors"]
    assert (error["path"], error["extensions"]) == (["viewer"], {"code": "VARIABLES_INVALID"})


LIST = """query($first: Int, $after: String, $last: Int, $before: String, $state: State, $matter: Matter, $area: String)
  { viewer { area } list: applications(first: $first, after: $after, last: $last, before: $before, state: $state,
    matter: $matter, area: $area) { edges { cursor node { number } } pageInfo { hasNextPage hasPreviousPage } } }"""


@pytest.mark.parametrize(
    ("given", "way"),
    [
        ({"first": 0}, "FAULT"),
        ({"first": 101}, "FAULT"),
        ({"first": -1}, "FAULT"),
        ({"last": 0}, "FAULT"),
        ({"first": 1, "last": 1}, "FAULT"),
        ({"after": "nonsense"}, "FAULT"),
        ({"after": ""}, "FAULT"),
        ({"last": 3, "before": "x" * 300}, "FAULT"),
        ({"state": "FILED", "matter": "RURAL_DIBAO"}, "FAULT"),
        ({"first": "many"}, "VARIABLES"),
        ({"state": "UNKNOWN"}, "VARIABLES"),
        ({"first": 2**40}, "VARIABLES"),
        ({"state": "FILED", "area": XUNCHANG}, "PLAN"),
        ({"matter": "RURAL_DIBAO", "last": 2}, "PLAN"),
        ({"area": "nowhere", "first": None, "after": None}, "PLAN"),
    ],
)
def test_a_fault_of_an_argument_is_told_as_the_reference_tells_it(
    world: World, given: dict[str, Any], way: str
) -> None:
    for role in (Role.TOWNSHIP_WINDOW, Role.CITY_OVERSEER):
        assert world.both(world.api.person(role), LIST, **given) == way


def test_cursors_of_either_way_lead_on_in_the_other(world: World) -> None:
    person = world.api.person(Role.COUNTY_SUPERVISOR)
    pages = []
    for reference in (False, True):
        after, seen = None, []
        for turn in range(20):
            body = {"query": LIST, "variables": {"first": 2, "after": after}}
            page = world.ask(person, body, reference=reference ^ bool(turn % 2)).json()["data"]["list"]
            seen += [edge["node"]["number"] for edge in page["edges"]]
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["edges"][-1]["cursor"]
        pages.append(seen)
    assert pages[0] == pages[1]
    with kept.opened(world.api) as database:  # other tests file cases
        assert sorted(pages[0]) == sorted(database["applications"].distinct("number"))


def test_a_cursor_of_another_official_or_filter_is_stale(world: World) -> None:
    window, other = world.api.person(Role.TOWNSHIP_WINDOW), world.api.person(Role.COUNTY_APPROVER)
    page = world.ask(window, {"query": LIST, "variables": {"first": 1}}, reference=False).json()["data"]["list"]
    assert world.both(other, LIST, after=page["edges"][0]["cursor"]) == "FAULT"
    assert world.both(window, LIST, after=page["edges"][0]["cursor"], state="FILED") == "FAULT"
    assert world.both(window, LIST, after=page["edges"][0]["cursor"]) == "PLAN"


@pytest.mark.parametrize(
    ("query", "way"),
    [
        ("{ __schema { queryType { name } } }", "INTROSPECTION"),
        ('{ __type(name: "Application") { name } viewer { area } }', "INTROSPECTION"),
        ("{ viewer { area } } { viewer { name } }", "INVALID"),
        ("{ viewer { salary } }", "INVALID"),
        ("{ viewer { area ", "INVALID"),
        ("query A { viewer { area } } query B { viewer { name } }", "INVALID"),
        ("fragment F on Viewer { area }", "INVALID"),
        ("subscription { viewer { area } }", "INVALID"),
    ],
)
def test_what_is_not_compiled_says_why_and_runs_on_the_reference(world: World, query: str, way: str) -> None:
    person = world.api.person(Role.TOWNSHIP_WINDOW)
    assert [world.both(person, query) for _ in range(2)] == [way, way]


def test_one_of_several_operations_is_found_by_its_name(world: World) -> None:
    query = "query A { viewer { area } } query B($f: Int) { households(first: $f) { totalCount } }"
    person = world.api.person(Role.TOWNSHIP_WINDOW)
    assert world.both(person, query, name="A") == "PLAN"
    assert world.both(person, query, name="B", f=3) == "PLAN"
    assert world.both(person, query, name="C") == "INVALID"
    assert world.both(person, query, name="") == "INVALID"
