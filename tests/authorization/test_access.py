"""Every cell of the access matrix over HTTP: a viewer reads what the table says, and outside there is nothing."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from graphql import GraphQLList, GraphQLNonNull, GraphQLObjectType, get_named_type

from authorization.sight import Sight
from authorization.visibility import FieldRule
from casework.office import Role
from documents.database import Database
from schema.build import SCHEMA
from schema.field import TABLE
from schema.matrix import cell, class_of
from tests import kept
from tests.api import GONGQUAN, Api
from tests.authorization import specimen

MASKS: dict[str, Callable[[str], Any]] = {
    "NAME": lambda text: text[0] + "＊",
    "LAST_TWO": lambda text: "*********" + text[-2:],
    "TEXT": lambda _text: "［内容已遮蔽］",
    "TYPED": lambda _value: None,
}
COLLECTIONS = {
    "Household": "households",
    "Application": "applications",
    "Mandate": "mandates",
    "Supervision": "supervision",
}
NOTICE_RUNS, NOTICE_ENDED = "2020-06-08T23:59+08:00", "2020-06-09T00:00+08:00"
KNOW_BEFORE_ORDER = {Role.COUNTY_APPROVER, Role.COUNTY_SUPERVISOR, Role.AUDITOR, Role.CITY_OVERSEER}  # column 15
NEED_ENDED_NOTICES = {
    Role.TOWNSHIP_WINDOW,
    Role.TOWNSHIP_INVESTIGATOR,
    Role.TOWNSHIP_REVIEWER,
    Role.TOWNSHIP_LEADER,
    Role.COUNTY_APPROVER,
    Role.COUNTY_SUPERVISOR,
    Role.AUDITOR,
}
KNOW_NO_SUPERVISION = {  # a village, a machine, and whoever is assigned cases
    Role.VILLAGE_ASSISTANT,
    Role.LETTERS_OFFICE,
    Role.ANSWERING_DEPARTMENT,
    Role.EDUCATION,
    Role.BANK,
    Role.CITY_PLATFORM,
}


@pytest.fixture(scope="session")
async def specimens(api: Api) -> dict[str, str]:
    """The id of a full specimen of each kind of record, by its type."""
    database = await Database.connect(api.settings.mongodb_url, api.database_name, api.keys.master)
    family = await specimen.household(api, database)
    case = await specimen.application(api, family)
    mandate = await specimen.mandate()
    records = {disclosed: await specimen.supervision(disclosed=disclosed) for disclosed in (True, False)}
    await database.close()
    return {
        "Household": family.id,
        "Application": case.id,
        "Mandate": mandate.id,
        "Supervision": records[True].id,
        "Supervision undisclosed": records[False].id,
    }


def stored_rules(type_name: str) -> list[FieldRule]:
    """The fields whose value is a stored one: neither derived, nor related, nor of the frame."""
    return [rule for rule in TABLE.types[type_name] if rule.path is not None]


def selection(type_name: str) -> str:
    """Every stored field of a type, embedded types included."""
    parts = [
        f"{rule.name} {{ {selection(rule.embedded)} }}" if rule.embedded else rule.name
        for rule in stored_rules(type_name)
    ]
    return " ".join(parts)


def shown(value: Any) -> Any:
    """A stored value as the API writes it."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return value if value is None or isinstance(value, (bool, int, str, list)) else str(value)


def expected(type_name: str, row: dict[str, Any], role: Role, *, ended: bool = False) -> dict[str, Any]:
    return {rule.name: _expected_field(rule, row, role, ended=ended) for rule in stored_rules(type_name)}


def _expected_field(rule: FieldRule, row: dict[str, Any], role: Role, *, ended: bool) -> Any:
    seen = rule.visible.sight(class_of(role))
    value = row[rule.path] if rule.path else None
    if seen is Sight.HIDDEN or value is None or (ended and cell(rule, role).islower()):
        return None
    if rule.embedded is not None:
        embedded = rule.embedded
        parts = value if isinstance(value, list) else [value]
        answers = [expected(embedded, part, role, ended=ended) for part in parts]
        return answers if isinstance(value, list) else answers[0]
    if seen is Sight.CLEAR:
        return shown(value)
    mask = str(rule.visible.mask)
    return row[rule.visible.masked_path or rule.path or ""] if mask == "STORED" else MASKS[mask](value)


@pytest.mark.parametrize("type_name", COLLECTIONS)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
def test_a_viewer_reads_what_the_matrix_says(api: Api, specimens: dict[str, str], role: Role, type_name: str) -> None:
    assert read(api, specimens, role, type_name, NOTICE_RUNS) == (
        None if type_name == "Supervision" and role in KNOW_NO_SUPERVISION else told(api, specimens, role, type_name)
    )


def read(api: Api, specimens: dict[str, str], role: Role, type_name: str, clock: str, which: str = "") -> Any:
    query = f"query ($id: ID!) {{ node(id: $id) {{ ... on {type_name} {{ {selection(type_name)} }} }} }}"
    return api.ask(api.person(role), query, clock=clock, id=specimens[f"{type_name}{which}"])["node"]


def told(api: Api, specimens: dict[str, str], role: Role, type_name: str, *, ended: bool = False) -> dict[str, Any]:
    row = kept.record(api, COLLECTIONS[type_name], specimens[type_name])
    return expected(type_name, row, role, ended=ended)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
