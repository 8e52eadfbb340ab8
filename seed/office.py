"""What the whole simulation shares (演示县): the county, its officials, its mandates, its calendar and its chance."""

from dataclasses import dataclass, field
from datetime import date, datetime

from casework.calendar import Calendar
from casework.office import Role
from documents.application import HandlerPart
from documents.bulk import Bulk
from documents.record import RecordDocument
from documents.transaction import Deed
from resolvers.act import Act
from seed.chance import Chance
from seed.county import County
from seed.mandate import Entrusted
from seed.person import People
from seed.staff import Staff


@dataclass(slots=True)
class Office:
    """One county at work up to the day before `today`; `numbers` are the last ones given out in each series.

    Cases go into `bulk`, chunk by chunk; the mandates stay in `mandate_bulk`, for every decision fences one.
    """

    county: County
    calendar: Calendar
    chance: Chance
    people: People
    staff: Staff
    bulk: Bulk
    mandate_bulk: Bulk
    today: date
    mandates: dict[str, Entrusted] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    _references: int = 0

    def number(self, series: str) -> int:
        self.numbers[series] = self.numbers.get(series, 0) + 1
        return self.numbers[series]

    def reference(self, kind: str) -> str:
        """A fresh reference of the city's platform: `YB-H-000001` for a family, `YB-A-…` for an application."""
        self._references += 1
        return f"YB-{kind}-{self._references:06d}"

    def at_county(self, role: Role) -> HandlerPart:
        return self.staff.handler(role, self.county.county.code)

    def keep(self, record: RecordDocument, act: Act, by: HandlerPart, at: datetime, day: date) -> None:
        """Keep what an act made of a record, under that act's own name and legal basis."""
        self.bulk.keep(record, Deed(by.official_id, act.name, act.basis, day), at)
