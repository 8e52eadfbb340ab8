"""Bearer tokens: who signed them, for whom, until when; what they may do is the register's word, not theirs."""

import asyncio
import hashlib
import json
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import anyio
import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.office import Organ, Tier, tier_fits_area
from compiler.cache import Cache

ALGORITHMS = ["EdDSA", "RS256"]  # never `none`, never HS: a public key is no secret
LEEWAY = timedelta(seconds=60)
RELOAD_SECONDS = 30
MAX_VERIFIED = 4096
_DEMANDED = ["exp", "nbf", "iat", "iss", "aud", "sub"]


class TokenInvalid(Exception):
    """The token is not one that we accept."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says of its bearer: who, at which tier, for which organ and area, and when it was issued."""

    subject: str
    tier: Tier
    organ: Organ | None
    area: str
    issued_at: datetime


@dataclass(slots=True)
class KeyRing:
    """The issuer's public keys, from a file or a URL; an unknown key id asks again, twice a minute at most."""

    source: str
    _keys: dict[str, Any] = field(default_factory=dict)
    _asked: float = -RELOAD_SECONDS
    _loading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def key(self, key_id: str) -> Any:
        """The public key of an id. Raises `TokenInvalid` when the issuer has none."""
        if key_id not in self._keys:
            async with self._loading:  # who comes meanwhile waits for the same answer, and is not turned away
                await self._reload(key_id)
        if key_id not in self._keys:
            raise TokenInvalid
        return self._keys[key_id]

    def holds(self, key_id: str, key: Any) -> bool:
        """Whether this is still the key of that id."""
        return self._keys.get(key_id) is key

    async def _reload(self, key_id: str) -> None:
        if key_id not in self._keys and time.monotonic() - self._asked >= RELOAD_SECONDS:
            self._asked = time.monotonic()
            await self._load()

    async def _load(self) -> None:
        try:
            loaded = jwt.PyJWKSet.from_dict(json.loads(await self._read()))
        except (OSError, ValueError, httpx.HTTPError, jwt.PyJWKSetError):
            return
        self._keys = {str(each.key_id): each.key for each in loaded.keys if each.algorithm_name in ALGORITHMS}

    async def _read(self) -> str:
        if not self.source.startswith(("http://", "https://")):
            return await anyio.Path(self.source).read_text()
        async with httpx.AsyncClient(timeout=5) as client:
            return (await client.get(self.source)).raise_for_status().text


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of a token whose signature was checked, and the key that it was checked with."""

    claims: Claims
    until: float  # seconds since 1970, the leeway within
    key_id: str
    key: Any


@dataclass(slots=True)
class Verifier:
    """Checks tokens of one issuer for one audience; a token's signature is checked once, its end each time."""

    keys: KeyRing
    issuer: str
    audience: str
    _verified: Cache[bytes, Verified] = field(default_factory=lambda: Cache(MAX_VERIFIED))

    async def claims(self, token: str) -> Claims:
        """What a valid token says. Raises `TokenInvalid`, whatever is wrong with it."""
        digest = hashlib.sha256(token.encode()).digest()
        kept = self._verified.get(digest)
        if kept is None or not self.keys.holds(kept.key_id, kept.key) or time.time() >= kept.until:
            kept = self._verified.keep(digest, await self._checked(token))
        return kept.claims

    async def _checked(self, token: str) -> Verified:
        try:
            key_id = str(jwt.get_unverified_header(token).get("kid"))
            key = await self.keys.key(key_id)
            said = jwt.decode(
                token,
                key,
                algorithms=ALGORITHMS,
                audience=self.audience,
                issuer=self.issuer,
                leeway=LEEWAY,
                options={"require": _DEMANDED},
            )
            return Verified(_claims(said), said["exp"] + LEEWAY.total_seconds(), key_id, key)
        except (jwt.PyJWTError, KeyError, ValueError, TypeError) as error:
            raise TokenInvalid from error


def _claims(said: dict[str, Any]) -> Claims:
    tier, area = Tier(said["tier"]), str(said["area"])
    if not tier_fits_area(tier, area):
        raise TokenInvalid
    organ = Organ(said["organ"]) if said.get("organ") else None
    return Claims(str(said["sub"]), tier, organ, area, datetime.fromtimestamp(said["iat"], UTC))


def issue(
    key: Ed25519PrivateKey, key_id: str, *, issuer: str, audience: str, subject: str, seat: dict[str, str], minutes: int
) -> str:
    """A token for a subject at a seat (`tier`, `area`, `organ`), signed with the folder's own key."""
    now = datetime.now(UTC)
    said = {"sub": subject, "iss": issuer, "aud": audience, "iat": now, "nbf": now, **seat}
    return jwt.encode(said | {"exp": now + timedelta(minutes=minutes)}, key, algorithm="EdDSA", headers={"kid": key_id})
