"""The application: what is opened when it starts, who is let in, and which paths there are."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

import anyio
from starlette.applications import Starlette
from starlette.authentication import AuthenticationError
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import Route

from documents.calendar import national_calendar
from documents.database import Database
from documents.outage import DatabaseUnavailable
from documents.read_log_writer import ReadLogWriter
from documents.register import Register
from documents.seal import SealsBroken
from resolvers.desk import Doors
from schema.field import TABLE
from server.clock import CaseClock
from server.endpoint import fault, graphql
from server.explorer import explorer_routes, packaged_folder
from server.guard import Guard
from server.health import livez, readyz
from server.identity import NotLetIn, TokenBackend
from server.metrics import metrics
from server.settings import Settings
from server.token import KeyRing, Verifier
from server.upkeep import keep_up
from storage.errors import StorageError
from storage.evidence_store import EvidenceStore, StoreAddress

LOG = logging.getLogger("jiuzhu.server")
RETRY_SECONDS = 1.0
PATIENCE_SECONDS = 5.0


def build_app(settings: Settings) -> Starlette:
    """The API over the servers that the settings name; it starts without them and heals when they come."""
    clock = CaseClock(settings.clock)
    verifier = Verifier(KeyRing(settings.jwks), settings.issuer, settings.audience)
    gate = Middleware(AuthenticationMiddleware, backend=TokenBackend(verifier, clock), on_error=_not_let_in)
    app = Starlette(
        routes=[
            Route("/graphql", graphql, methods=["POST"]),
            Route("/livez", livez, methods=["GET"]),
            Route("/readyz", readyz, methods=["GET"]),
            Route("/metrics", metrics, methods=["GET"]),
            *explorer_routes(packaged_folder() if settings.explores else None),
        ],
        middleware=[Middleware(Guard), gate],
        lifespan=lambda app: _opened(app, settings),
    )
    app.state.broken = None
    app.state.clock, app.state.store = clock, EvidenceStore(store_address(settings))
    app.state.doors, app.state.register = None, None
    return app


def store_address(settings: Settings) -> StoreAddress:
    return StoreAddress(
        url=settings.s3_url,
        access_key=settings.s3_access_key,
        secret_key=settings.s3_secret_key,
        region=settings.s3_region,
        public_url=settings.s3_public_url,
        bucket_prefix=settings.bucket_prefix,
    )


@contextlib.asynccontextmanager
async def _opened(app: Starlette, settings: Settings) -> AsyncIterator[None]:
    """Open the database and the store now, or keep trying while requests are answered that they are away."""
    opening = asyncio.create_task(_open(app, settings))
    opened, _ = await asyncio.wait({opening}, timeout=PATIENCE_SECONDS)
    for each in opened:
        each.result()  # what will not heal, such as a wrong key, ends the start
    beside = [asyncio.create_task(keep_up(app.state))] if settings.upkeep else []
    try:
        yield
    finally:
        for task in (*beside, opening):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, SealsBroken):
                await task
        if app.state.doors is not None:
            await app.state.doors.database.close()
        app.state.store.close()


async def _open(app: Starlette, settings: Settings) -> None:
    database = await _retried_database(app, settings)
    app.state.register = Register(database)
    app.state.doors = Doors(
        database=database,
        read_log=ReadLogWriter(database),
        store=app.state.store,
        calendar=national_calendar(),
        table=TABLE,
        cursor_key=await anyio.Path(settings.cursor_key_file).read_bytes(),
    )
    prepared = False
    while not prepared:
        try:
            await app.state.store.prepare()
            prepared = True
        except StorageError:
            await asyncio.sleep(RETRY_SECONDS)


async def _retried_database(app: Starlette, settings: Settings) -> Database:
    master_key = await anyio.Path(settings.master_key_file).read_bytes()
    while True:
        try:
            return await Database.connect(settings.mongodb_url, settings.mongodb_database, master_key)
        except SealsBroken as lost:
            app.state.broken = str(lost)
            LOG.error("%s", lost)  # noqa: TRY400 - the sentence is all there is to know
            raise
        except DatabaseUnavailable:
            LOG.warning("the database is away; trying again")
            await asyncio.sleep(RETRY_SECONDS)


def _not_let_in(connection: HTTPConnection, error: AuthenticationError) -> Response:
    said = error if isinstance(error, NotLetIn) else NotLetIn()
    return fault(Request(connection.scope), said.code, said.status, said.detail)
