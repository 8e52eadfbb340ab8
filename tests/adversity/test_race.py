"""Races, a hundred rounds each: never both, the loser is told why, and the journal shows one."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from casework.office import Role
from tests import kept
from tests.adversity.copies import copies
from tests.api import SHANGLUO, Api
from tests.story import household_input, identity_number, member, on_notice, registered
from tests.story_mandate import published_mandate

ROUNDS = 100
AID = {"matter": "TEMPORARY_ASSISTANCE", "cause": "FIRE", "causeOn": "2020-05-20"}
LEADER, SUPERVISOR, WINDOW = Role.TOWNSHIP_LEADER, Role.COUNTY_SUPERVISOR, Role.TOWNSHIP_WINDOW


@pytest.fixture(scope="module")
def mandate(api: Api) -> dict[str, Any]:
    return published_mandate(api, SHANGLUO)


@pytest.fixture(scope="module")
def case(api: Api, mandate: dict[str, Any]) -> dict[str, Any]:
    return on_notice(api, SHANGLUO, **AID)


def at_once(*acts: Callable[[], Any], late: float = 0.0) -> list[Any]:
    """What each act answered when all were begun at the same moment, the last one `late` seconds after."""
    gate, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        gate.wait()
        time.sleep(late if place == len(acts) - 1 else 0)
        answers[place] = act()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def codes(answer: Any) -> list[str]:
    return [error["code"] for error in answer["userErrors"]]


def confirm(api: Api, case: dict[str, Any]) -> Any:
    person = api.person(LEADER, SHANGLUO)
    given = {"id": case["id"], "expectedRevision": case["revision"]}
    return api.act(person, "confirmApplication", clock=case["clock"], **given)


def acts_of(api: Api, case: dict[str, Any]) -> list[str]:
    return [entry["act"] for entry in kept.journal(api, case["id"])]


def state_of(api: Api, case: dict[str, Any]) -> str:
    return str(kept.record(api, "applications", case["id"])["state"])


def test_of_two_confirmations_of_one_case_one_is_kept(api: Api, case: dict[str, Any]) -> None:
    for each in copies(api, case, ROUNDS):
        answers = at_once(lambda: confirm(api, each), lambda: confirm(api, each))  # noqa: B023 - done within the round
        assert sorted(codes(answer) for answer in answers) in ([[], ["STALE_REVISION"]], [[], ["STEP_OUT_OF_ORDER"]])
        assert (state_of(api, each), acts_of(api, each)) == ("CONFIRMED", ["confirmApplication"])


def test_a_confirmation_and_the_suspension_of_its_mandate_never_both_hold(
    api: Api, case: dict[str, Any], mandate: dict[str, Any]
) -> None:
    outcomes: Counter[str] = Counter()
    for place, each in enumerate(copies(api, case, ROUNDS)):
        revision = _with_room_for_events(api, mandate)
        given = {"id": mandate["id"], "expectedRevision": revision, "reason": "核查"}
        supervisor = api.person(SUPERVISOR)
        confirmation, suspension = at_once(
            lambda: confirm(api, each),  # noqa: B023 - done within the round
            lambda: api.act(supervisor, "suspendMandate", clock=case["clock"], **given),  # noqa: B023
            late=place % 20 / 1000,
        )
        assert codes(suspension) == []
        assert codes(confirmation) in ([], ["OUTSIDE_MANDATE"])
        confirmed = not codes(confirmation)
        assert (state_of(api, each) == "CONFIRMED", bool(acts_of(api, each))) == (confirmed, confirmed)
        _in_order(api, each, mandate, confirmed=confirmed)
        outcomes["confirmed" if confirmed else "refused"] += 1
        again = {"id": mandate["id"], "expectedRevision": revision + 1, "reason": "恢复"}
        assert codes(api.act(supervisor, "resumeMandate", clock=case["clock"], **again)) == []
    assert set(outcomes) == {"confirmed", "refused"}, outcomes


def _with_room_for_events(api: Api, mandate: dict[str, Any]) -> int:
    """The mandate's revision, its events cut back so that a hundred rounds do not fill them."""
    with kept.opened(api) as rows:
        rows["mandates"].update_one({"_id": mandate["id"]}, {"$push": {"events": {"$each": [], "$slice": 4}}})
    return int(kept.record(api, "mandates", mandate["id"])["revision"])


def _in_order(api: Api, case: dict[str, Any], mandate: dict[str, Any], *, confirmed: bool) -> None:
    """A decision that was kept came before the suspension: after it, none is."""
    if confirmed:
        decided = kept.journal(api, case["id"])[-1]
        suspended = kept.journal(api, mandate["id"])[-1]
        assert suspended["act"] == "suspendMandate"
        assert decided["at"] <= suspended["at"] or decided["caseDay"] == suspended["caseDay"]


