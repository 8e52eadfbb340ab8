"""The door to MongoDB: connect, know the documents, and say when the database is away."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from beanie import Document, init_beanie
from bson.codec_options import CodecOptions
from pymongo import AsyncMongoClient
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from documents.application import ApplicationDocument
from documents.calendar import CalendarDocument
from documents.evidence import EvidenceDocument
from documents.household import HouseholdDocument, HouseholdVersionDocument, IdentityClaimDocument
from documents.identifier_use import IdentifierAlarmDocument, IdentifierUseDocument
from documents.journal import JournalDocument
from documents.jurisdiction import JurisdictionDocument
from documents.mandate import MandateClaimDocument, MandateDocument
from documents.official import OfficialDocument
from documents.outage import outage_told
from documents.outbox import CounterDocument, IdempotencyDocument, OutboxDocument
from documents.read_log import ReadLogDocument
from documents.seal import Seals
from documents.supervision import SupervisionDocument
from documents.warrant import WarrantDocument

Row = dict[str, Any]
Session = AsyncClientSession
T = TypeVar("T")

DOCUMENTS: tuple[type[Document], ...] = (
    JurisdictionDocument,
    OfficialDocument,
    HouseholdDocument,
    HouseholdVersionDocument,
    IdentityClaimDocument,
    ApplicationDocument,
    MandateDocument,
    MandateClaimDocument,
    SupervisionDocument,
    EvidenceDocument,
    JournalDocument,
    OutboxDocument,
    IdempotencyDocument,
    CounterDocument,
    ReadLogDocument,
    CalendarDocument,
    IdentifierUseDocument,
    IdentifierAlarmDocument,
    WarrantDocument,
)
SELECTION_MS = 2000


@dataclass(slots=True)
class Database:
    """The connected database with its seals; belongs to one event loop."""

    client: AsyncMongoClient[Row]
    database: AsyncDatabase[Row]
    seals: Seals

    @classmethod
    async def connect(cls, url: str, name: str, master_key: bytes) -> Self:
        """Connect, open the seals and make the documents known; the schema itself is the migrations' work."""
        client: AsyncMongoClient[Row] = AsyncMongoClient(
            url, tz_aware=True, serverSelectionTimeoutMS=SELECTION_MS, connectTimeoutMS=SELECTION_MS, retryWrites=True
        )
        options: CodecOptions[Row] = CodecOptions(tz_aware=True)
        database = client.get_database(name, options, None, WriteConcern("majority"), ReadConcern("majority"))
        try:
            with outage_told():
                seals = await Seals.open(client, name, master_key)
                await init_beanie(database=database, document_models=list(DOCUMENTS), skip_indexes=True)
        except BaseException:
            await client.close()
            raise
        return cls(client, database, seals)

    async def transaction(self, work: Callable[[Session], Awaitable[T]]) -> T:
        """Run `work` in one transaction (snapshot, majority), again when the database asks for it.

        Raises `DatabaseUnavailable` when MongoDB is away; any other exception of `work` aborts and passes through.
        """
        with outage_told():
            async with self.client.start_session() as session:
                return await session.with_transaction(
                    work, read_concern=ReadConcern("snapshot"), write_concern=WriteConcern("majority")
                )

    async def reachable(self) -> bool:
        """Whether a primary answers now."""
        try:
            return bool((await self.client.admin.command("hello"))["isWritablePrimary"])
        except PyMongoError:
            return False

    async def close(self) -> None:
        await self.seals.close()
        await self.client.close()
