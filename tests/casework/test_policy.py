"""Rule sets: which one rules which day and matter, without gap or overlap."""

from datetime import date, timedelta

import pytest

from casework.matter import Matter
from casework.policy import RULE_SETS, NoRuleSet, RuleSet, Stage, Unit, rule_set_by_key, rule_set_for

DIBAO = [Matter.URBAN_DIBAO, Matter.RURAL_DIBAO]
SHORT = (Stage.SURVEY, Stage.OPINION, Stage.NOTICE)


@pytest.mark.parametrize("matter", DIBAO)
@pytest.mark.parametrize(
    ("accepted_on", "key"),
    [
        (date(2020, 5, 1), "dibao-2012"),
        (date(2020, 8, 24), "dibao-2012"),
        (date(2020, 8, 25), "dibao-2020"),
        (date(2021, 6, 30), "dibao-2020"),
        (date(2021, 7, 1), "dibao-2021"),
        (date(2022, 10, 19), "dibao-2021"),
        (date(2022, 10, 20), "dibao-2022"),
        (date(2026, 11, 20), "dibao-2022"),
    ],
)
def test_dibao_goes_by_the_rules_of_its_acceptance_day(matter: Matter, accepted_on: date, key: str) -> None:
    assert rule_set_for(matter, accepted_on).key == key


def test_temporary_assistance_goes_by_its_own_unverified_rules() -> None:
    rules = rule_set_for(Matter.TEMPORARY_ASSISTANCE, date(2020, 11, 20))

    assert (rules.key, rules.stages, rules.total_working_days) == ("temporary-2018", SHORT, 20)
    assert not rules.verified


@pytest.mark.parametrize("matter", Matter)
def test_nothing_rules_a_day_before_the_pilot(matter: Matter) -> None:
    with pytest.raises(NoRuleSet) as refusal:
        rule_set_for(matter, date(2020, 4, 30))
    assert refusal.value.facts == {"accepted_on": "2020-04-30"}


@pytest.mark.parametrize("matter", Matter)
def test_exactly_one_rule_set_rules_each_day_since(matter: Matter) -> None:
    days = (date(2020, 5, 1) + timedelta(days=n) for n in range(3000))

    assert all(sum(rules.rules(matter, day) for rules in RULE_SETS) == 1 for day in days)


@pytest.mark.parametrize("rules", RULE_SETS, ids=[rules.key for rules in RULE_SETS])
def test_each_rule_set_has_its_time_and_a_week_of_notice(rules: RuleSet) -> None:
    assert rule_set_by_key(rules.key) is rules
    assert rules.notice_days == 7
    assert (rules.total_working_days is None) == (len(rules.limits) == len(rules.stages) + 1)


def test_the_measures_of_2012_take_ten_five_seven_five_seven_and_three() -> None:
    limits = rule_set_by_key("dibao-2012").limits

    assert [limit.count for limit in limits] == [10, 5, 7, 5, 7, 3]
    assert [limit.unit is Unit.DAYS for limit in limits] == [False, False, True, False, True, False]


def test_undisputed_cases_are_not_assessed_since_august_2020() -> None:
    stages = [rules.stages for rules in RULE_SETS]

    assert stages == [
        (Stage.SURVEY, Stage.ASSESSMENT, Stage.FIRST_NOTICE, Stage.OPINION, Stage.NOTICE),
        (Stage.SURVEY, Stage.FIRST_NOTICE, Stage.OPINION, Stage.NOTICE),
        SHORT,
        SHORT,
        SHORT,
    ]
