"""The twins of authorization/state.py as MongoDB computes them, so that what a state withholds stays inside."""

from typing import Any

from authorization.state import Condition, Holds, NotPassed
from compiler.mask import Expression

CASE_DAY = "$$caseDay"  # stands in a plan for the day, which is each request's own
_RECORD = "$"


def only_while(condition: Condition, prefix: str, shown: Expression, withheld: Expression) -> Expression:
    """What is shown while the condition holds of the part at a prefix, or of the record that it lies in."""
    path = f"{_RECORD if condition.of_record else prefix}{condition.proposition.path}"
    match condition.proposition:
        case Holds():
            return {"$cond": [{"$eq": [path, True]}, shown, withheld]}
        case NotPassed():
            return {
                "$cond": [{"$and": [{"$eq": [{"$type": path}, "string"]}, {"$gte": [path, CASE_DAY]}]}, shown, withheld]
            }


def names_day(expression: Expression) -> bool:
    """Whether the case day stands in an expression."""
    return expression == CASE_DAY or any(names_day(each) for each in _below(expression))


def on_day(expression: Expression, day: str) -> Expression:
    """The expression on a case day."""
    if isinstance(expression, dict):
        return {key: on_day(each, day) for key, each in expression.items()}
    if isinstance(expression, list):
        return [on_day(each, day) for each in expression]
    return day if expression == CASE_DAY else expression


def _below(expression: Expression) -> list[Any]:
    if isinstance(expression, dict):
        return list(expression.values())
    return expression if isinstance(expression, list) else []
