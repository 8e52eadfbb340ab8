"""The masks that MongoDB computes are those of `authorization.mask`, whatever the text."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymongo import MongoClient
from pymongo.collection import Collection

from authorization.mask import Mask, masked
from compiler.mask import masked_expression
from tests.servers import Servers

# Chinese, letters of other planes, joined and combining signs; no surrogate is text that BSON can hold.
TEXTS = st.text(
    st.one_of(st.sampled_from("张李欧阳＊*0123 \0\n𠮷𠀀👨‍👩‍👧é́"), st.characters(codec="utf-8")), max_size=12
)
ABSENT = object()


@pytest.fixture(scope="module")
def rows(servers: Servers) -> Iterator[Collection[dict[str, Any]]]:
    with MongoClient[dict[str, Any]](servers.endpoints.mongodb_url) as client:
        yield client["masks"]["rows"]
        client.drop_database("masks")


@given(values=st.lists(st.one_of(TEXTS, st.none(), st.just(ABSENT)), min_size=1, max_size=30))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_twins_of_every_mask_agree(rows: Collection[dict[str, Any]], values: list[Any]) -> None:
    kept = [{"_id": n} if value is ABSENT else {"_id": n, "v": value} for n, value in enumerate(values)]
    rows.delete_many({})
    rows.insert_many(kept)
    found = rows.find({}, {"_id": 0, **{mask.value: masked_expression(mask, "$v") for mask in Mask}}, sort=[("_id", 1)])
    expected = [None if value is ABSENT else value for value in values]
    assert list(found) == [{mask.value: masked(mask, value) for mask in Mask} for value in expected]