def test_a_confirmation_and_an_objection_never_both_hold(api: Api, case: dict[str, Any]) -> None:
    outcomes: Counter[str] = Counter()
    for each in copies(api, case, ROUNDS):
        given = {"id": each["id"], "expectedRevision": each["revision"], "text": "家中有轿车"}
        window = api.person(WINDOW, SHANGLUO)
        confirmation, objection = at_once(
            lambda: confirm(api, each),  # noqa: B023 - done within the round
            lambda: api.act(window, "recordObjection", clock=case["clock"], **given),  # noqa: B023
        )
        won = [name for name, answer in (("c", confirmation), ("o", objection)) if not codes(answer)]
        assert len(won) == 1, (confirmation, objection)
        loser = objection if won == ["c"] else confirmation
        assert codes(loser)[0] in {"STALE_REVISION", "STEP_OUT_OF_ORDER", "OBJECTION_OPEN"}
        assert acts_of(api, each) == [{"c": "confirmApplication", "o": "recordObjection"}[won[0]]]
        outcomes[won[0]] += 1
    assert sum(outcomes.values()) == ROUNDS


def test_one_household_is_awarded_once_for_one_cause(api: Api, case: dict[str, Any]) -> None:
    for _ in range(ROUNDS):
        first, second = copies(api, case, 2, one_household=True)
        answers = at_once(lambda: confirm(api, first), lambda: confirm(api, second))  # noqa: B023 - done within the round
        assert sorted(codes(answer) for answer in answers) == [[], ["ALREADY_AWARDED"]]
        states = sorted(state_of(api, each) for each in (first, second))
        assert states == ["CONFIRMED", "ON_NOTICE"]
        assert sorted(acts_of(api, each) for each in (first, second)) == [[], ["confirmApplication"]]


def test_one_number_is_claimed_by_one_of_two_households(api: Api) -> None:
    window = api.person(WINDOW, SHANGLUO)
    for _ in range(ROUNDS):
        with kept.opened(api) as rows:  # a claimed answer counts against the hour's budget
            rows["identifierUses"].delete_many({})
            rows["identifierAlarms"].delete_many({})
            rows["journal"].delete_many({"caseId": {"$regex": "^use_"}})
        head = member(birth_day="1961-01-01", identityNumber=identity_number("1961-01-01"))
        family = household_input("511526104201", members=[head])
        answers = at_once(
            *[lambda: api.act(window, "registerHousehold", household=family) for _ in range(2)]  # noqa: B023
        )
        assert sorted(codes(answer) for answer in answers) == [[], ["IDENTITY_CLAIMED"]]


@pytest.mark.parametrize("attempt", range(3))
def test_an_official_who_asks_thirty_times_at_once_sees_twenty(api: Api, attempt: int) -> None:
    leader, home = api.person(LEADER, SHANGLUO), kept_household(api)
    with kept.opened(api) as rows:
        rows["identifierUses"].delete_many({})
        rows["identifierAlarms"].delete_many({})
    given = {"householdId": home["_id"], "memberId": home["members"][0]["memberId"], "purpose": "VERIFICATION"}
    given["identifier"] = "IDENTITY_NUMBER"
    answers = at_once(*[lambda: api.act(leader, "revealIdentifier", returns="value", **given)] * 30)
    assert Counter(str(codes(answer)) for answer in answers) == {"[]": 20, "['RATE_LIMITED']": 10}
    assert len({answer["value"] for answer in answers}) == 2
    use = kept.row(api, "identifierUses", officialId=leader.id)
    assert len(use["uses"]) == 20
    entries = [each for each in kept.journal(api, home["_id"]) if each["act"] == "revealIdentifier"]
    assert len(entries) == 20 * (attempt + 1)


def kept_household(api: Api) -> dict[str, Any]:
    """The one household of a township that these tests may look at again and again."""
    with kept.opened(api) as rows:
        found = rows["households"].find_one({"township": SHANGLUO, "headName": "张同看"})
    if found is None:
        registered(api, SHANGLUO, members=[member("张同看")])
        return kept_household(api)
    return found


def test_the_same_key_twice_at_once_does_the_act_once(api: Api, case: dict[str, Any]) -> None:
    leader = api.person(LEADER, SHANGLUO)
    for each in copies(api, case, ROUNDS):
        given = {"id": each["id"], "expectedRevision": each["revision"], "idempotencyKey": each["id"]}
        answers = at_once(
            *[lambda: api.act(leader, "confirmApplication", clock=case["clock"], **given) for _ in range(2)]  # noqa: B023
        )
        assert [codes(answer) for answer in answers] == [[], []]
        assert sorted(answer["replayed"] for answer in answers) == [False, True]
        assert acts_of(api, each) == ["confirmApplication"]
