"""The API under test: a real uvicorn on the real servers, with officials of every kind in two townships."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

import httpx

from casework.office import ROLE_SEATS, Organ, Role, Tier
from documents.database import Database
from documents.jurisdiction import JurisdictionDocument
from documents.migration import migrate
from documents.official import OfficialDocument, PostPart
from documents.record import new_id
from server.keys import Keys, prepare_keys
from server.settings import Settings
from server.token import issue
from tests.servers import Servers

CITY, COUNTY = "511500", "511526"
XUNCHANG, GONGQUAN, SHANGLUO = "511526101", "511526100", "511526104"
VILLAGES = {XUNCHANG: "511526101201", GONGQUAN: "511526100201", SHANGLUO: "511526104201"}
AREAS = [
    (CITY, "宜宾市", Tier.CITY, None),
    (COUNTY, "珙县", Tier.COUNTY, CITY),
    (XUNCHANG, "巡场镇", Tier.TOWNSHIP, COUNTY),
    (GONGQUAN, "珙泉镇", Tier.TOWNSHIP, COUNTY),
    (SHANGLUO, "上罗镇", Tier.TOWNSHIP, COUNTY),
    *((code, "测试村", Tier.VILLAGE, code[:9]) for code in VILLAGES.values()),
    ("990000", "外市", Tier.CITY, None),
    ("990101", "外县", Tier.COUNTY, "990000"),
    ("990101100", "外镇", Tier.TOWNSHIP, "990101"),
    ("990101100201", "外村", Tier.VILLAGE, "990101100"),
]
CLOCK = "2020-06-01T09:00+08:00"


@dataclass(frozen=True, slots=True)
class Person:
    """An official with a token of his own."""

    id: str
    role: Role
    area: str
    token: str = field(repr=False)


@dataclass(slots=True)
class Api:
    """Asks over HTTP, as one official or another, on any case day."""

    url: str
    database_name: str
    settings: Settings
    keys: Keys
    client: httpx.Client
    log: Path
    process: subprocess.Popen[bytes]
    people: dict[tuple[Role, str], Person] = field(default_factory=dict)
    second_investigators: dict[str, Person] = field(default_factory=dict)

    def post(self, person: Person | None, body: Any, *, clock: str = CLOCK, language: str = "zh") -> httpx.Response:
        headers = {"case-clock": clock, "accept-language": language}
        if person is not None:
            headers["authorization"] = f"Bearer {person.token}"
        return self.client.post("/graphql", json=body, headers=headers)

    def ask(self, person: Person, query: str, *, clock: str = CLOCK, language: str = "zh", **variables: Any) -> Any:
        """The answer's data; fails on any error."""
        answer = self.post(person, {"query": query, "variables": variables}, clock=clock, language=language).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def act(
        self, person: Person, name: str, *, clock: str = CLOCK, language: str = "zh", returns: str = "", **given: Any
    ) -> Any:
        """Do an act with a fresh key unless one is given; the payload with its errors and what `returns` selects."""
        given.setdefault("idempotencyKey", uuid4().hex)
        kind = name[0].upper() + name[1:]
        query = (
            f"mutation($input: {kind}Input!) {{ {name}(input: $input) "
            f"{{ {returns} replayed userErrors {{ code message path }} }} }}"
        )
        return self.ask(person, query, clock=clock, language=language, input=given)[name]

    def person(self, role: Role, area: str = XUNCHANG) -> Person:
        """The official who holds a role at its tier above or in an area."""
        tier, _ = ROLE_SEATS[role]
        length = {Tier.CITY: CITY, Tier.COUNTY: COUNTY, Tier.TOWNSHIP: area[:9], Tier.VILLAGE: VILLAGES.get(area[:9])}
        return self.people[role, str(length[tier])]

    def stranger(self, role: Role) -> Person:
        """The official who holds a role in another city."""
        return next(person for (each, area), person in self.people.items() if each is role and area.startswith("99"))

    def investigators(self, area: str = XUNCHANG) -> tuple[Person, Person]:
        """The two officials of a township who visit together."""
        return self.person(Role.TOWNSHIP_INVESTIGATOR, area), self.second_investigators[area[:9]]

    def token(self, subject: str, tier: Tier, area: str, organ: Organ, minutes: int = 480) -> str:
        return issue(
            self.keys.issuer,
            self.keys.key_id,
            issuer=self.settings.issuer,
            audience=self.settings.audience,
            subject=subject,
            seat={"tier": tier, "area": area, "organ": organ},
            minutes=minutes,
        )


