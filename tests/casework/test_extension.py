"""A time limit is extended where the rules provide it, once, before it lapses, for a reason that the file bears out."""

from datetime import date
from typing import Any

import pytest

from casework import extension as rules
from casework.application import StepOutOfOrder
from casework.extension import ExtensionReason
from casework.matter import State
from casework.policy import RULE_SETS
from casework.refusal import Refusal
from tests.casework.sample import case

DUE = date(2022, 11, 17)
FACTS: dict[str, Any] = {"rule_set": "dibao-2022", "accepted_on": date(2022, 10, 20), "due_on": DUE}


@pytest.mark.parametrize("reason", ExtensionReason)
def test_a_special_case_is_extended_up_to_its_last_day(reason: ExtensionReason) -> None:
    rules.check_extend(case(**FACTS, objections=1), reason, DUE)


@pytest.mark.parametrize("key", [rule_set.key for rule_set in RULE_SETS])
def test_only_the_measures_of_2021_provide_an_extension(key: str) -> None:
    facts = case(**FACTS | {"rule_set": key})
    if key in {"dibao-2021", "dibao-2022"}:
        rules.ready_to_extend(facts, DUE)
        return
    with pytest.raises(rules.ExtensionNotProvided):
        rules.ready_to_extend(facts, DUE)


def test_a_case_without_a_known_last_day_may_be_extended() -> None:
    rules.ready_to_extend(case(**FACTS | {"due_on": None}), DUE)


@pytest.mark.parametrize(
    ("changes", "today", "refusal"),
    [
        ({"state": State.CONFIRMED}, DUE, StepOutOfOrder),
        ({"state": State.FILED, "rule_set": None}, DUE, StepOutOfOrder),
        ({"extended": True}, DUE, rules.AlreadyExtended),
        ({}, date(2022, 11, 18), rules.DeadlineLapsed),
    ],
)
def test_nothing_else_is_extended(changes: dict[str, Any], today: date, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        rules.check_extend(case(**FACTS | changes), ExtensionReason.LIVING_APART, today)


def test_an_objection_that_nobody_made_is_no_reason() -> None:
    with pytest.raises(rules.NoObjectionOnFile) as refusal:
        rules.check_extend(case(**FACTS), ExtensionReason.NOTICE_OPPOSED, DUE)
    assert refusal.value.path == ("reason",)
