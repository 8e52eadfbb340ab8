"""Mandates over HTTP: what a draft may say, and that a supervising act gives its reason."""

from typing import Any

import pytest

from casework.mandate import MandateAct
from casework.office import Role
from tests.api import CITY, COUNTY, SHANGLUO, Api
from tests.refused import assert_refused, not_found, refusal
from tests.story_mandate import (
    ACTS,
    BEFORE_PILOT,
    PLAN,
    published_mandate,
    step_input,
    suspended_mandate,
)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"items": []},
            refusal(
                "MANDATE_ITEMS_MISSING",
                "委托书至少要有一个委托事项 [SEED part two]",
                "A mandate entrusts one matter at least [SEED part two]",
                "items",
            ),
        ),
        (
            {"items": [*PLAN, {"matter": "RURAL_DIBAO", "cap": "100.00"}]},
            refusal(
                "MATTER_REPEATED",
                "同一事项在委托书中重复 [SEED part two]",
                "The same matter stands twice in the mandate [SEED part two]",
                "items",
                "3",
                "matter",
            ),
        ),
        (
            {"items": [{"matter": "TEMPORARY_ASSISTANCE", "cap": "3000.001"}]},
            refusal(
                "AMOUNT_INVALID",
                "金额格式不正确，应为最多两位小数的数字",
                "An amount is a plain number with at most two decimals",
                "items",
                "0",
                "cap",
            ),
        ),
        (
            {"items": [{"matter": "TEMPORARY_ASSISTANCE", "cap": ""}]},
            refusal(
                "AMOUNT_INVALID",
                "金额格式不正确，应为最多两位小数的数字",
                "An amount is a plain number with at most two decimals",
                "items",
                "0",
                "cap",
            ),
        ),
        (
            {"items": [{"matter": "TEMPORARY_ASSISTANCE", "cap": "0.00"}]},
            refusal("AMOUNT_NOT_POSITIVE", "金额必须大于零", "The amount must be above zero", "items", "0", "cap"),
        ),
        (
            {"items": [{"matter": "TEMPORARY_ASSISTANCE", "cap": "-1.00"}]},
            refusal("AMOUNT_NOT_POSITIVE", "金额必须大于零", "The amount must be above zero", "items", "0", "cap"),
        ),
        (
            {"items": [{"matter": "TEMPORARY_ASSISTANCE", "cap": "100000000.00"}]},
            refusal(
                "AMOUNT_TOO_LARGE",
                "金额不能超过 99999999.99 元",
                "The amount may not exceed 99999999.99 yuan",
                "items",
                "0",
                "cap",
            ),
        ),
        (
            {"validFrom": "2020-04-30"},
            refusal(
                "PERIOD_BEFORE_PILOT",
                "委托起始日不能早于 2020-05-01 [SEED part three]",
                "The first day cannot be before 2020-05-01 [SEED part three]",
                "validFrom",
            ),
        ),
        (
            {"validTo": "2020-04-30"},
            refusal(
                "PERIOD_REVERSED",
                "委托截止日不能早于起始日 [SEED part three]",
                "The last day cannot be before the first [SEED part three]",
                "validTo",
            ),
        ),
        (
            {"validFrom": "2020-02-30"},
            refusal("DAY_INVALID", "日期无效，应为 YYYY-MM-DD", "Not a day of the form YYYY-MM-DD", "validFrom"),
        ),
        (
            {"validTo": ""},
            refusal("DAY_INVALID", "日期无效，应为 YYYY-MM-DD", "Not a day of the form YYYY-MM-DD", "validTo"),
        ),
        *(
            ({"township": code}, not_found("township"))
            for code in (COUNTY, CITY, "511526101201", "511526999", "511525101", "", "巡场")
        ),
    ],
)
def test_a_draft_with_a_fault_is_refused_with_its_place(api: Api, given: dict[str, Any], told: Any) -> None:
    draft = {"township": SHANGLUO, "items": PLAN, "validFrom": "2020-05-01", **given}

    assert_refused(api, api.person(Role.COUNTY_APPROVER), "draftMandate", told, clock=BEFORE_PILOT, **draft)


@pytest.mark.parametrize("act", [MandateAct.SUSPEND, MandateAct.RESUME, MandateAct.REVOKE])
@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (" \n", refusal("TEXT_MISSING", "内容不能为空", "The text is missing", "reason")),
        (
            "字" * 501,
            refusal("TEXT_TOO_LONG", "内容不能超过 500 字", "The text may have 500 characters at most", "reason"),
        ),
        (
            "原因\x07",
            refusal(
                "TEXT_UNREADABLE", "内容含有无法识别的字符", "The text holds characters that cannot be read", "reason"
            ),
        ),
    ],
)
def test_supervising_acts_need_a_readable_reason(api: Api, act: MandateAct, reason: str, told: Any) -> None:
    build = suspended_mandate if act is MandateAct.RESUME else published_mandate
    mandate = build(api, SHANGLUO)
    given = step_input(act, mandate) | {"reason": reason}

    assert_refused(api, api.person(Role.COUNTY_SUPERVISOR), ACTS[act][0], told, **given)
