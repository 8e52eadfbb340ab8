"""What a page asks of MongoDB, written out: the rows' projection, where the sort values are, and what is ours alone."""

from typing import Any

import pytest

from authorization.official import ViewerClass
from casework.office import Organ, Role, Tier
from schema.answering import COMPILER

WINDOW = ViewerClass(Tier.TOWNSHIP, Organ.TOWNSHIP_GOVERNMENT, frozenset({Role.TOWNSHIP_WINDOW}))
OVERSEER = ViewerClass(Tier.CITY, Organ.CIVIL_AFFAIRS, frozenset({Role.CITY_OVERSEER}))
REFUSED = {"$toInt": "$_id"}
ID = {"0": "$_id"}


def required(path: str) -> dict[str, Any]:
    return {"$ifNull": [path, REFUSED]}


def optional(value: Any) -> dict[str, Any]:
    return {"$ifNull": [value, None]}


def pages(text: str, viewer: ViewerClass = WINDOW) -> Any:
    plan: Any = COMPILER.plan(viewer, text, None, None)[0]
    return plan.roots[0][1].pages


@pytest.mark.parametrize(
    ("selection", "projection", "places", "spare"),
    [
        ("{ totalCount }", ID, {}, ()),
        ("{ pageInfo { hasNextPage } }", ID, {}, ()),
        ("{ pageInfo { endCursor } }", ID, {"_id": "0"}, ()),
        ("{ edges { cursor } }", ID, {"_id": "0"}, ()),
        ("{ edges { node { id } } }", {"id": "$_id"}, {}, ()),
        ("{ edges { cursor node { x: id } } }", {"x": "$_id"}, {"_id": "x"}, ()),
        ("{ edges { cursor node { number } } }", {"number": required("$number"), **ID}, {"_id": "0"}, ("0",)),
        (
            "{ edges { __typename cursor a: node { id } b: node { number } } }",
            {"1": {"id": "$_id"}, "2": {"number": required("$number")}, **ID},
            {"_id": "0"},
            (),
        ),
        (
            "{ edges { node { requestedAmount statement nearRelative } } }",
            {
                "requestedAmount": optional({"$toString": "$requestedAmount"}),
                "statement": optional("$statement"),
                "nearRelative": optional("$nearRelative"),
                **ID,  # whose sensitive fields are read is said in the read log
            },
            {},
            ("0",),
        ),
    ],
)
def test_a_page_of_cases_reads_what_is_selected_and_no_more(
    selection: str, projection: dict[str, Any], places: dict[str, str], spare: tuple[str, ...]
) -> None:
    found = pages(f"{{ applications {selection} }}")
    assert dict(found.rows.projection) == {"_id": 0, **projection}
    assert (found.places, found.spare) == (places, spare)


def cut(path: str) -> dict[str, Any]:
    """The surname and one sign, of a name that there is."""
    return {"$cond": [{"$gt": [path, None]}, {"$concat": [{"$substrCP": [path, 0, 1]}, "＊"]}, None]}


def test_a_masked_name_is_cut_in_the_database_and_what_is_hidden_is_not_read() -> None:
    found = pages("{ applications { edges { node { applicantName filedBy { name } nearRelative } } } }", OVERSEER)
    assert dict(found.rows.projection) == {
        "_id": 0,
        "applicantName": optional(cut("$applicantName")),
        "filedBy": {"$cond": [{"$gt": ["$filedBy", None]}, {"name": optional("$filedBy.name")}, optional(None)]},
        "nearRelative": {"$literal": None},
    }


def test_a_relation_holds_the_place_with_the_id_and_reads_records_of_its_own() -> None:
    asked = "household { phone members { name identityNumber birthDay incomeBand } }"
    found = pages(f"{{ applications {{ edges {{ node {{ {asked} }} }} }} }}", OVERSEER)
    [attached] = found.rows.attachments
    member = {
        "name": optional(cut("$$v1.name")),
        "identityNumber": optional(optional("$$v1.identityMask")),
        "birthDay": {"$literal": None},
        "incomeBand": optional("$$v1.incomeBand"),
    }
    members = {"$ifNull": [{"$map": {"input": "$members", "as": "v1", "in": member}}, REFUSED]}
    assert dict(found.rows.projection) == {"_id": 0, "household": optional("$householdId")}
    assert (attached.rows.key, attached.rows.spare, attached.required) == ("0", True, False)
    assert dict(attached.rows.projection) == {"_id": 0, "phone": {"$literal": None}, "members": members, **ID}
