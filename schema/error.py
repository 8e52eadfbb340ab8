"""What a client is told of an error: a code of a closed list, a sentence in his language, and nothing of the inside."""

import logging
import traceback
import uuid
from enum import StrEnum
from typing import Any

from graphql import GraphQLError

from casework.refusal import Language
from documents.outage import DatabaseUnavailable
from resolvers.fault import RequestFault
from storage.errors import StoreUnavailable

LOG = logging.getLogger("jiuzhu.error")


class ErrorCode(StrEnum):
    """Every `extensions.code` that GraphQL's `errors` may carry."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    BAD_REQUEST = "BAD_REQUEST"
    SYNTAX_INVALID = "SYNTAX_INVALID"
    OPERATION_INVALID = "OPERATION_INVALID"
    VARIABLES_INVALID = "VARIABLES_INVALID"
    CURSOR_INVALID = "CURSOR_INVALID"
    CURSOR_STALE = "CURSOR_STALE"
    PAGE_SIZE_INVALID = "PAGE_SIZE_INVALID"
    PAGE_ENDS_INVALID = "PAGE_ENDS_INVALID"
    FILTER_NOT_PUBLISHED = "FILTER_NOT_PUBLISHED"
    FILTER_WITHHELD = "FILTER_WITHHELD"
    LIST_TOO_LONG = "LIST_TOO_LONG"
    ARGUMENT_INVALID = "ARGUMENT_INVALID"
    DATABASE_UNAVAILABLE = "DATABASE_UNAVAILABLE"
    STORE_UNAVAILABLE = "STORE_UNAVAILABLE"
    AUDIT_UNAVAILABLE = "AUDIT_UNAVAILABLE"
    INTERNAL = "INTERNAL"


MESSAGES: dict[ErrorCode, tuple[str, str]] = {
    ErrorCode.UNAUTHENTICATED: ("请先登录：缺少令牌，或令牌无效、已过期、已吊销", "A valid bearer token is needed"),
    ErrorCode.BAD_REQUEST: ("请求格式不正确", "The request is malformed"),
    ErrorCode.SYNTAX_INVALID: ("查询语句有语法错误", "The document has a syntax error"),
    ErrorCode.OPERATION_INVALID: ("查询与接口定义不符", "The operation does not fit the schema"),
    ErrorCode.VARIABLES_INVALID: ("变量与接口定义不符", "The variables do not fit the operation"),
    ErrorCode.DATABASE_UNAVAILABLE: ("数据库暂时无法访问，请稍后重试", "The database is away; try again shortly"),
    ErrorCode.STORE_UNAVAILABLE: ("材料库暂时无法访问，请稍后重试", "The evidence store is away; try again shortly"),
    ErrorCode.AUDIT_UNAVAILABLE: (
        "查阅记录暂时无法写入，故不能给出结果，请稍后重试",
        "The read log cannot be written, so nothing is shown; try again shortly",
    ),
    ErrorCode.INTERNAL: ("系统内部错误，请凭编号联系管理员", "An internal error; report it by its number"),
}


def sentence(code: ErrorCode, language: Language, detail: str = "") -> str:
    """A code's sentence, with a detail that tells the client of his own input."""
    zh, en = MESSAGES[code]
    return f"{zh if language == 'zh' else en}：{detail}" if detail else (zh if language == "zh" else en)


def told(error: GraphQLError, language: Language, *, executed: bool) -> GraphQLError:
    """The error as a client may see it; an unexpected one becomes a number under which it was logged."""
    cause = error.original_error
    if cause is None or error.path is None:  # only a field's own error has a path
        return _request_error(error, language, executed=executed)
    if isinstance(cause, GraphQLError) and cause.original_error is None:  # a condition whose variable is null
        return _request_error(error, language, executed=executed)
    if isinstance(cause, RequestFault):
        return _rewritten(error, ErrorCode(cause.code), cause.message(language), argument=list(cause.path))
    if isinstance(cause, DatabaseUnavailable):
        return _rewritten(error, ErrorCode.DATABASE_UNAVAILABLE, sentence(ErrorCode.DATABASE_UNAVAILABLE, language))
    if isinstance(cause, StoreUnavailable):
        return _rewritten(error, ErrorCode.STORE_UNAVAILABLE, sentence(ErrorCode.STORE_UNAVAILABLE, language))
    return _internal(error, cause, language)


def _request_error(error: GraphQLError, language: Language, *, executed: bool) -> GraphQLError:
    if error.message.startswith("Syntax Error"):
        code = ErrorCode.SYNTAX_INVALID
    else:
        code = ErrorCode.VARIABLES_INVALID if executed else ErrorCode.OPERATION_INVALID
    return _rewritten(error, code, sentence(code, language, error.message))


def noted(cause: BaseException) -> str:
    """Log where an unexpected error happened, under the number returned; its own text may hold a family's data."""
    number = uuid.uuid4().hex[:12]
    frames = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(cause.__traceback__)[-8:]]
    LOG.error("internal error %s: %s at %s", number, type(cause).__name__, " < ".join(reversed(frames)))
    return number


def _internal(error: GraphQLError, cause: Exception, language: Language) -> GraphQLError:
    number = noted(cause)
    return _rewritten(error, ErrorCode.INTERNAL, sentence(ErrorCode.INTERNAL, language), number=number)


def _rewritten(error: GraphQLError, code: ErrorCode, message: str, **extensions: Any) -> GraphQLError:
    shown = {"code": code.value, **{key: value for key, value in extensions.items() if value}}
    return GraphQLError(message, error.nodes, error.source, error.positions, error.path, extensions=shown)
