"""Identifiers in tests: how they are revealed, found and warranted over HTTP."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from casework.identifier import PURPOSES
from casework.office import Role
from tests import kept
from tests.api import VILLAGES, XUNCHANG, Api, Person
from tests.story import household_input, identity_number, member

ACCOUNT = "6228480000000077731"


def fresh_family(api: Api) -> dict[str, Any]:
    """A family whose numbers are known; the day's budgets begin anew."""
    number = identity_number("1955-05-05")
    made = api.act(
        api.person(Role.TOWNSHIP_WINDOW),
        "registerHousehold",
        returns="household { id members { memberId } }",
        household=household_input(
            VILLAGES[XUNCHANG],
            bankAccount=ACCOUNT,
            members=[member(birth_day="1955-05-05", identityNumber=number)],
        ),
    )["household"]
    with kept.opened(api) as rows:
        rows["identifierUses"].delete_many({})
        rows["identifierAlarms"].delete_many({})
        rows["journal"].delete_many({"caseId": {"$regex": "^use_"}})
    return {"id": made["id"], "member": made["members"][0]["memberId"], "number": number}


def reveal(api: Api, person: Person, family: dict[str, Any], **given: Any) -> Any:
    asked = {"identifier": "IDENTITY_NUMBER", "purpose": max(PURPOSES.get(person.role, ["CASE_HANDLING"]))}
    asked |= {"householdId": family["id"], "memberId": family["member"]} | given
    return api.act(person, "revealIdentifier", returns="value household { id }", **asked)


def find(api: Api, person: Person, number: str, **given: Any) -> Any:
    asked = {"identityNumber": number, "purpose": max(PURPOSES.get(person.role, ["CASE_HANDLING"]))} | given
    return api.act(person, "findByIdentifier", returns="household { id headName }", **asked)


def code(payload: Any) -> str | None:
    return payload["userErrors"][0]["code"] if payload["userErrors"] else None


def warrant(api: Api, **given: Any) -> Any:
    number = f"审通{uuid4().hex[:8]}"
    asked = {
        "number": number,
        "officialId": api.person(Role.AUDITOR).id,
        "validFrom": "2020-06-01",
        "validTo": "2020-06-30",
    } | given
    payload = api.act(api.person(Role.COUNTY_SUPERVISOR), "registerWarrant", returns="warrantId", **asked)
    return payload | {"number": asked["number"]}


def pushed_back(api: Api, person: Person, by: timedelta) -> None:
    """Let the official's uses of today have been earlier."""
    with kept.opened(api) as rows:
        for row in rows["identifierUses"].find({"officialId": person.id}):
            uses = [{**each, "at": each["at"] - by} for each in row["uses"]]
            rows["identifierUses"].update_one({"_id": row["_id"]}, {"$set": {"uses": uses}})
