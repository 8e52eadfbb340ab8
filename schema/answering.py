"""How an operation is answered: by its plan, or by the reference executor, which tells every error."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from casework.refusal import Language
from compiler.compiler import Compiler
from compiler.reason import NotCompilable, Reason
from resolvers.desk import Desk
from schema.build import SCHEMA
from schema.catalogue import catalogue
from schema.context import Context
from schema.error import ErrorCode, noted, sentence, told

COMPILER = Compiler(catalogue(SCHEMA))
PLAN = "PLAN"


@dataclass(frozen=True, slots=True)
class Asked:
    """An operation as the client sent it."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer's body; `begun` says whether the operation was, `by` which way it was answered."""

    body: dict[str, Any]
    begun: bool
    by: str


async def answer(desk: Desk, asked: Asked, *, reference: bool = False) -> Answer:
    """Answer an operation; `reference` demands the reference executor."""
    done: dict[str, Any] = {}
    if reference:
        return await _referred(desk, asked, Reason.DEMANDED, done)
    try:
        body = await COMPILER.answer(desk, asked.query, asked.variables, asked.operation_name, done)
    except NotCompilable as no:
        return await _referred(desk, asked, no.reason, done)
    except Exception as error:  # noqa: BLE001 - the reference executor tells whose fault it is
        noted(error)
        COMPILER.counts[Reason.UNEXPECTED] += 1
        return await _referred(desk, asked, Reason.UNEXPECTED, done)
    return Answer(body, begun=True, by=PLAN)


async def _referred(desk: Desk, asked: Asked, reason: Reason, done: Mapping[str, Any]) -> Answer:
    try:
        result = await SCHEMA.execute(
            asked.query,
            variable_values=asked.variables,
            operation_name=asked.operation_name,
            context_value=Context(desk, done),
        )
    except CannotGetOperationTypeError:
        message = sentence(ErrorCode.OPERATION_INVALID, desk.language, "operationName")
        error = {"message": message, "extensions": {"code": ErrorCode.OPERATION_INVALID}}
        return Answer({"errors": [error]}, begun=False, by=reason)
    return _told(result, desk.language, reason)


def _told(result: ExecutionResult, language: Language, reason: Reason) -> Answer:
    begun = not isinstance(result, PreExecutionError)
    body: dict[str, Any] = {}
    if result.errors:
        body["errors"] = [told(error, language, executed=begun).formatted for error in result.errors]
    if begun:
        body["data"] = result.data
    if result.extensions:
        body["extensions"] = result.extensions
    return Answer(body, begun, reason)
