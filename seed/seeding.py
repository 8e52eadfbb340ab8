"""Seeding (生成演示数据): a county's worth of generated families and cases, the same on every run, only once."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from documents.application import ApplicationDocument
from documents.bulk import Bulk, counters
from documents.calendar import national_calendar
from documents.database import Database
from documents.seal import Seals
from seed.area import Village, jurisdictions, villages_of
from seed.case import Cases
from seed.chance import Chance
from seed.county import County, read_county
from seed.evidence import Archivist
from seed.household import Registrar
from seed.mandate import MandateDesk
from seed.marker import CASE_DAY, HOUSEHOLDS, SEED, begin, finish
from seed.office import Office
from seed.person import People
from seed.staff import staffed
from seed.story import story_of
from seed.supervision import Supervisor
from storage.evidence_store import EvidenceStore

_CHUNK = 100
_WITH_PAPERS = 40  # families whose cases get scans

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Seeded:
    """What a seeding made."""

    households: int
    applications: int
    papers: int
    documents: int


async def seed(
    database: Database,
    store: EvidenceStore,
    households: int = HOUSEHOLDS,
    *,
    seed: int = SEED,
    progress: Progress = lambda _done: None,
) -> Seeded:
    """Fill an empty, migrated database and its store; `progress` hears how many households were done.

    What an interrupted seeding left is deleted first. Raises `AlreadySeeded` or `DatabaseInUse`.
    """
    await begin(database, seed, households)
    await store.prepare()
    office, villages = await _founded(seed, database.seals)
    clerk = Clerk(office, villages, Cases(office, Registrar(office, database.seals)), Archivist(office, store))
    written = await clerk.tell_all(households, progress)
    cases, papers = clerk.cases, clerk.papers
    Supervisor(office).check_all([each for each in cases if each.ended])
    for each in counters(office.numbers):
        office.bulk.add(each)
    written += await office.bulk.flush() + await office.mandate_bulk.flush()
    await finish(database)
    return Seeded(households, len(cases), papers, written)


async def _founded(seed: int, seals: Seals) -> tuple[Office, list[Village]]:
    """The county with its areas, its officials and its mandates, in bulk but not yet kept."""
    county, calendar = read_county(), national_calendar()
    chance = Chance(f"jiuzhu-{seed}", calendar)
    people, villages = People.seeded(seed, chance), villages_of(county, chance)
    office = Office(
        county=county,
        calendar=calendar,
        chance=chance,
        people=people,
        staff=staffed(county, villages, people),
        bulk=Bulk(chance.id, seals),
        mandate_bulk=Bulk(chance.id, seals),
        today=CASE_DAY,
    )
    for document in (*jurisdictions(county, villages), *office.staff.officials):
        office.bulk.add(document)
    desk = MandateDesk(county, office.staff, chance, office.mandate_bulk, office.numbers)
    office.mandates = desk.entrust_all()
    return office, villages


@dataclass(slots=True)
class Clerk:
    """Tells one household's story after the other, and keeps what came of it."""

    office: Office
    villages: list[Village]
    told: Cases
    archivist: Archivist
    cases: list[ApplicationDocument] = field(default_factory=list)
    papers: int = 0

    async def tell_all(self, households: int, progress: Progress) -> int:
        """Every story; one chunk is written while the next is made. Returns how many documents were written."""
        written, writing = 0, asyncio.create_task(self.office.bulk.flush())
        for first in range(0, households, _CHUNK):
            places = range(first, min(first + _CHUNK, households))
            for place in places:
                await self._tell(place)
            written += await writing
            writing = asyncio.create_task(self.office.bulk.flush())
            progress(len(places))
        return written + await writing

    async def _tell(self, place: int) -> None:
        county = self.office.county
        made = await self.told.told(story_of(place, len(county.townships)), _village_of(county, self.villages, place))
        self.cases += made
        if place < _WITH_PAPERS:
            self.papers += len(await self.archivist.file_all(made))


def _village_of(county: County, villages: list[Village], place: int) -> Village:
    """Townships take turns, and so do the villages of each."""
    turn, seat = divmod(place, len(county.townships))
    inside = list(_inside(villages, county.townships[seat].code))
    return inside[turn % len(inside)]


def _inside(villages: list[Village], township: str) -> Iterator[Village]:
    return (village for village in villages if village.township.code == township)
