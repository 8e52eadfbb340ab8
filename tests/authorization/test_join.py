"""All that one official can read of a member, joined, leaves more than ten identity numbers that still fit."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from casework.identity import check_digit
from casework.office import Organ, Role
from documents.record import new_id
from tests import kept, papers
from tests.api import CITY, COUNTY, XUNCHANG, Api, Person, prepared, running_api
from tests.authorization.everything import QUESTIONS, by_id, cursors, objects, question
from tests.servers import Servers
from tests.story import member, on_notice, registered
from tests.story_mandate import published_mandate
from tests.story_supervision import AUTUMN, ordered_supervision

FEW = 10  # access.md, Masks: nothing that one viewer can read, joined, may leave ten candidates or fewer
NUMBER, BIRTH_DAY, SEX = "990017195307296424", "1953-07-29", "FEMALE"
REGION, YEAR, DAY, ORDER, CHECK = slice(0, 6), slice(6, 10), slice(6, 14), slice(14, 17), 17
SHORTEST = 7  # digits of the number that occur in an answer by no chance, among its hashes and ids
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
REMAINDERS = "10X98765432"


@dataclass(slots=True, repr=False)
class Family:
    """The family whose member is looked for, in a county of its own."""

    api: Api
    ids: dict[str, str] = field(default_factory=dict)
    number: str = ""


@dataclass(slots=True)
class Known:
    """What somebody knows of a number: characters by their place, and the sex."""

    places: dict[int, str] = field(default_factory=dict)
    male: bool | None = None

    def learn(self, start: int, text: str) -> None:
        self.places |= {start + place: sign for place, sign in enumerate(text) if sign != "*"}

    def fitting(self) -> int:
        """How many numbers with a real day and a valid check digit fit, counted in one region and, if none is known,
        in one year: there are not fewer.
        """
        region = "".join(self.places.get(place, "9") for place in range(6))
        return sum(self._orders(region, day) for day in self._days())

    def _days(self) -> Iterator[str]:
        year = int("".join(self.places.get(place, sign) for place, sign in zip(range(6, 10), "1953", strict=True)))
        day = date(year, 1, 1)
        while day.year == year:
            text = day.strftime("%Y%m%d")
            if all(self.places.get(6 + place, sign) == sign for place, sign in enumerate(text)):
                yield text
            day += timedelta(days=1)

    def _orders(self, region: str, day: str) -> int:
        head = sum(int(sign) * weight for sign, weight in zip(region + day, WEIGHTS[:14], strict=True))
        return sum(self._fits(head, f"{order:03d}") for order in range(1000))

    def _fits(self, head: int, order: str) -> bool:
        if any(self.places.get(14 + place, sign) != sign for place, sign in enumerate(order)):
            return False
        if self.male is not None and (int(order[2]) % 2 == 1) is not self.male:
            return False
        last = REMAINDERS[(head + sum(int(s) * w for s, w in zip(order, WEIGHTS[14:], strict=True))) % 11]
        return self.places.get(CHECK, last) == last


@pytest.fixture(scope="module")
def family(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Family]:
    with running_api(servers, tmp_path_factory.mktemp("join")) as api:
        asyncio.run(prepared(api))
        yield _made(api)


def _made(api: Api) -> Family:
    """A family of one whose case went the whole road, with papers, shared with every organ and the platform."""
    published_mandate(api)
    person = member("欧阳联", birth_day=BIRTH_DAY, identityNumber=NUMBER, phone="13800001953", illness="尿毒症")
    household = registered(api, members=[person], bankAccount="6222020200112233445", phone="13800005678")
    case = on_notice(api, householdId=household, statement="因病致困")
    paper = papers.stored(api, case)
    ordered_supervision(api, case["id"])
    with kept.opened(api) as database:
        reference = {"system": api.person(Role.CITY_PLATFORM).id, "reference": new_id("ref")}
        for name in ("applications", "households", "evidence"):
            shared = {"sharedWith": [each.value for each in Organ], "externalReference": reference}
            database[name].update_many({}, {"$set": shared})
        assert database["households"].count_documents({}) == 1
    ids = {"Household": household, "Application": case["id"], "Evidence": paper["id"]}
    return Family(api, ids, case["number"])


def read(family: Family, person: Person) -> Iterator[dict[str, Any]]:
    """Every question with everything below it, every record by its id, and errors of each kind."""
    ids = list(family.ids.values())
    given = {"id": ids[0], "ids": ids, "number": family.number}
    asked = [question(root, **given) for root in QUESTIONS]
    asked += [by_id(id_, type_name) for type_name, id_ in family.ids.items()]
    asked += [{"query": text, "variables": {}} for text in FAULTS]
    asked += [_refused(family, name, given) for name, given in REFUSED]
    for body in asked:
        yield family.api.post(person, body, clock=AUTUMN).json()


FAULTS = (
    "{ households(first: 0) { totalCount } }",
    f'{{ households(area: "{NUMBER[:6]}") {{ totalCount }} }}',
    '{ applications(after: "nonsense") { totalCount } }',
    "{ households { edges { node { members { identitySealed } } } } }",
    '{ node(id: "hh_unknown") { id } }',
)
REFUSED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("acceptApplication", {}),
    ("confirmApplication", {}),
    ("fileApplication", {"matter": "RURAL_DIBAO", "statement": "再次申请", "nearRelative": False}),
)


def _refused(family: Family, name: str, given: dict[str, Any]) -> dict[str, Any]:
    kind = name[0].upper() + name[1:]
    subject = (
        {"householdId": family.ids["Household"]} if name == "fileApplication" else {"id": family.ids["Application"]}
    )
    revision = {} if name == "fileApplication" else {"expectedRevision": 1}
    query = f"""mutation($input: {kind}Input!) {{ {name}(input: $input) {{ userErrors {{ code message path }}
      application {{ id household {{ members {{ name identityNumber birthDay birthYear sex }} }} }} }} }}"""
    return {"query": query, "variables": {"input": {"idempotencyKey": new_id("key"), **subject, **revision, **given}}}


def joined(answers: list[dict[str, Any]]) -> Known:
    """What all the answers say of the number, whichever field says it; an area read grants the number's region."""
    known, text = Known(), json.dumps(answers, ensure_ascii=False)
    text += json.dumps([list(cursors(each)) for each in answers])
    for each in objects(answers):
        _of_fields(known, each)
    if COUNTY in text:
        known.learn(0, NUMBER[REGION])
    if BIRTH_DAY in text:
        known.learn(6, NUMBER[DAY])
    for start in range(18 - SHORTEST + 1):
        if NUMBER[start : start + SHORTEST] in text:
            known.learn(start, NUMBER[start : start + SHORTEST])
    return known


