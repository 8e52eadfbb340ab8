"""A county for the compiler's tests: families, cases, papers, mandates and supervision in several states."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from casework.office import Organ, Role
from tests import kept, papers
from tests.api import CITY, COUNTY, GONGQUAN, XUNCHANG, Api, Person
from tests.story import filed, member, morning, on_notice, registered, step
from tests.story_calendar import load
from tests.story_mandate import drafted_mandate, published_mandate, suspended_mandate
from tests.story_supervision import closed_supervision, found_supervision, ordered_supervision

AUTUMN = "2020-11-20T09:00+08:00"
SHARED = [each.value for each in Organ if each is not Organ.CIVIL_AFFAIRS]


@dataclass(slots=True, repr=False)
class World:
    """The API with its data: ids and numbers by kind, and every official by his role and area."""

    api: Api
    ids: dict[str, list[str]] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)

    @property
    def people(self) -> list[Person]:
        """One official of each role; of the townships' roles one in each of the two."""
        areas = (CITY, COUNTY, XUNCHANG, GONGQUAN)
        return [each for (_, area), each in self.api.people.items() if area[:9] in areas]

    def ask(self, person: Person, body: dict[str, Any], *, reference: bool, clock: str = AUTUMN) -> httpx.Response:
        headers = {"authorization": f"Bearer {person.token}", "case-clock": clock}
        return self.api.client.post("/graphql", json=body, headers=headers | ({"reference": "1"} if reference else {}))

    def both(self, person: Person, query: str, clock: str = AUTUMN, name: str | None = None, **variables: Any) -> str:
        """By which way the operation was answered; fails unless the reference executor says the same.

        So must the read log: both ways show the same records' fields clear.
        """
        body = {"query": query, "variables": variables, "operationName": name}
        (compiled, logged), (reference, wanted) = (
            self.logged(person, body, reference=each, clock=clock) for each in (False, True)
        )
        assert reference.headers["answered-by"] == "DEMANDED"
        assert logged == wanted, query
        assert (compiled.status_code, ordered(compiled)) == (reference.status_code, ordered(reference)), (
            query,
            compiled.text,
            reference.text,
        )
        return str(compiled.headers["answered-by"])

    def logged(
        self, person: Person, body: dict[str, Any], *, reference: bool, clock: str = AUTUMN
    ) -> tuple[httpx.Response, list[dict[str, Any]]]:
        """The answer, and what the read log has of it, the entries' ids and moments aside."""
        with kept.opened(self.api) as database:
            database["readLog"].delete_many({})
            answer = self.ask(person, body, reference=reference, clock=clock)
            entries = list(database["readLog"].find({}, {"_id": 0, "at": 0, "month": 0}))
        return answer, sorted(entries, key=lambda each: (each["fields"], each["recordIds"]))


def ordered(response: httpx.Response) -> Any:
    """An answer with the order of its keys; only the number of an internal error differs from one to the next."""

    def pairs(found: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
        return [(key, None if key == "number" and _is_error_number(value) else value) for key, value in found]

    return json.loads(response.content, object_pairs_hook=pairs)


def _is_error_number(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9a-f]{12}", value) is not None


def made(api: Api) -> World:
    """The county, made over HTTP, with what no act makes yet put in by hand."""
    world = World(api)
    for area in (XUNCHANG, GONGQUAN):
        _cases(world, area)
    papers_of = [papers.stored(api, {"id": world.ids["app"][0], "area": XUNCHANG}, kind=kind) for kind in _PAPERS]
    world.ids["evd"] = [each["id"] for each in papers_of]
    drafted_mandate(api, GONGQUAN)
    assert load(api)["userErrors"] == []
    _supervision(world)
    _by_hand(world)
    with kept.opened(api) as database:
        for kind, name in (("hh", "households"), ("mdt", "mandates"), ("sup", "supervision"), ("jrn", "journal")):
            world.ids[kind] = sorted(database[name].distinct("_id"))[:12]
        world.ids["jur"] = sorted(database["jurisdictions"].distinct("_id"))
        world.numbers = sorted(database["applications"].distinct("number"))
    return world


_PAPERS = ("HOUSEHOLD_REGISTER", "DIAGNOSIS", "ACCOUNT_BOOK", "NOTICE_PHOTO", "OTHER")


def _cases(world: World, area: str) -> None:
    api, clock = world.api, morning("2020-06-01")
    big = registered(
        api,
        area,
        members=[
            member("欧阳测试", phone="13800000017", monthlyIncome="1234.50"),
            member("张某", relation="SPOUSE", disability="肢体二级", illness="尿毒症", monthlyIncome="0.00"),
            member("李四四", relation="CHILD", birth_day="2006-09-01", fullTimeStudent=True),
        ],
    )
    first = filed(api, area, householdId=big, requestedAmount="3000.00", statement="三人大病")
    kin = filed(api, area, clock, nearRelative=True, nearRelativeNote="村主任之弟")
    sudden = filed(api, area, clock, matter="TEMPORARY_ASSISTANCE", cause="SERIOUS_ILLNESS", causeOn="2020-05-20")
    accepted = step(api, Role.TOWNSHIP_WINDOW, "acceptApplication", filed(api, area, clock), clock)
    published_mandate(api, area)
    decided = on_notice(api, area)
    decided = step(api, Role.TOWNSHIP_LEADER, "confirmApplication", decided, decided["clock"])
    waiting = on_notice(api, area, amount="321.00")
    suspended_mandate(api, area)
    world.ids.setdefault("app", []).extend(each["id"] for each in (first, kin, sudden, accepted, decided, waiting))


def _supervision(world: World) -> None:
    found_supervision(world.api, world.ids["app"][0])
    ordered_supervision(world.api, world.ids["app"][1])
    ordered_supervision(world.api, GONGQUAN)
    closed_supervision(world.api, XUNCHANG)


def _by_hand(world: World) -> None:
    """Cases shared with every organ, one of the platform's, a proposed change, a visit, names of another plane."""
    platform = world.api.person(Role.CITY_PLATFORM).id
    handler = {"officialId": platform, "name": "平台"}
    nothing = dict.fromkeys(("requestedAmount", "cause", "causeOn", "nearRelative", "nearRelativeNote"))
    change = {
        **nothing,
        "statement": "新增",
        "household": ["members"],
        "receivedAt": datetime(2020, 6, 3, 1, 2, 3, 45000, UTC),
    }
    corrections = {"by": handler, "on": "2020-06-02", "items": ["残疾证"], "complete": True, "text": "已补齐"}
    ended = {"endedOn": "2020-06-03", "endedBy": handler}
    extension = {"by": handler, "on": "2020-06-04", "reason": "LIVING_APART", "text": "外出务工"}
    with kept.opened(world.api) as database:
        database["applications"].update_many(
            {"decision": {"$ne": None}}, {"$set": {"corrections": corrections | ended, "extension": extension}}
        )
        for name in ("applications", "households", "evidence"):
            database[name].update_many({}, {"$set": {"sharedWith": SHARED}})
        database["applications"].update_one(
            {"_id": world.ids["app"][0]},
            {
                "$set": {
                    "applicantName": "𠮷𡈽",
                    "proposedChange": change,
                    "externalReference": {"system": platform, "reference": "外-1"},
                    "countyVisit": {"by": handler, "on": "2020-06-04", "visitedOn": "2020-06-03", "text": "属实"},
                }
            },
        )
        database["households"].update_one({"members.name": "张某"}, {"$set": {"members.1.name": "𠀀", "phone": "7"}})
