"""A suspension against a confirmation: one of them comes first, and the other sees what it did."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from authorization.policy import ActName
from casework.mandate import MandateState
from casework.office import Role
from documents.database import Database, Session
from documents.mandate import MandateDocument
from documents.transaction import Deed, Transaction
from resolvers.application import day_of
from tests.api import SHANGLUO, Api
from tests.kept import record
from tests.refused import assert_refused, refusal
from tests.story import CASE, on_notice, step
from tests.story_mandate import MANDATE, mandate_step, published_mandate, suspended_mandate, without_mandate

SUSPENDED = refusal(
    "OUTSIDE_MANDATE",
    "不在委托范围内：委托已暂停 [《社会救助确认权委托下放乡镇试点工作实施方案》第二部分]",
    "Outside the mandate: the mandate is suspended [the county's plan of 2020, part two]",
)
REASON = {"reason": "抽查发现问题"}
ROUNDS = 25


def confirming(case: dict[str, Any]) -> dict[str, Any]:
    return {"clock": case["clock"], "id": case["id"], "expectedRevision": case["revision"]}


def test_a_township_confirms_under_its_mandate_and_the_decision_leads_to_it(api: Api) -> None:
    mandate, case = published_mandate(api, SHANGLUO), on_notice(api, SHANGLUO)
    returns = "application { state decision { mandateId mandateVersion mandate { number state } } }"
    payload = api.act(
        api.person(Role.TOWNSHIP_LEADER, SHANGLUO), "confirmApplication", returns=returns, **confirming(case)
    )

    assert payload["userErrors"] == []
    assert payload["application"] == {
        "state": "CONFIRMED",
        "decision": {
            "mandateId": mandate["id"],
            "mandateVersion": 1,
            "mandate": {"number": mandate["number"], "state": "PUBLISHED"},
        },
    }


def test_under_a_suspended_mandate_nothing_is_confirmed_until_it_is_resumed(api: Api) -> None:
    mandate, case = suspended_mandate(api, SHANGLUO), on_notice(api, SHANGLUO)
    leader = api.person(Role.TOWNSHIP_LEADER, SHANGLUO)
    assert_refused(api, leader, "confirmApplication", SUSPENDED, **confirming(case))

    mandate_step(api, Role.COUNTY_SUPERVISOR, "resumeMandate", mandate, reason="已整改")

    decided = step(api, Role.TOWNSHIP_LEADER, "confirmApplication", case, case["clock"])
    assert (decided["state"], decided["decision"]["mandateId"]) == ("CONFIRMED", mandate["id"])


def test_without_a_mandate_the_county_decides_and_no_mandate_is_named(api: Api) -> None:
    without_mandate(api, SHANGLUO)
    case = on_notice(api, SHANGLUO)

    decided = step(api, Role.COUNTY_APPROVER, "confirmApplication", case, case["clock"])

    assert decided["decision"] == {"amount": "500.00", "mandateId": None, "decidingOrgan": "珙县民政局"}


def test_a_confirmation_leaves_the_mandates_revision_for_the_next_act(api: Api) -> None:
    mandate, case = published_mandate(api, SHANGLUO), on_notice(api, SHANGLUO)
    step(api, Role.TOWNSHIP_LEADER, "confirmApplication", case, case["clock"])
    stored = record(api, "mandates", mandate["id"])
    assert (stored["fence"], stored["revision"]) == (1, mandate["revision"])

    suspended = mandate_step(api, Role.COUNTY_SUPERVISOR, "suspendMandate", mandate, **REASON)

    assert (suspended["state"], suspended["revision"]) == ("SUSPENDED", mandate["revision"] + 1)


@pytest.fixture
async def database(api: Api) -> Any:
    connected = await Database.connect(api.settings.mongodb_url, api.database_name, api.keys.master)
    yield connected
    await connected.close()


def transaction(database: Database, session: Session) -> Transaction:
    day = day_of("2020-06-01")
    assert day is not None
    return Transaction(
        session, Deed("off_test", ActName.SUSPEND_MANDATE, "SEED parts four and six", day), database.seals
    )


async def test_a_suspension_that_a_confirmation_overtakes_is_judged_anew_and_never_stale(
    api: Api, database: Database
) -> None:
    id_, seen = published_mandate(api, SHANGLUO)["id"], []

    async def fence(session: Session) -> bool:
        return await transaction(database, session).fence(MandateDocument, {"_id": id_})

    async def suspend(session: Session) -> None:
        act = transaction(database, session)
        mandate = await act.load(MandateDocument, {"_id": id_})
        assert mandate is not None
        seen.append(mandate.fence)
        if len(seen) == 1:
            assert await database.transaction(fence)
        mandate.state = MandateState.SUSPENDED
        await act.keep(mandate)

    await database.transaction(suspend)

    assert seen == [0, 1]
    stored = record(api, "mandates", id_)
    assert (stored["state"], stored["fence"]) == ("SUSPENDED", 1)


async def test_a_confirmation_that_a_suspension_overtakes_sees_it(api: Api, database: Database) -> None:
    id_, seen = published_mandate(api, SHANGLUO)["id"], []

    async def suspend(session: Session) -> None:
        act = transaction(database, session)
        mandate = await act.load(MandateDocument, {"_id": id_})
        assert mandate is not None
        mandate.state = MandateState.SUSPENDED
        await act.keep(mandate)

    async def confirm(session: Session) -> None:
        act = transaction(database, session)
        (mandate,) = await act.read(MandateDocument, {"_id": id_})
        seen.append(mandate.state)
        if len(seen) == 1:
            await database.transaction(suspend)
        await act.fence(MandateDocument, {"_id": id_})

    await database.transaction(confirm)

    assert seen == [MandateState.PUBLISHED, MandateState.SUSPENDED]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_when_both_come_at_once_the_suspension_holds_and_the_confirmation_is_before_it_or_refused(
    api: Api, part: int
) -> None:
    mandate = published_mandate(api, SHANGLUO)
    leader, supervisor = api.person(Role.TOWNSHIP_LEADER, SHANGLUO), api.person(Role.COUNTY_SUPERVISOR)
    for turn in range(ROUNDS):
        case = on_notice(api, SHANGLUO)
        given = {"id": mandate["id"], "expectedRevision": mandate["revision"], **REASON}
        acts = [
            partial(api.act, supervisor, "suspendMandate", returns=MANDATE, **given),
            partial(api.act, leader, "confirmApplication", returns=CASE, **confirming(case)),
        ]
        with ThreadPoolExecutor(2) as both:
            running = [both.submit(act) for act in (acts if turn % 2 else reversed(acts))]
        suspension, confirmation = (each.result() for each in (running if turn % 2 else reversed(running)))
        assert suspension["userErrors"] == []
        outcome = (confirmation["userErrors"], record(api, "applications", case["id"])["state"])
        assert outcome in (([], "CONFIRMED"), ([SUSPENDED[0]], "ON_NOTICE"))
        mandate = mandate_step(api, Role.COUNTY_SUPERVISOR, "resumeMandate", suspension["mandate"], reason="已整改")
