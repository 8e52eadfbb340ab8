"""A key is made of ids and area codes, and of nothing a person is called by."""

import pytest

from storage.evidence_key import evidence_key, incoming_key


def test_a_key_tells_county_case_and_paper() -> None:
    assert evidence_key("511526", "app_01J", "evd_01J") == "511526/app_01J/evd_01J"
    assert incoming_key("evd_01J") == "evd_01J"


@pytest.mark.parametrize("part", ["", "..", "a/b", "王小明", "a b", "x" * 65, "a\n"])
def test_nothing_but_an_id_may_be_part_of_a_key(part: str) -> None:
    with pytest.raises(ValueError, match="ids and area codes"):
        evidence_key("511526", part, "evd_01J")
    with pytest.raises(ValueError, match="ids and area codes"):
        incoming_key(part)
