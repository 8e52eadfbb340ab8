"""How an operation is answered: by its plan, or by the reference executor, which tells every error.

No answer leaves before the read log tells durably what it shows clear.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from casework.refusal import Language
from compiler.compiler import Compiler
from compiler.reason import NotCompilable, Reason
from documents.outage import DatabaseUnavailable
from documents.read_log_writer import AuditUnavailable
from resolvers.desk import Desk
from resolvers.read_log import Reads, keep_reads
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
    """The answer's JSON and HTTP status; `by` says which way it was answered, `reads` what it shows clear.

    It is written before it waits for the read log: its rows are not kept meanwhile.
    """

    body: bytes
    status: int
    by: str
    reads: Reads = field(default_factory=Reads)


async def answer(desk: Desk, asked: Asked, *, reference: bool = False) -> Answer:
    """Answer an operation; `reference` demands the reference executor.

    The one door for whatever shows records to a viewer, now and later (exports, events): docs/decisions/0009.
    """
    done: dict[str, Any] = {}
    if reference:
        COMPILER.counts[Reason.DEMANDED] += 1
    made = await (_referred(desk, asked, Reason.DEMANDED, done) if reference else _planned(desk, asked, done))
    return await _logged(desk, asked, made) if made.reads else made


async def _logged(desk: Desk, asked: Asked, made: Answer) -> Answer:
    """The answer once the read log has what it shows; else none, though its acts are done and their keys tell them."""
    try:
        await keep_reads(desk, made.reads, asked.query)
    except (AuditUnavailable, DatabaseUnavailable):
        message = sentence(ErrorCode.AUDIT_UNAVAILABLE, desk.language)
        error = {"message": message, "extensions": {"code": ErrorCode.AUDIT_UNAVAILABLE}}
        return Answer(orjson.dumps({"errors": [error]}), 503, made.by)
    return made


async def _planned(desk: Desk, asked: Asked, done: dict[str, Any]) -> Answer:
    reads = Reads()
    try:
        body = await COMPILER.answer(desk, asked.query, asked.variables, asked.operation_name, done, reads)
    except NotCompilable as no:
        return await _referred(desk, asked, no.reason, done)
    except Exception as error:  # noqa: BLE001 - the reference executor tells whose fault it is
        noted(error)
        COMPILER.counts[Reason.UNEXPECTED] += 1
        return await _referred(desk, asked, Reason.UNEXPECTED, done)
    return Answer(orjson.dumps(body), 200, PLAN, reads)


async def _referred(desk: Desk, asked: Asked, reason: Reason, done: Mapping[str, Any]) -> Answer:
    reads = Reads()  # what a plan had found before it gave up is shown to nobody
    try:
        result = await SCHEMA.execute(
            asked.query,
            variable_values=asked.variables,
            operation_name=asked.operation_name,
            context_value=Context(desk, done, reads),
        )
    except CannotGetOperationTypeError:
        message = sentence(ErrorCode.OPERATION_INVALID, desk.language, "operationName")
        error = {"message": message, "extensions": {"code": ErrorCode.OPERATION_INVALID}}
        return Answer(orjson.dumps({"errors": [error]}), 400, reason)
    return _told(result, desk.language, reason, reads)


def _told(result: ExecutionResult, language: Language, reason: Reason, reads: Reads) -> Answer:
    begun = not isinstance(result, PreExecutionError)
    body: dict[str, Any] = {}
    if result.errors:
        body["errors"] = [told(error, language, executed=begun).formatted for error in result.errors]
    if begun:
        body["data"] = result.data
    if result.extensions:
        body["extensions"] = result.extensions
    return Answer(orjson.dumps(body), 200 if begun else 400, reason, reads)
