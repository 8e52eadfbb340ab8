"""The twins of authorization/state.py as MongoDB computes them, so that what a state withholds stays inside."""

from typing import Any

from authorization.state import Condition, Holds, NotPassed
from compiler.mask import Expression

DAY = "caseDay"  # a plan's variable: the day is each request's own
CASE_DAY = f"$${DAY}"
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


def _below(expression: Expression) -> list[Any]:
    if isinstance(expression, dict):
        return list(expression.values())
    return expression if isinstance(expression, list) else []
