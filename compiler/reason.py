"""Why an operation was answered by the reference executor: a closed list, so that it can be counted."""

from enum import StrEnum


class Reason(StrEnum):
    """The first group is known of the document, the second of one request."""

    INVALID = "INVALID"
    LITERAL_INPUT = "LITERAL_INPUT"
    INTROSPECTION = "INTROSPECTION"
    NOT_DECLARED = "NOT_DECLARED"
    NEVER_NULL_YET_HIDDEN = "NEVER_NULL_YET_HIDDEN"
    DIRECTIVE = "DIRECTIVE"

    VARIABLES = "VARIABLES"
    FAULT = "FAULT"
    UNFIT = "UNFIT"
    OUTAGE = "OUTAGE"
    UNEXPECTED = "UNEXPECTED"
    DEMANDED = "DEMANDED"


# Orderly operations, which only the compiler's own bounds or a defect left to the executor; the others meet an error,
# ask about the schema itself, or demand it.
COULD_BE_COMPILED = frozenset(
    {Reason.LITERAL_INPUT, Reason.NOT_DECLARED, Reason.NEVER_NULL_YET_HIDDEN, Reason.UNEXPECTED}
)


class NotCompilable(Exception):
    """The operation is the reference executor's to answer."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail
