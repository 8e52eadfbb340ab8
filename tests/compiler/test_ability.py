"""What the viewer can do is told of every act on a record, at a fixed cost, from what the rules look at alone."""

from typing import Any

import pytest

from authorization.policy import POLICIES, ActName
from casework.office import Role
from documents.look import (
    ApplicationLook,
    EvidenceLook,
    HouseholdLook,
    Look,
    MandateLook,
    SupervisionLook,
    seen,
)
from tests import kept
from tests.authorization.test_scope import act_input
from tests.compiler.profile import watched
from tests.compiler.world import AUTUMN, World
from tests.resolvers.test_ability import told

NO_RECORD = {  # what they are about does not exist before them, or is many rows of another system
    ActName.REGISTER_HOUSEHOLD,
    ActName.SYNC_APPLICATIONS,
    ActName.DRAFT_MANDATE,
    ActName.FIND_BY_IDENTIFIER,
    ActName.LOAD_CALENDAR_YEAR,
    ActName.REGISTER_WARRANT,
}


def test_every_act_on_a_record_is_told_of_its_record(world: World) -> None:
    acts = {
        act
        for kind in ("app", "hh", "mdt", "sup", "evd")
        for act in told(world.api, Role.COUNTY_SUPERVISOR, world.ids[kind][0]) or {}
    }
    assert acts == set(ActName) - NO_RECORD


ACTORS = set().union(*(roles for act, roles in POLICIES.items() if act is not ActName.OPEN_EVIDENCE))


@pytest.mark.parametrize("kind", ["app", "mdt", "sup"])
@pytest.mark.parametrize("role", sorted(ACTORS - {Role.CITY_PLATFORM}))
def test_what_is_refused_beforehand_the_act_refuses_in_the_same_words(world: World, kind: str, role: Role) -> None:
    """A refusal keeps nothing: so every record is tried by every act that its viewer is told he cannot do."""
    person = world.api.person(role)
    for id_ in world.ids[kind]:
        before = kept.record(world.api, COLLECTIONS[kind], id_)
        for act, code in (told(world.api, role, id_, clock=AUTUMN) or {}).items():
            if code not in (None, "NOT_ADMITTED"):  # whom the policy refuses: tests/authorization/test_scope.py
                input_ = given(world, act, before)
                answered = world.api.act(person, act, clock=AUTUMN, **input_)
                assert answered["userErrors"][0]["code"] == code, (act, answered)
        assert kept.record(world.api, COLLECTIONS[kind], id_) == before


COLLECTIONS = {"app": "applications", "mdt": "mandates", "sup": "supervision"}


def given(world: World, act: str, row: dict[str, Any]) -> dict[str, Any]:
    """An input that fits the schema, about this record as it is now and a mandate of its township."""
    mandate = kept.row(world.api, "mandates", township=row["township"])["_id"]
    made = act_input(act, {"mandateId": mandate, **dict.fromkeys(("id", "applicationId", "subject"), row["_id"])})
    return made | ({"expectedRevision": row["revision"]} if "expectedRevision" in made else {})


@pytest.mark.parametrize("field", ["applications", "households", "mandates", "supervisions"])
def test_a_page_of_fifty_costs_what_a_page_of_one_costs(world: World, field: str) -> None:
    person, counts = world.api.person(Role.COUNTY_SUPERVISOR), []
    query = f"query($f: Int) {{ {field}(first: $f) {{ edges {{ node {{ id viewerCan {{ act code }} }} }} }} }}"
    for first in (1, 50):
        with watched(world.api) as seen_:
            world.ask(person, {"query": query, "variables": {"first": first}}, reference=False)
        counts.append(len(seen_))
    assert counts == [{"households": 2, "supervisions": 2}.get(field, 3)] * 2


LOOKS: dict[str, type[Look]] = {
    "applications": ApplicationLook,
    "households": HouseholdLook,
    "mandates": MandateLook,
    "supervisions": SupervisionLook,
}


@pytest.mark.parametrize("field", LOOKS)
def test_no_more_is_read_than_the_rules_look_at(world: World, field: str) -> None:
    query = f"{{ {field} {{ edges {{ node {{ viewerCan {{ act }} }} }} }} }}"
    with watched(world.api) as found:
        world.ask(world.api.person(Role.COUNTY_SUPERVISOR), {"query": query}, reference=False)
    read = [each["projection"] for each in found if "$in" in str(each["filter"])]
    assert read[0] == seen(LOOKS[field])
    assert read[1:] == [seen(MandateLook)] * (field in {"applications", "mandates"})


def test_of_papers_too_only_their_state_and_kind_is_read(world: World) -> None:
    query = "query($n: String!) { application(number: $n) { evidence { edges { node { viewerCan { act } } } } } }"
    number = world.api.ask(
        world.api.person(Role.COUNTY_SUPERVISOR),
        "query($id: ID!) { node(id: $id) { ... on Evidence { caseNumber } } }",
        id=world.ids["evd"][0],
    )["node"]["caseNumber"]
    body = {"query": query, "variables": {"n": number}}
    with watched(world.api) as found:
        world.ask(world.api.person(Role.COUNTY_SUPERVISOR), body, reference=False)
    read = [each["projection"] for each in found if "$in" in str(each["filter"].get("_id"))]
    assert read == [seen(EvidenceLook), {"_id": 1, "state": 1}]
