"""What a demonstration shows first (演示样例): officials of each kind with tokens, and a request for each to make."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from authorization.scope import Kind
from casework.matter import State
from casework.office import ROLE_SEATS, Role
from documents.database import Database
from documents.official import OfficialDocument
from documents.reading import find_rows
from server.keys import Keys
from server.register import demo_official
from server.settings import Settings
from server.token import issue

CITY, COUNTY, XUNCHANG, SHANGLUO = "511500", "511526", "511526101", "511526104"
MINUTES = 24 * 60

SEATS: tuple[tuple[str, Role, str], ...] = (
    ("WINDOW", Role.TOWNSHIP_WINDOW, XUNCHANG),
    ("INVESTIGATOR", Role.TOWNSHIP_INVESTIGATOR, XUNCHANG),
    ("REVIEWER", Role.TOWNSHIP_REVIEWER, XUNCHANG),
    ("LEADER", Role.TOWNSHIP_LEADER, XUNCHANG),
    ("LEADER_SHANGLUO", Role.TOWNSHIP_LEADER, SHANGLUO),
    ("APPROVER", Role.COUNTY_APPROVER, COUNTY),
    ("SUPERVISOR", Role.COUNTY_SUPERVISOR, COUNTY),
    ("FINANCE", Role.COUNTY_FINANCE, COUNTY),
    ("AUDITOR", Role.AUDITOR, COUNTY),
    ("PLATFORM", Role.CITY_PLATFORM, CITY),
    ("OVERSEER", Role.CITY_OVERSEER, CITY),
)


@dataclass(frozen=True, slots=True)
class Example:
    """One request as one of the officials makes it."""

    title: str
    official: str
    query: str

    def curl(self) -> str:
        """A command to paste once tokens.env was sourced."""
        return (
            f'curl -s "$API/graphql" -H "Authorization: Bearer $TOKEN_{self.official}" '
            f"-H 'Content-Type: application/json' \\\n  -d '{{\"query\": \"{self._escaped()}\"}}'"
        )

    def _escaped(self) -> str:
        """The query inside JSON inside single quotes; a shell variable steps out of them."""
        return self.query.replace('"', '\\"').replace("$CASE", "'\"$CASE\"'")


EXAMPLES: tuple[Example, ...] = (
    Example(
        "a township window: what waits to be accepted",
        "WINDOW",
        "{ viewer { name caseDay } applications(state: FILED, first: 5) { edges { node { number applicantName } } } }",
    ),
    Example(
        "the city's platform: how its own applications stand",
        "PLATFORM",
        "{ applications(first: 5) { edges { node { number state dueOn } } } }",
    ),
    Example(
        "an auditor: one case's file by its number, and whether its journal is whole",
        "AUDITOR",
        '{ caseFile(number: "$CASE") { chainHolds papers { edges { node { kind mediaType size storedOn } } } } }',
    ),
    Example(
        "the county's supervisor: how its townships compare",
        "SUPERVISOR",
        '{ townshipComparison(from: "2020-05-01", to: "2020-11-20") '
        "{ township { name } accepted confirmed refused overdue averageWorkingDays confirmedAmount } }",
    ),
)


@dataclass(frozen=True, slots=True)
class Bearer:
    """A demo official with a fresh token."""

    name: str
    role: Role
    area: str
    official_id: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Showcase:
    """Everything that the first lines of a demonstration say, and its tokens.env holds."""

    bearers: tuple[Bearer, ...]
    case: str
    village: str

    def variables(self, api: str) -> Mapping[str, str]:
        """The lines of tokens.env."""
        ids = {each.name: each.official_id for each in self.bearers if each.role is Role.TOWNSHIP_INVESTIGATOR}
        tokens = {f"TOKEN_{each.name}": each.token for each in self.bearers}
        return {"API": api, "TOWNSHIP": XUNCHANG, "VILLAGE": self.village, "CASE": self.case, **ids, **tokens}


async def prepared(database: Database, settings: Settings, keys: Keys) -> Showcase:
    """Issue the tokens, and choose a confirmed case that has papers and a village to file from."""
    bearers = [await _bearer(settings, keys, name, role, area) for name, role, area in SEATS]
    return Showcase(
        bearers=(*bearers, await _second_investigator(settings, keys)),
        case=await _case_with_papers(database),
        village=await _village(database),
    )


async def _bearer(settings: Settings, keys: Keys, name: str, role: Role, area: str) -> Bearer:
    return _with_token(settings, keys, name, await demo_official(role, ROLE_SEATS[role][0], area))


async def _second_investigator(settings: Settings, keys: Keys) -> Bearer:
    role = Role.TOWNSHIP_INVESTIGATOR
    first = await demo_official(role, ROLE_SEATS[role][0], XUNCHANG)
    held = {"posts.role": role, "posts.area": XUNCHANG, "_id": {"$ne": first.id}}
    second = await OfficialDocument.find_one(held)
    second = second or await demo_official(role, ROLE_SEATS[role][0], XUNCHANG, name="演示二")
    return _with_token(settings, keys, "INVESTIGATOR2", second)


def _with_token(settings: Settings, keys: Keys, name: str, official: OfficialDocument) -> Bearer:
    post = official.posts[0]
    token = issue(
        keys.issuer,
        keys.key_id,
        issuer=settings.issuer,
        audience=settings.audience,
        subject=official.subject,
        seat={"tier": post.tier, "area": post.area, "organ": post.organ},
        minutes=MINUTES,
    )
    return Bearer(name, post.role, post.area, official.id, token)


async def _case_with_papers(database: Database) -> str:
    """The number of a confirmed case of 巡场镇 that has papers; nothing when there is none."""
    found = {"areas": XUNCHANG, "state": "STORED"}
    papers = await find_rows(database, Kind.EVIDENCE, found, {"caseId": 1}, [("_id", 1)], 1000)
    ids = {row["caseId"] for row in papers}
    confirmed = {"_id": {"$in": sorted(ids)}, "state": State.CONFIRMED}
    cases = await find_rows(database, Kind.APPLICATION, confirmed, {"number": 1}, [("_id", 1)], 1)
    return str(cases[0]["number"]) if cases else ""


async def _village(database: Database) -> str:
    found = await find_rows(database, Kind.JURISDICTION, {"parent": XUNCHANG}, {"code": 1}, [("code", -1)], 1)
    return str(found[0]["code"]) if found else ""
