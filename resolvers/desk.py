"""What one request has at hand: who asks, on which case day, in which language, and the doors to what is kept."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from authorization.official import Official, ViewerClass, viewer_class
from authorization.visibility import VisibilityTable
from casework.calendar import Calendar
from casework.refusal import Language
from documents.application import HandlerPart
from documents.database import Database
from documents.read_log_writer import ReadLogWriter
from storage.evidence_store import EvidenceStore

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")  # no daylight saving since 1991


@dataclass(frozen=True, slots=True)
class Doors:
    """What all requests share: the database, the read log's writer, the store, the calendar, the table, a key."""

    database: Database
    read_log: ReadLogWriter
    store: EvidenceStore
    calendar: Calendar
    table: VisibilityTable
    cursor_key: bytes


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's own: `now` is the case clock's moment, never the system's."""

    official: Official
    now: datetime
    language: Language
    doors: Doors

    @property
    def today(self) -> date:
        """The case day: the local day in Asia/Shanghai."""
        return self.now.astimezone(SHANGHAI).date()

    @property
    def viewer(self) -> ViewerClass:
        return viewer_class(self.official)

    @property
    def handler(self) -> HandlerPart:
        """The official as a step names him."""
        return HandlerPart(official_id=self.official.id, name=self.official.name)
