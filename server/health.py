"""Whether the server lives, and whether each part that it needs is there."""

from starlette.requests import Request
from starlette.responses import Response

from documents.migration import newest_version, schema_version
from server.endpoint import answer

LOST = "the master key at hand does not open this database's data keys: restart with the key file that does"


async def livez(_request: Request) -> Response:
    """The process answers."""
    return answer({"status": "alive"})


async def readyz(request: Request) -> Response:
    """Each part by name; 503 while one is away or the database's schema is not this release's."""
    doors, clock = request.app.state.doors, request.app.state.clock
    reachable = doors is not None and await doors.database.reachable()
    version = await schema_version(doors.database) if reachable else None
    store = await request.app.state.store.probe()
    seals = await _seals(request, reachable=reachable)
    ready = reachable and version == newest_version() and store.reachable and seals["open"]
    parts = {
        "status": "ready" if ready else "not ready",
        "database": {"reachable": reachable, "schemaVersion": version, "wanted": newest_version()},
        "seals": seals,
        "store": store,
        "caseClock": clock.now().isoformat(timespec="seconds") if clock.movable else "system",
    }
    return answer(parts, 200 if ready else 503)


async def _seals(request: Request, *, reachable: bool) -> dict[str, object]:
    """Whether the master key at hand opens the key vault as it is now; not known while the database is away."""
    broken = request.app.state.broken
    if broken or not reachable:
        return {"open": False if broken else None, **({"problem": broken} if broken else {})}
    usable = await request.app.state.doors.database.seals.usable()
    return {"open": usable} if usable else {"open": False, "problem": LOST}
