"""An error that calls off one part of an answer takes no record from another part that awaits the same."""

from casework.office import Role
from tests.compiler.world import World

# The first file's pages are both refused, so that its other fields are called off; the second leads to the same case.
QUERY = """query($n: String!, $v: String) {
  r0: caseFile(number: $n) { application { evidence(first: 1, last: 1) { totalCount } id }
    papers(after: $v) { totalCount } journal(after: $v) { totalCount } }
  r1: caseFile(number: $n) { application { id } } }"""


def test_two_fields_that_await_one_record_are_answered_each_for_itself(world: World) -> None:
    person = world.api.person(Role.COUNTY_SUPERVISOR)
    for _ in range(5):
        body = {"query": QUERY, "variables": {"n": world.numbers[0], "v": "nonsense"}}
        answers = [world.ask(person, body, reference=each) for each in (False, True)]
        assert [each.status_code for each in answers] == [200, 200], answers[0].text
        assert answers[0].json()["data"] == {"r0": None, "r1": {"application": {"id": _case(world)}}}


def _case(world: World) -> str:
    body = {"query": "query($n: String!) { application(number: $n) { id } }", "variables": {"n": world.numbers[0]}}
    answer = world.ask(world.api.person(Role.COUNTY_SUPERVISOR), body, reference=False).json()
    return str(answer["data"]["application"]["id"])
