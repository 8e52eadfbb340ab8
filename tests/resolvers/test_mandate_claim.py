"""Mandates over HTTP: no matter is entrusted twice for one day, and each is in force on its days alone."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from casework.mandate import MandateAct
from casework.office import Role
from tests.api import GONGQUAN, SHANGLUO, Api
from tests.kept import opened
from tests.refused import assert_refused, refusal
from tests.story_mandate import (
    ACTS,
    PLAN,
    mandate_step,
    published_mandate,
    revoked_mandate,
    signed_mandate,
    step_input,
    suspended_mandate,
    without_mandate,
)


def entrusted(zh: str, en: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return refusal(
        "MATTER_ALREADY_ENTRUSTED",
        f"{zh}在同一期间已由另一份委托书委托给该乡镇 [SEED part two]",
        f"Another mandate entrusts {en} to the township at the same time [SEED part two]",
    )


TEMPORARY_TAKEN = entrusted("临时救助", "temporary assistance")


@pytest.mark.parametrize("holder", [published_mandate, suspended_mandate])
def test_a_matter_that_is_held_is_not_published_again(api: Api, holder: Any) -> None:
    held = holder(api, SHANGLUO)
    second = signed_mandate(api, SHANGLUO, items=[{"matter": "TEMPORARY_ASSISTANCE", "cap": "5000.00"}])
    given = step_input(MandateAct.PUBLISH, second)

    assert_refused(api, api.person(Role.COUNTY_APPROVER), "publishMandate", TEMPORARY_TAKEN, **given)
    assert claims(api, SHANGLUO) == dict.fromkeys((item["matter"] for item in PLAN), held["id"])


def claims(api: Api, area: str) -> dict[str, str]:
    with opened(api) as database:
        found = database["mandateClaims"].find({"_id": {"$regex": f"^{area}:"}})
        return {row["_id"].split(":")[1]: row["mandateId"] for row in found}


def test_a_revoked_mandate_gives_its_matters_back(api: Api) -> None:
    revoked_mandate(api, SHANGLUO)
    assert claims(api, SHANGLUO) == {}

    second = mandate_step(api, Role.COUNTY_APPROVER, "publishMandate", signed_mandate(api, SHANGLUO))

    assert claims(api, SHANGLUO) == dict.fromkeys((item["matter"] for item in PLAN), second["id"])


def test_a_mandate_follows_another_that_ends_before_it_begins(api: Api) -> None:
    items = [{"matter": "URBAN_DIBAO"}]
    published_mandate(api, SHANGLUO, items=items, validTo="2020-12-31")
    same_day = signed_mandate(api, SHANGLUO, valid_from="2020-12-31", items=items)
    told = entrusted("城市低保", "urban minimum living allowance")
    approver = api.person(Role.COUNTY_APPROVER)
    assert_refused(api, approver, "publishMandate", told, **step_input(MandateAct.PUBLISH, same_day))

    next_day = signed_mandate(api, SHANGLUO, valid_from="2021-01-01", items=items)
    next_day = mandate_step(api, Role.COUNTY_APPROVER, "publishMandate", next_day)

    assert claims(api, SHANGLUO) == {"URBAN_DIBAO": next_day["id"]}
    assert_refused(api, approver, "publishMandate", told, **step_input(MandateAct.PUBLISH, same_day))


def test_townships_hold_the_same_matters_side_by_side(api: Api) -> None:
    held = {area: published_mandate(api, area)["id"] for area in (SHANGLUO, GONGQUAN)}

    assert {area: set(claims(api, area).values()) for area in held} == {area: {id_} for area, id_ in held.items()}


@pytest.mark.parametrize(
    ("clock", "in_force"),
    [
        ("2020-04-30T23:59+08:00", False),
        ("2020-05-01T00:00+08:00", True),
        ("2020-12-31T23:59+08:00", True),
        ("2021-01-01T00:00+08:00", False),
    ],
)
def test_a_published_mandate_is_in_force_from_its_first_day_to_its_last(api: Api, clock: str, in_force: bool) -> None:
    mandate = published_mandate(api, SHANGLUO, validTo="2020-12-31")
    query = "query($id: ID!) { node(id: $id) { ... on Mandate { inForce } } }"

    found = api.ask(api.person(Role.TOWNSHIP_LEADER, SHANGLUO), query, clock=clock, id=mandate["id"])

    assert found == {"node": {"inForce": in_force}}


def test_a_suspended_mandate_is_not_in_force_until_it_is_resumed(api: Api) -> None:
    mandate = suspended_mandate(api, SHANGLUO)
    clock, given = "2020-06-01T09:00+08:00", {"reason": "已整改"}
    query = "query($id: ID!) { node(id: $id) { ... on Mandate { inForce } } }"
    found = api.ask(api.person(Role.TOWNSHIP_LEADER, SHANGLUO), query, clock=clock, id=mandate["id"])
    assert found == {"node": {"inForce": False}}

    resumed = mandate_step(api, Role.COUNTY_SUPERVISOR, "resumeMandate", mandate, clock, **given)

    assert (resumed["state"], resumed["inForce"]) == ("PUBLISHED", True)


def test_of_two_who_publish_one_matter_at_once_one_is_refused(api: Api) -> None:
    approver = api.person(Role.COUNTY_APPROVER)
    for _ in range(10):
        without_mandate(api, SHANGLUO)
        rivals = [signed_mandate(api, SHANGLUO, items=[{"matter": "TEMPORARY_ASSISTANCE"}]) for _ in range(2)]
        with ThreadPoolExecutor(2) as both:
            running = [
                both.submit(api.act, approver, "publishMandate", **step_input(MandateAct.PUBLISH, each))
                for each in rivals
            ]
        errors = [each.result()["userErrors"] for each in running]
        assert sorted(errors, key=len) == [[], [TEMPORARY_TAKEN[0]]]
        assert claims(api, SHANGLUO) == {"TEMPORARY_ASSISTANCE": rivals[errors.index([])]["id"]}


def test_a_mandate_whose_record_is_full_is_not_suspended_again_but_revoked(api: Api) -> None:
    mandate = published_mandate(api, SHANGLUO)
    for _ in range(47):
        for act in (MandateAct.SUSPEND, MandateAct.RESUME):
            mandate = mandate_step(api, Role.COUNTY_SUPERVISOR, ACTS[act][0], mandate, **step_input(act, mandate))
    told = refusal(
        "MANDATE_TOO_OFTEN_SUSPENDED",
        "委托书的操作记录已满，不能再次暂停，只能撤销 [SEED part six]",
        "The mandate's record has no room for another suspension: revoke it instead [SEED part six]",
    )
    supervisor = api.person(Role.COUNTY_SUPERVISOR)
    assert_refused(api, supervisor, "suspendMandate", told, **step_input(MandateAct.SUSPEND, mandate))

    assert mandate_step(api, Role.COUNTY_SUPERVISOR, "revokeMandate", mandate, reason="终止")["state"] == "REVOKED"
