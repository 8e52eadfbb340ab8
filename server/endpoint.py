"""The GraphQL endpoint: one POST, one operation, one JSON answer."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from casework.refusal import Language
from resolvers.desk import Desk
from schema.answering import Asked
from schema.answering import answer as answered
from schema.error import ErrorCode, sentence
from server.identity import Caller

MAX_BODY = 100 * 1024
JSON = "application/json"
REFERENCE, ANSWERED_BY = "reference", "answered-by"


def language_of(request: Request) -> Language:
    """English when the client asks for it first, else Chinese."""
    return "en" if request.headers.get("accept-language", "").lower().startswith("en") else "zh"


def answer(body: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, media_type=JSON)


def fault(request: Request, code: ErrorCode, status: int, detail: str = "") -> Response:
    """An answer without data: one error with its code."""
    headers = {"www-authenticate": "Bearer"} if code is ErrorCode.UNAUTHENTICATED else {}
    message = sentence(code, language_of(request), detail)
    made = answer({"errors": [{"message": message, "extensions": {"code": code}}]}, status)
    made.headers.update(headers)
    return made


async def graphql(request: Request) -> Response:
    """Answer one operation for the official who asks."""
    doors = request.app.state.doors
    if doors is None:
        return fault(request, ErrorCode.DATABASE_UNAVAILABLE, 503)
    if not isinstance(request.user, Caller):
        return fault(request, ErrorCode.UNAUTHENTICATED, 401)
    if int(request.headers.get("content-length") or 0) > MAX_BODY or len(body := await request.body()) > MAX_BODY:
        return fault(request, ErrorCode.BAD_REQUEST, 413, "100 KiB")
    asked = _asked(body)
    if asked is None:
        return fault(request, ErrorCode.BAD_REQUEST, 400)
    clock = request.app.state.clock
    desk = Desk(request.user.official, clock.now(request), language_of(request), doors)
    given = Asked(asked["query"], asked.get("variables"), asked.get("operationName"))
    made = await answered(desk, given, reference=clock.movable and REFERENCE in request.headers)
    response = Response(made.body, made.status, media_type=JSON)
    if clock.movable:  # demonstrations and tests only
        response.headers[ANSWERED_BY] = made.by
    return response


def _asked(body: bytes) -> dict[str, Any] | None:
    """The request's parts when they are of the right kinds."""
    try:
        asked = orjson.loads(body)  # which also refuses half a character, that no database could keep
    except ValueError:
        return None
    if not isinstance(asked, dict) or not isinstance(asked.get("query"), str) or not asked["query"].strip():
        return None
    kinds = (("variables", dict), ("operationName", str), ("extensions", dict))
    return asked if all(isinstance(asked.get(name), (kind, type(None))) for name, kind in kinds) else None