def test_after_its_last_day_a_notice_shows_what_the_matrix_says(
    api: Api, specimens: dict[str, str], role: Role
) -> None:
    after = read(api, specimens, role, "Application", NOTICE_ENDED)
    assert after == told(api, specimens, role, "Application", ended=True)
    small = [rule.name for rule in TABLE.types["Notice"] if cell(rule, role).islower()]
    assert small == ([] if role in NEED_ENDED_NOTICES else ["place", "phone"])


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
def test_a_record_before_its_order_is_nothing_to_whoever_may_not_know_of_it(
    api: Api, specimens: dict[str, str], role: Role
) -> None:
    answer = read(api, specimens, role, "Supervision", NOTICE_RUNS, " undisclosed")
    knows = told(api, specimens, role, "Supervision") | {"id": specimens["Supervision undisclosed"]}
    assert answer == (knows if role in KNOW_BEFORE_ORDER else None)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
def test_what_a_state_may_withhold_is_named_for_the_plan_and_never_by_row(
    api: Api, specimens: dict[str, str], role: Role
) -> None:
    query = "query ($id: ID!) { node(id: $id) { ... on Application { notices { place access { mayBeWithheld } } } } }"
    body = {"query": query, "variables": {"id": specimens["Application"]}}
    running, ended = (api.post(api.person(role), body, clock=clock).json() for clock in (NOTICE_RUNS, NOTICE_ENDED))
    named = [] if role in NEED_ENDED_NOTICES else ["place", "phone"]
    (before,), (after,) = (each["data"]["node"]["notices"] for each in (running, ended))
    assert before["access"] == after["access"] == {"mayBeWithheld": named}
    assert (before["place"], after["place"]) == ("村务公开栏", None if named else "村务公开栏")
    told_for_plan = {"withheld": {"masked": [], "withheld": [], "mayBeWithheld": ["Notice.place"]}}
    assert running.get("extensions") == ended.get("extensions") == (told_for_plan if named else None)


def _unfilled(type_name: str, row: dict[str, Any]) -> Iterator[str]:
    for rule in stored_rules(type_name):
        value = row[rule.path] if rule.path else None
        if value in (None, []):
            yield f"{type_name}.{rule.name}"
        elif rule.embedded is not None:
            yield from _unfilled(rule.embedded, value[0] if isinstance(value, list) else value)


@pytest.mark.parametrize("type_name", COLLECTIONS)
def test_the_specimen_leaves_no_field_empty(api: Api, specimens: dict[str, str], type_name: str) -> None:
    row = kept.record(api, COLLECTIONS[type_name], specimens[type_name])
    assert set(_unfilled(type_name, row)) <= {"Household.villageName", "Jurisdiction.validTo"}


@pytest.mark.parametrize("type_name", COLLECTIONS)
@pytest.mark.parametrize("role", Role)
def test_outside_his_scope_there_is_nothing(api: Api, specimens: dict[str, str], role: Role, type_name: str) -> None:
    elsewhere = [person for (each, area), person in api.people.items() if each is role and area.startswith(GONGQUAN)]
    query = f"query ($id: ID!) {{ node(id: $id) {{ ... on {type_name} {{ id }} }} }}"
    for viewer in elsewhere or ([api.person(role)] if role is Role.SYSTEM_ADMIN else []):
        inside = api.post(viewer, {"query": query, "variables": {"id": specimens[type_name]}})
        nowhere = api.post(viewer, {"query": query, "variables": {"id": specimens[type_name][:-4] + "ZZZZ"}})
        assert (inside.json()["data"], inside.content) == ({"node": None}, nowhere.content)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
def test_what_is_masked_or_withheld_is_named_in_band_and_for_the_plan(
    api: Api, specimens: dict[str, str], role: Role
) -> None:
    query = "query ($id: ID!) { node(id: $id) { ... on Household { access { masked withheld } phone propertyNote } } }"
    body = {"query": query, "variables": {"id": specimens["Household"]}}
    answer = api.post(api.person(role), body).json()
    sights = {rule.name: rule.visible.sight(class_of(role)) for rule in TABLE.types["Household"]}
    masked = [name for name, seen in sights.items() if seen is Sight.MASKED]
    withheld = [name for name, seen in sights.items() if seen is Sight.HIDDEN]
    assert answer["data"]["node"]["access"] == {"masked": masked, "withheld": withheld}
    asked = {"phone", "propertyNote"}
    named = {
        "masked": sorted(f"Household.{name}" for name in asked & set(masked)),
        "withheld": sorted(f"Household.{name}" for name in asked & set(withheld)),
    }
    assert answer.get("extensions", {}).get("withheld", {"masked": [], "withheld": []}) == named


def test_every_type_of_the_schema_stands_in_the_table() -> None:
    core = SCHEMA._schema  # noqa: SLF001 - Strawberry has no public way to it
    frames = {"Query", "Mutation"}
    types = [each for each in core.type_map.values() if isinstance(each, GraphQLObjectType)]
    stored = {each.name for each in types if "access" in each.fields} - frames
    assert stored == TABLE.types.keys()


def test_a_field_that_somebody_may_not_read_has_room_for_null() -> None:
    core = SCHEMA._schema  # noqa: SLF001 - Strawberry has no public way to it
    for name, rules in TABLE.types.items():
        fields = core.type_map[name].fields  # type: ignore[attr-defined]
        for rule in rules:
            sights = {rule.visible.sight(class_of(role)) for role in Role if role is not Role.SYSTEM_ADMIN}
            if Sight.HIDDEN in sights:
                assert not isinstance(fields[rule.name].type, GraphQLNonNull), f"{name}.{rule.name}"


def test_embedded_types_are_reached_only_through_visible_parents() -> None:
    core = SCHEMA._schema  # noqa: SLF001 - Strawberry has no public way to it
    for name, rules in TABLE.types.items():
        for rule in rules:
            field = core.type_map[name].fields[rule.name]  # type: ignore[attr-defined]
            named = get_named_type(field.type)
            if rule.embedded is not None:
                assert named.name == rule.embedded
                assert isinstance(field.type, (GraphQLNonNull, GraphQLList, GraphQLObjectType))