def _of_fields(known: Known, each: dict[str, Any]) -> None:
    if each.get("identityNumber"):
        known.learn(0, each["identityNumber"])
    if each.get("birthYear"):
        known.learn(6, str(each["birthYear"]))
    if each.get("sex"):
        known.male = each["sex"] == "MALE"


READS = [role for role in Role if role is not Role.SYSTEM_ADMIN]


@pytest.mark.parametrize("role", READS)
def test_more_than_ten_numbers_fit_all_that_a_viewer_reads(family: Family, role: Role) -> None:
    answers = list(read(family, family.api.person(role, XUNCHANG)))
    known = joined(answers)
    assert known.places.items() <= dict(enumerate(NUMBER)).items()
    assert known.male in (None, SEX == "MALE")
    assert known.fitting() > FEW, known


def test_the_joining_finds_what_is_read(family: Family) -> None:
    """Whoever reads the birth day clear and the masked number knows ten characters of the number and the sex."""
    known = joined(list(read(family, family.api.person(Role.TOWNSHIP_LEADER, XUNCHANG))))
    assert "".join(known.places.get(place, "*") for place in range(18)) == "99001719530729***4"
    assert (known.male, known.fitting()) == (False, 45)
    coarse = joined(list(read(family, family.api.person(Role.CITY_OVERSEER, CITY))))
    assert "".join(coarse.places.get(place, "*") for place in range(18)) == "9900171953*******4"
    assert coarse.male is None


def test_the_counting_agrees_with_counting_every_number() -> None:
    known = Known(dict(enumerate(NUMBER[:14])) | {17: "4"}, male=False)
    numbers = [NUMBER[:14] + f"{order:03d}" for order in range(0, 1000, 2)]
    assert known.fitting() == sum(check_digit(each) == "4" for each in numbers)
    assert NUMBER[:17] + check_digit(NUMBER[:17]) == NUMBER


@pytest.mark.parametrize("shown", [NUMBER[14:], NUMBER[15:], NUMBER[14:17]])
def test_a_mask_that_kept_the_last_digits_would_be_seen(shown: str) -> None:
    """The last four with a birth day, the usual mask, leave about one number (access.md)."""
    known = Known(dict(enumerate(NUMBER[:14])), male=False)
    known.learn(NUMBER.index(shown, 14), shown)
    assert 1 <= known.fitting() <= FEW
