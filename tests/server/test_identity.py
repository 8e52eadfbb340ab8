"""Who is let in: a valid token of an official whom the register knows at that seat on that day."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.office import Organ, Role, Tier
from documents.database import Database
from documents.official import OfficialDocument, PostPart
from documents.record import new_id
from tests.api import COUNTY, GONGQUAN, XUNCHANG, Api, Person

VIEWER = {"query": "{ viewer { officialId tier organ roles area machine caseDay } }"}


def asked_with(api: Api, token: str | None, clock: str = "2020-06-01T09:00+08:00") -> httpx.Response:
    headers = {"case-clock": clock} | ({"authorization": f"Bearer {token}"} if token is not None else {})
    return api.client.post("/graphql", json=VIEWER, headers=headers)


def said(api: Api, **changed: Any) -> dict[str, Any]:
    now = datetime.now(UTC)
    claims = {
        "sub": f"township_window@{XUNCHANG}",
        "iss": api.settings.issuer,
        "aud": api.settings.audience,
        "iat": now,
        "nbf": now,
        "exp": now + timedelta(minutes=5),
        "tier": "TOWNSHIP",
        "area": XUNCHANG,
        "organ": "TOWNSHIP_GOVERNMENT",
    }
    return {name: value for name, value in (claims | changed).items() if value is not None}


def signed(api: Api, **changed: Any) -> str:
    return jwt.encode(said(api, **changed), api.keys.issuer, algorithm="EdDSA", headers={"kid": api.keys.key_id})


def test_a_valid_token_names_its_official_and_the_case_day(api: Api) -> None:
    person = api.person(Role.TOWNSHIP_WINDOW)
    assert asked_with(api, signed(api)).json() == {
        "data": {
            "viewer": {
                "officialId": person.id,
                "tier": "TOWNSHIP",
                "organ": "TOWNSHIP_GOVERNMENT",
                "roles": ["TOWNSHIP_WINDOW"],
                "area": XUNCHANG,
                "machine": False,
                "caseDay": "2020-06-01",
            }
        }
    }


def test_without_a_token_the_answer_is_401_with_a_code_and_a_challenge(api: Api) -> None:
    answer = asked_with(api, None)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.json() == {
        "errors": [
            {
                "message": "请先登录：缺少令牌，或令牌无效、已过期、已吊销",
                "extensions": {"code": "UNAUTHENTICATED"},
            }
        ]
    }


PAST, FUTURE = datetime(2020, 1, 1, tzinfo=UTC), datetime.now(UTC) + timedelta(hours=1)


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": PAST},
        {"exp": None},
        {"nbf": FUTURE},
        {"nbf": None},
        {"iat": None},
        {"iss": "another issuer"},
        {"iss": None},
        {"aud": "another audience"},
        {"aud": None},
        {"sub": "nobody"},
        {"sub": None},
        {"tier": "EMPEROR"},
        {"tier": None},
        {"area": None},
        {"area": COUNTY},
        {"area": GONGQUAN},
        {"area": f"{XUNCHANG}201"},
        {"tier": "COUNTY"},
        {"tier": "COUNTY", "area": COUNTY},
        {"organ": "FINANCE"},
        {"organ": "NOWHERE"},
    ],
    ids=str,
)
def test_a_token_that_says_something_else_is_refused(api: Api, changed: dict[str, Any]) -> None:
    answer = asked_with(api, signed(api, **changed))
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]) == (401, {"code": "UNAUTHENTICATED"})


def test_sixty_seconds_of_skew_are_forgiven_and_no_more(api: Api) -> None:
    now = datetime.now(UTC)
    assert asked_with(api, signed(api, exp=now - timedelta(seconds=50))).status_code == 200
    assert asked_with(api, signed(api, exp=now - timedelta(seconds=70))).status_code == 401
    assert asked_with(api, signed(api, nbf=now + timedelta(seconds=50))).status_code == 200
    assert asked_with(api, signed(api, nbf=now + timedelta(seconds=70))).status_code == 401


def _part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value, default=lambda moment: int(moment.timestamp())).encode()).decode()


def _unsigned(api: Api) -> str:
    return f"{_part({'alg': 'none', 'kid': api.keys.key_id}).rstrip('=')}.{_part(said(api)).rstrip('=')}."


def _hmac_with_public_key(api: Api) -> str:
    public = api.keys.issuer.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return jwt.encode(said(api), public, algorithm="HS256", headers={"kid": api.keys.key_id})


def _other_key(api: Api) -> str:
    key = Ed25519PrivateKey.generate()
    return jwt.encode(said(api), key, algorithm="EdDSA", headers={"kid": api.keys.key_id})


def _unknown_key_id(api: Api) -> str:
    return jwt.encode(said(api), api.keys.issuer, algorithm="EdDSA", headers={"kid": "unknown"})


def _rsa_under_an_eddsa_key_id(api: Api) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(said(api), key, algorithm="RS256", headers={"kid": api.keys.key_id})


@pytest.mark.parametrize(
    "forge", [_unsigned, _hmac_with_public_key, _other_key, _unknown_key_id, _rsa_under_an_eddsa_key_id]
)
def test_a_forged_token_is_refused(api: Api, forge: Any) -> None:
    assert asked_with(api, forge(api)).status_code == 401


@pytest.mark.parametrize("header", ["Bearer", "Basic dXNlcjpwYXNz", "Bearer a.b.c", "nonsense"])
def test_a_malformed_authorization_header_is_refused(api: Api, header: str) -> None:
    answer = api.client.post("/graphql", json=VIEWER, headers={"authorization": header})
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (401, "UNAUTHENTICATED")


async def _registered(api: Api, subject: str, *posts: PostPart) -> str:
    database = await Database.connect(api.settings.mongodb_url, api.database_name, api.keys.master)
    id_ = new_id("off")
    await OfficialDocument(id=id_, subject=subject, name="测试", posts=list(posts)).insert()
    await database.close()
    return id_


def _post(role: Role, **days: str) -> PostPart:
    seat = {"tier": Tier.TOWNSHIP, "organ": Organ.TOWNSHIP_GOVERNMENT, "area": XUNCHANG, "valid_from": "2020-01-01"}
    return PostPart.model_validate({**seat, "role": role, **days})


async def test_a_post_that_ended_yesterday_gives_nothing_today(api: Api) -> None:
    await _registered(
        api,
        "leaver",
        _post(Role.TOWNSHIP_LEADER, valid_to="2020-06-30"),
        _post(Role.TOWNSHIP_WINDOW, valid_from="2020-06-15"),
    )
    token = signed(api, sub="leaver")

    def roles(day: str) -> Any:
        return asked_with(api, token, f"{day}T09:00+08:00").json()["data"]["viewer"]["roles"]

    assert roles("2020-06-14") == ["TOWNSHIP_LEADER"]
    assert roles("2020-06-30") == ["TOWNSHIP_LEADER", "TOWNSHIP_WINDOW"]
    assert roles("2020-07-01") == ["TOWNSHIP_WINDOW"]
    assert asked_with(api, token, "2019-12-31T09:00+08:00").status_code == 401


async def test_a_revoked_officials_token_gets_401_at_once(api: Api) -> None:
    id_ = await _registered(api, "revoked", _post(Role.TOWNSHIP_WINDOW))
    token = signed(api, sub="revoked")
    assert asked_with(api, token).status_code == 200
    database = await Database.connect(api.settings.mongodb_url, api.database_name, api.keys.master)
    await OfficialDocument.find_one({"_id": id_}).update({"$set": {"revokedBefore": datetime.now(UTC)}})
    await database.close()
    assert asked_with(api, token).status_code == 401


def test_a_role_that_does_not_sit_at_its_post_gives_nothing(api: Api) -> None:
    person: Person = api.person(Role.COUNTY_APPROVER)
    assert person.area == COUNTY
    assert asked_with(api, signed(api, sub=f"county_approver@{COUNTY}")).status_code == 401
