"""The GraphQL endpoint: one POST, one operation, one JSON answer."""

import json
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from casework.refusal import Language
from resolvers.desk import Desk
from schema.build import SCHEMA
from schema.context import Context
from schema.error import ErrorCode, sentence, told
from server.identity import Caller

MAX_BODY = 100 * 1024


def language_of(request: Request) -> Language:
    """English when the client asks for it first, else Chinese."""
    return "en" if request.headers.get("accept-language", "").lower().startswith("en") else "zh"


def answer(body: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, media_type="application/json")


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
    desk = Desk(request.user.official, request.app.state.clock.now(request), language_of(request), doors)
    try:
        result = await SCHEMA.execute(
            asked["query"],
            variable_values=asked.get("variables"),
            operation_name=asked.get("operationName"),
            context_value=Context(desk),
        )
    except CannotGetOperationTypeError:
        return fault(request, ErrorCode.OPERATION_INVALID, 400, "operationName")
    return _answered(result, desk.language)


def _asked(body: bytes) -> dict[str, Any] | None:
    """The request's parts when they are of the right kinds."""
    try:
        asked = json.loads(body)
    except ValueError:
        return None
    if not isinstance(asked, dict) or not isinstance(asked.get("query"), str) or not asked["query"].strip():
        return None
    kinds = (("variables", dict), ("operationName", str), ("extensions", dict))
    return asked if all(isinstance(asked.get(name), (kind, type(None))) for name, kind in kinds) else None


def _answered(result: ExecutionResult, language: Language) -> Response:
    """The result as JSON; an operation that was not begun answers 400, one that was begun 200."""
    begun = not isinstance(result, PreExecutionError)
    body: dict[str, Any] = {}
    if result.errors:
        body["errors"] = [told(error, language, executed=begun).formatted for error in result.errors]
    if begun:
        body["data"] = result.data
    if result.extensions:
        body["extensions"] = result.extensions
    return answer(body, 200 if begun else 400)