async def prepared(api: Api) -> None:
    """Migrate and keep the areas and the officials."""
    database = await Database.connect(api.settings.mongodb_url, api.database_name, api.keys.master)
    await migrate(database)
    for code, name, level, parent in AREAS:
        await JurisdictionDocument(
            id=f"jur_{code}", code=code, name=name, level=level, parent=parent, valid_from="2020-01-01", synthetic=True
        ).insert()
    for role, (tier, organs) in ROLE_SEATS.items():
        for area in (code for code, _, level, _ in AREAS if level is tier):
            api.people[role, area] = await _registered(api, role, tier, min(organs), area)
    for area in (code for code, _, level, _ in AREAS if level is Tier.TOWNSHIP):
        api.second_investigators[area] = await _registered(
            api, Role.TOWNSHIP_INVESTIGATOR, Tier.TOWNSHIP, Organ.TOWNSHIP_GOVERNMENT, area, "second_"
        )
    await database.close()


async def _registered(api: Api, role: Role, tier: Tier, organ: Organ, area: str, which: str = "") -> Person:
    subject, id_ = f"{which}{role.lower()}@{area}", new_id("off")
    post = PostPart(tier=tier, organ=organ, role=role, area=area, valid_from="2020-01-01")
    machine = role is Role.CITY_PLATFORM
    await OfficialDocument(id=id_, subject=subject, name=f"测试{area[-3:]}", machine=machine, posts=[post]).insert()
    return Person(id_, role, area, api.token(subject, tier, area, organ))


@contextmanager
def running_api(servers: Servers, folder: Path) -> Iterator[Api]:
    """The API as a process of its own, on a database and buckets of its own, as long as the block lasts."""
    name = f"test_{uuid4().hex[:12]}"
    keys = prepare_keys(folder / "keys")
    settings = Settings.for_data_folder(folder, servers.endpoints).renamed(name)
    log = folder / "api.log"
    with (
        log.open("wb") as written,
        _process(settings, written) as (process, url),
        httpx.Client(base_url=url, timeout=30) as client,
    ):
        yield Api(url, name, settings, keys, client, log, process)


@contextmanager
def _process(settings: Settings, log: BinaryIO) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    command = [sys.executable, "-m", "server", "serve", "--port", "0", "--clock", CLOCK]
    process = subprocess.Popen(command, env=environment(settings), stdout=subprocess.PIPE, stderr=log)  # noqa: S603
    try:
        assert process.stdout is not None
        url = process.stdout.readline().decode().strip()
        assert url.startswith("http"), "the API did not start; see its log"
        yield process, url
    finally:
        process.terminate()
        process.wait(15)
        if process.stdout is not None:
            process.stdout.close()


def environment(settings: Settings) -> dict[str, str]:
    """The settings as the environment of a process."""
    return {
        **os.environ,
        "MONGODB_URL": settings.mongodb_url,
        "MONGODB_DATABASE": settings.mongodb_database,
        "S3_URL": settings.s3_url,
        "S3_ACCESS_KEY": settings.s3_access_key,
        "S3_SECRET_KEY": settings.s3_secret_key,
        "S3_BUCKET_PREFIX": settings.bucket_prefix,
        "JWKS": settings.jwks,
        "JWT_ISSUER": settings.issuer,
        "MASTER_KEY_FILE": str(settings.master_key_file),
        "CURSOR_KEY_FILE": str(settings.cursor_key_file),
    }
