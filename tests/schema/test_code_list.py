"""Front ends read every vocabulary with its labels, and need no list of their own."""

from typing import Any

import pytest
from graphql import GraphQLEnumType

from casework.matter import MATTER_LABELS
from casework.office import Role
from schema.build import SCHEMA
from tests.api import Api

QUERY = "query($names: [String!]) { codeLists(names: $names) { name codes { code zh en } } }"
OF_THE_SCHEMA_ITSELF = {"Group", "Mask", "ObjectState"}  # they tell who reads a field, not what is done in a case
LISTED = {
    *("Matter", "State", "Stage", "RefusalReason", "Relation", "HouseholdKind", "Sex", "HardshipCause", "DueState"),
    *("IncomeBand", "Role", "Organ", "Tier", "SyncOutcome"),
}


def vocabularies() -> dict[str, list[str]]:
    """Every enum of the schema but those of an act's error codes and of the schema itself, with its values."""
    types = SCHEMA._schema.type_map  # noqa: SLF001 - Strawberry has no public way to it
    enums = [each for each in types.values() if isinstance(each, GraphQLEnumType) and not each.name.startswith("__")]
    return {
        each.name: list(each.values)
        for each in enums
        if each.name not in OF_THE_SCHEMA_ITSELF and not each.name.endswith("ErrorCode")
    }


def asked(api: Api, role: Role = Role.TOWNSHIP_WINDOW, **given: Any) -> Any:
    return api.ask(api.person(role), QUERY, **given)["codeLists"]


def test_every_vocabulary_of_the_schema_is_listed_with_all_its_values(api: Api) -> None:
    told = {each["name"]: [code["code"] for code in each["codes"]] for each in asked(api)}
    assert told == vocabularies()
    assert told.keys() >= LISTED
    assert list(told) == sorted(told)


def test_every_code_has_a_label_in_both_languages(api: Api) -> None:
    for each in asked(api):
        for code in each["codes"]:
            assert not code["zh"].isascii(), (each["name"], code)
            assert code["en"].isascii(), (each["name"], code)
            assert code["en"], (each["name"], code)


def test_the_named_lists_come_in_the_order_asked_and_once(api: Api) -> None:
    assert [each["name"] for each in asked(api, names=["Tier", "Matter", "Tier"])] == ["Tier", "Matter"]
    (matter,) = asked(api, names=["Matter"])
    assert matter["codes"] == [{"code": each, "zh": zh, "en": en} for each, (zh, en) in MATTER_LABELS.items()]


def test_an_unknown_name_is_a_fault_of_the_argument(api: Api) -> None:
    body = {"query": QUERY, "variables": {"names": ["Matter", "Mater"]}}
    answer = api.post(api.person(Role.TOWNSHIP_WINDOW), body, language="en").json()
    assert [(each["message"], each["extensions"]) for each in answer["errors"]] == [
        ("There is no code list called Mater", {"code": "ARGUMENT_INVALID", "argument": ["names"]})
    ]


@pytest.mark.parametrize("role", Role)
def test_the_labels_are_the_same_for_everybody(api: Api, role: Role) -> None:
    assert asked(api, role, names=["State"]) == asked(api, names=["State"])
