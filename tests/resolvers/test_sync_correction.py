"""What the platform brought, it corrects until acceptance; afterwards it only proposes."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from casework.office import Role
from tests.api import GONGQUAN, VILLAGES, XUNCHANG, Api
from tests.kept import counts, opened, row
from tests.story import household_input, member
from tests.story_sync import a_row, accepted, by_reference, outcomes, sync


def test_a_case_is_corrected_until_it_is_accepted(api: Api) -> None:
    given = a_row(requestedAmount="300.00")
    first = sync(api, given)["rows"][0]["application"]
    payload = sync(api, {**given, "statement": "家中有人患病", "requestedAmount": "400.00", "nearRelative": True})
    assert outcomes(payload) == [("CORRECTED", [])]
    kept = row(api, "applications", _id=first["id"])
    assert (kept["statement"], str(kept["requestedAmount"]), kept["nearRelative"]) == ("家中有人患病", "400.00", True)
    assert (kept["state"], kept["revision"], kept["number"]) == ("FILED", 2, first["number"])
    with opened(api) as records:
        entries = list(records.journal.find({"caseId": first["id"]}, sort=[("seq", 1)]))
    assert [each["act"] for each in entries] == ["syncApplications", "syncApplications"]
    assert entries[1]["changed"] == ["nearRelative", "requestedAmount", "statement"]


def test_a_family_is_corrected_with_its_claims_and_its_version_and_its_other_case(api: Api) -> None:
    head, son, daughter = member(), member("张儿", "CHILD", "2001-01-01"), member("张女", "CHILD", "2003-01-01")
    given = a_row(household=household_input(VILLAGES[XUNCHANG], members=[head, son]), householdReference=uuid4().hex)
    aid = {**given, "reference": f"L{given['reference']}", "matter": "TEMPORARY_ASSISTANCE", "cause": "FIRE"}
    aid["causeOn"] = "2020-05-30"
    assert outcomes(sync(api, given, aid)) == [("CREATED", []), ("CREATED", [])]
    first = row(api, "applications", **by_reference(given))
    members = [
        {**head, "name": "张改名", "phone": "13900000000"},
        daughter,
        {**member("张孙", "GRANDCHILD", "2020-05-01")},
    ]
    corrected = {**given, "household": {**given["household"], "members": members, "bankAccount": "622848000000001"}}
    assert outcomes(sync(api, corrected)) == [("CORRECTED", [])]
    family = row(api, "households", _id=first["householdId"])
    assert [each["name"] for each in family["members"]] == ["张改名", "张女", "张孙"]
    assert (family["headName"], family["bankAccountMask"]) == ("张改名", "**********01")
    for each in (given, aid):
        case = row(api, "applications", **by_reference(each))
        assert case["householdVersionId"] == family["versionId"] != first["householdVersionId"]
        assert (case["applicantName"], case["memberCount"], case["state"]) == ("张改名", 3, "FILED")
    with opened(api) as records:
        claims = list(records.identityClaims.find({"householdId": family["_id"]}))
        versions = list(records.householdVersions.find({"householdId": family["_id"]}, sort=[("recordedAt", 1)]))
    assert {each["memberId"] for each in claims} == {each["memberId"] for each in family["members"]}
    assert [each["supersededAt"] is None for each in versions] == [False, True]
    assert [len(each["snapshot"]["members"]) for each in versions] == [2, 3]
    freed = a_row(household=household_input(VILLAGES[GONGQUAN], members=[{**son, "relation": "SELF"}]))
    assert outcomes(sync(api, freed)) == [("CREATED", [])]


def test_a_number_of_another_family_refuses_the_row(api: Api) -> None:
    given, other = a_row(), a_row()
    sync(api, given, other)
    taken = {**other["household"], "members": [*other["household"]["members"], {**given["household"]["members"][0]}]}
    taken["members"][1]["relation"] = "PARENT"
    before = counts(api)
    payload = sync(api, {**other, "household": taken})
    assert outcomes(payload) == [("REFUSED", ["IDENTITY_CLAIMED"])]
    assert payload["rows"][0]["userErrors"][0]["path"] == ["rows", "0", "household", "members", "1", "identityNumber"]
    assert counts(api) == before


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"matter": "URBAN_DIBAO"}, ["matter"]),
        ({"householdReference": "another"}, ["householdReference"]),
        ({"village": VILLAGES[GONGQUAN]}, ["household", "village"]),
    ],
    ids=["matter", "family", "village"],
)
def test_what_makes_a_case_the_one_it_is_is_not_corrected(api: Api, change: dict[str, Any], path: list[str]) -> None:
    given = a_row()
    sync(api, given)
    village = change.pop("village", None)
    household = {**given["household"], "village": village} if village else given["household"]
    payload = sync(api, {**given, **change, "household": household})
    assert outcomes(payload) == [("REFUSED", ["FIXED_BY_FILING"])]
    assert payload["rows"][0]["userErrors"][0]["path"] == ["rows", "0", *path]
    assert row(api, "applications", **by_reference(given))["revision"] == 1


def test_after_acceptance_a_change_is_kept_as_a_proposal_and_the_state_stays(api: Api) -> None:
    given = a_row(requestedAmount="300.00")
    case = accepted(api, sync(api, given)["rows"][0]["application"])
    changed = {**given, "requestedAmount": "500.00", "household": {**given["household"], "address": "另一地址"}}
    payload = sync(api, changed)
    assert outcomes(payload) == [("PROPOSED", ["ALREADY_ACCEPTED"])]
    assert payload["rows"][0]["userErrors"][0]["path"] == ["rows", "0"]
    told = payload["rows"][0]["application"]
    assert (told["state"], told["requestedAmount"], told["revision"]) == ("ACCEPTED", "300.00", case["revision"] + 1)
    assert told["proposedChange"] == {"statement": None, "requestedAmount": "500.00", "household": ["address"]}
    family = row(api, "households", **by_reference(given))
    assert (family["address"], family["revision"]) == (given["household"]["address"], 1)
    again = sync(api, changed)
    assert outcomes(again) == [("PROPOSED", ["ALREADY_ACCEPTED"])]
    assert again["rows"][0]["application"] == told


def test_a_proposal_is_taken_back_by_the_unchanged_row(api: Api) -> None:
    given = a_row()
    accepted(api, sync(api, given)["rows"][0]["application"])
    assert outcomes(sync(api, given)) == [("UNCHANGED", [])]
    sync(api, {**given, "statement": "另一陈述"})
    payload = sync(api, given)
    assert outcomes(payload) == [("UNCHANGED", [])]
    assert payload["rows"][0]["application"]["proposedChange"] is None
    assert payload["rows"][0]["application"]["state"] == "ACCEPTED"


def test_a_replayed_proposal_still_says_that_it_was_accepted(api: Api) -> None:
    given, key = a_row(), uuid4().hex
    accepted(api, sync(api, given)["rows"][0]["application"])
    changed = {**given, "statement": "另一陈述"}
    first = sync(api, changed, idempotencyKey=key)
    assert sync(api, changed, idempotencyKey=key) == {**first, "replayed": True}


def test_a_family_on_which_an_accepted_case_stands_is_not_corrected(api: Api) -> None:
    given = a_row(householdReference=uuid4().hex)
    accepted(api, sync(api, given)["rows"][0]["application"])
    aid = {**given, "reference": f"L{given['reference']}", "matter": "TEMPORARY_ASSISTANCE", "cause": "FIRE"}
    aid |= {"causeOn": "2020-05-30", "household": {**given["household"], "phone": "0831-4000000"}}
    payload = sync(api, aid)
    assert outcomes(payload) == [("REFUSED", ["HOUSEHOLD_RELIED_ON"])]
    assert payload["rows"][0]["userErrors"][0]["path"] == ["rows", "0", "household"]
    assert outcomes(sync(api, {**aid, "household": given["household"]})) == [("CREATED", [])]


def test_an_acceptance_and_a_correction_at_once_never_both_pass_unseen(api: Api) -> None:
    for _ in range(10):
        given = a_row()
        case = sync(api, given)["rows"][0]["application"]
        corrected = {**given, "household": {**given["household"], "address": "另一地址"}}
        with ThreadPoolExecutor(2) as pool:
            synced = pool.submit(sync, api, corrected)
            window = api.person(Role.TOWNSHIP_WINDOW)
            taken = pool.submit(
                api.act, window, "acceptApplication", id=case["id"], expectedRevision=1, returns="application { state }"
            )
            outcome, refused = synced.result()["rows"][0]["outcome"], taken.result()["userErrors"]
        address = row(api, "households", **by_reference(given))["address"]
        if refused:
            assert (outcome, refused[0]["code"], address) == ("CORRECTED", "STALE_REVISION", "另一地址")
        else:
            assert (outcome, address) == ("PROPOSED", given["household"]["address"])
