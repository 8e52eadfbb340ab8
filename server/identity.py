"""Who is asking: a bearer token, matched with the register of officials on the case day."""

from dataclasses import dataclass
from datetime import date, datetime

from starlette.authentication import AuthCredentials, AuthenticationBackend, AuthenticationError, BaseUser
from starlette.requests import HTTPConnection

from authorization.official import Official, Post, roles_held
from documents.official import OfficialDocument, registered
from documents.outage import DatabaseUnavailable
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
        if conn.url.path != GUARDED:  # health and the explorer's page ask nobody's name
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
            official = await _seated(claims, self.clock.now(conn).date())
        except DatabaseUnavailable as error:
            raise NotLetIn(ErrorCode.DATABASE_UNAVAILABLE, 503) from error
        except ClockFixed as error:
            raise NotLetIn(ErrorCode.BAD_REQUEST, 400, HEADER) from error
        return AuthCredentials(["authenticated"]), Caller(official)


async def _seated(claims: Claims, day: date) -> Official:
    """The official whom the register knows at the token's seat; raises `NotLetIn` when it gives him no post today."""
    kept = await registered(claims.subject)
    if kept is None or _revoked(kept, claims.issued_at):
        raise NotLetIn
    posts = [
        Post(each.tier, each.organ, each.role, each.area, date.fromisoformat(each.valid_from), _day(each.valid_to))
        for each in kept.posts
    ]
    held = roles_held(posts, claims.tier, claims.area, claims.organ, day)
    if len(held) != 1:
        raise NotLetIn
    organ, roles = held.popitem()
    return Official(kept.id, kept.name, claims.tier, organ, frozenset(roles), claims.area, kept.machine)


def _revoked(kept: OfficialDocument, issued_at: datetime) -> bool:
    return kept.revoked_before is not None and issued_at < kept.revoked_before


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
