"""Keys from a URL: asked for once, asked again for an unknown key, and not more than twice a minute."""

import asyncio
import http.server
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import jwt
import pytest

from server import token
from server.token import LEEWAY, KeyRing, TokenInvalid, Verifier, issue
from tests.api import XUNCHANG, Api


@dataclass
class Issuer:
    """A key server that counts how often it is asked."""

    url: str
    keys: dict[str, list[dict[str, str]]]
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def issuer(api: Api) -> Iterator[Issuer]:
    made = Issuer("", dict(api.keys.jwks))

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(made.keys).encode())

        def log_message(self, *_ignored: object) -> None:
            """Keep quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_address[1]}/jwks.json"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


async def test_a_key_is_asked_for_once(api: Api, issuer: Issuer) -> None:
    ring = KeyRing(issuer.url)
    assert await ring.key(api.keys.key_id)
    assert await ring.key(api.keys.key_id)
    assert issuer.asked == ["/jwks.json"]


async def test_all_who_come_while_the_keys_are_fetched_are_let_in(api: Api, issuer: Issuer) -> None:
    ring = KeyRing(issuer.url)
    assert all(await asyncio.gather(*(ring.key(api.keys.key_id) for _ in range(20))))
    assert issuer.asked == ["/jwks.json"]


async def test_unknown_keys_do_not_hammer_the_issuer(api: Api, issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = KeyRing(issuer.url)
    for name in ("a", "b", "c"):
        with pytest.raises(TokenInvalid):
            await ring.key(name)
    assert len(issuer.asked) == 1
    monkeypatch.setattr(token, "RELOAD_SECONDS", 0)
    [known] = issuer.keys["keys"]
    issuer.keys["keys"] = [known, known | {"kid": "rotated"}]
    assert await ring.key("rotated")
    assert len(issuer.asked) == 2


async def test_an_issuer_that_is_away_gives_nobody_a_key() -> None:
    with pytest.raises(TokenInvalid):
        await KeyRing("http://127.0.0.1:9/jwks.json").key("any")


async def test_symmetric_keys_are_never_taken(issuer: Issuer) -> None:
    issuer.keys["keys"] = [{"kty": "oct", "kid": "secret", "k": "c2VjcmV0", "alg": "HS256"}]
    with pytest.raises(TokenInvalid):
        await KeyRing(issuer.url).key("secret")


def _verifier(api: Api, ring: KeyRing) -> Verifier:
    return Verifier(ring, api.settings.issuer, api.settings.audience)


def _token(api: Api, minutes: int) -> str:
    seat = {"tier": "TOWNSHIP", "area": XUNCHANG}
    return issue(
        api.keys.issuer,
        api.keys.key_id,
        issuer=api.settings.issuer,
        audience=api.settings.audience,
        subject="somebody",
        seat=seat,
        minutes=minutes,
    )


async def test_a_tokens_signature_is_checked_once_and_its_end_each_time(
    api: Api, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    verifier, text = _verifier(api, KeyRing(issuer.url)), _token(api, 5)
    decoded: list[str] = []
    real = jwt.decode

    def counted(text: str, *rest: Any, **more: Any) -> Any:
        decoded.append(text)
        return real(text, *rest, **more)

    monkeypatch.setattr(jwt, "decode", counted)
    assert await verifier.claims(text) == await verifier.claims(text)
    assert decoded == [text]
    end = time.time() + 5 * 60 + LEEWAY.total_seconds()
    monkeypatch.setattr(time, "time", lambda: end - 5)
    assert (await verifier.claims(text)).subject == "somebody"
    monkeypatch.setattr(time, "time", lambda: end + 1)
    await verifier.claims(text)  # PyJWT's own clock has not moved
    assert decoded == [text, text]


async def test_a_verified_token_is_checked_again_once_its_key_is_withdrawn(
    api: Api, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(token, "RELOAD_SECONDS", 0)
    ring = KeyRing(issuer.url)
    verifier, text = _verifier(api, ring), _token(api, 5)
    await verifier.claims(text)
    issuer.keys["keys"] = [known | {"kid": "other"} for known in issuer.keys["keys"]]
    await ring.key("other")
    with pytest.raises(TokenInvalid):
        await verifier.claims(text)
