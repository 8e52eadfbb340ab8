"""Who is asking: a bearer token, matched with the register of officials on the case day."""

from dataclasses import dataclass
from datetime import date

from starlette.authentication import AuthCredentials, AuthenticationBackend, AuthenticationError, BaseUser
from starlette.requests import HTTPConnection

from authorization.official import Official, Post, roles_held
from casework.office import Organ, Role, Tier
from documents.database import Row
from documents.outage import DatabaseUnavailable
from documents.register import Register
from schema.error import ErrorCode
from server.clock import HEADER, CaseClock, ClockFixed
from server.token import Claims, TokenInvalid, Verifier

GUARDED = "/graphql"


class NotLetIn(AuthenticationError):
    """The caller is not known (why is not told), or it cannot be found out now."""

    def __init__(self, code: ErrorCode = ErrorCode.UNAUTHENTICATED, status: int = 401, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.status, self.detail = code, status, detail


class Caller(BaseUser):
    """The authenticated official, as Starlette carries him."""

    def __init__(self, official: Official) -> None:
        self.official = official

    @property
    def is_authenticated(self) -> bool:
        return True

    @property
    def display_name(self) -> str:
        return self.official.name

    @property
    def identity(self) -> str:
        return self.official.id


@dataclass(slots=True)
class TokenBackend(AuthenticationBackend):
    """Starlette's one-method protocol: from a connection to an official, or to nobody."""

    verifier: Verifier
    clock: CaseClock

    async def authenticate(self, conn: HTTPConnection) -> tuple[AuthCredentials, Caller] | None:
        if conn.scope["path"] != GUARDED:  # health and the explorer's page ask nobody's name
            return None
        scheme, _, token = conn.headers.get("authorization", "").partition(" ")
        if not scheme:
            return None
        if scheme.lower() != "bearer":
            raise NotLetIn
        try:
            claims = await self.verifier.claims(token.strip())
        except TokenInvalid as error:
            raise NotLetIn from error
        try:
            kept = await _register(conn).official(claims.subject)
            official = _seated(kept, claims, self.clock.now(conn).date())
        except DatabaseUnavailable as error:
            raise NotLetIn(ErrorCode.DATABASE_UNAVAILABLE, 503) from error
        except ClockFixed as error:
            raise NotLetIn(ErrorCode.BAD_REQUEST, 400, HEADER) from error
        return AuthCredentials(["authenticated"]), Caller(official)


def _register(conn: HTTPConnection) -> Register:
    """The register of officials. Raises `DatabaseUnavailable` when the database was not reached yet."""
    register: Register | None = conn.app.state.register
    if register is None:
        raise DatabaseUnavailable
    return register


def _seated(kept: Row | None, claims: Claims, day: date) -> Official:
    """The official whom the register knows at the token's seat; raises `NotLetIn` when it gives him no post today."""
    if kept is None or _revoked(kept, claims):
        raise NotLetIn
    held = roles_held([_post(each) for each in kept["posts"]], claims.tier, claims.area, claims.organ, day)
    if len(held) != 1:
        raise NotLetIn
    organ, roles = held.popitem()
    return Official(kept["_id"], kept["name"], claims.tier, organ, frozenset(roles), claims.area, kept["machine"])


def _revoked(kept: Row, claims: Claims) -> bool:
    moment = kept.get("revokedBefore")
    return moment is not None and claims.issued_at < moment


def _post(kept: Row) -> Post:
    tier, organ, role = Tier(kept["tier"]), Organ(kept["organ"]), Role(kept["role"])
    return Post(tier, organ, role, kept["area"], date.fromisoformat(kept["validFrom"]), _day(kept.get("validTo")))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
