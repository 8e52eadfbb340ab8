"""Two areas at once: the inner one finds the rows, the outer one is looked at all the same."""

from typing import Any

import pytest

from authorization.scope import NOBODY, in_both
from resolvers.reader import within

CITY, COUNTY, TOWNSHIP, VILLAGE = "511500", "511526", "511526101", "511526101201"
CHAIN = (CITY, COUNTY, TOWNSHIP, VILLAGE)


@pytest.mark.parametrize("inner", range(4))
@pytest.mark.parametrize("outer", range(4))
def test_of_two_areas_of_one_chain_the_inner_one_finds(inner: int, outer: int) -> None:
    if inner == outer:
        wanted: dict[str, Any] = {"areas": CHAIN[inner]}
    else:
        low, high = sorted((inner, outer))
        wanted = {"areas": CHAIN[high], "$expr": {"$in": [CHAIN[low], "$areas"]}}
    assert in_both(CHAIN[inner], CHAIN[outer]) == in_both(CHAIN[outer], CHAIN[inner]) == wanted


@pytest.mark.parametrize("other", ["511525", "511526102", "511526102201", "511526101202", "511525100"])
@pytest.mark.parametrize("own", [COUNTY, TOWNSHIP, VILLAGE])
def test_areas_side_by_side_share_nothing(own: str, other: str) -> None:
    if not other.startswith(own):
        assert in_both(own, other) == in_both(other, own) == NOBODY


@pytest.mark.parametrize("asked", ["990101", "990101100"])
def test_what_lies_in_another_city_is_left_to_the_row(asked: str) -> None:
    """A county that no city's digits lead to exists (省直辖县): its row's chain decides."""
    assert in_both(CITY, asked) == {"areas": asked, "$expr": {"$in": [CITY, "$areas"]}}


def test_the_rest_of_both_filters_stays() -> None:
    scope, asked = {"areas": COUNTY, "disclosed": True}, {"areas": TOWNSHIP, "state": "OPENED"}
    assert within(scope, asked) == {
        "areas": TOWNSHIP,
        "disclosed": True,
        "state": "OPENED",
        "$expr": {"$in": [COUNTY, "$areas"]},
    }
    assert within(scope, {"areas": "511525"}) == NOBODY
    assert within({"areas": COUNTY, "kind": {"$in": ["OTHER"]}}, {"kind": "RECEIPT"}) == {
        "$and": [{"areas": COUNTY, "kind": {"$in": ["OTHER"]}}, {"kind": "RECEIPT"}]
    }
