"""How an act's input is declared: each field described, a key that makes it happen once, a revision."""

from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform

import strawberry

T = TypeVar("T")


def told(description: str, *, default: Any = strawberry.UNSET) -> Any:
    """A field of an input with its description; one without a default of None is required."""
    if default is strawberry.UNSET:
        return strawberry.field(description=description)
    return strawberry.field(description=description, default=default)


@dataclass_transform()
def input_type(description: str) -> Callable[[type[T]], type[T]]:
    """Declare an input type."""

    def declare(cls: type[T]) -> type[T]:
        made: type[T] = strawberry.input(cls, description=description)
        return made

    return declare


KEY = "Eight to a hundred characters of the client's own; the same key again gives the first answer 幂等键."
REVISION = "The revision that the client saw; another one is refused 所见版本号."
