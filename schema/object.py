"""How a type is declared: every object says of itself what is masked, what is withheld and what the viewer may do."""

from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform

import strawberry
from graphql import GraphQLResolveInfo

from authorization.sight import Sight
from documents.database import Row
from schema.context import Info
from schema.field import TABLE, enter, structural
from schema.reading import note

T = TypeVar("T")


@strawberry.type(description="How this viewer has the object's fields 可见情况.")
class Access:
    masked: list[str] = structural("Fields shown masked 脱敏显示的字段.")
    withheld: list[str] = structural("Fields that this viewer may not read; they are null 不予显示的字段.")
    may_be_withheld: list[str] = structural(
        "Fields that an object's own state may keep from this viewer; the same for every object 视情形不予显示的字段."
    )


@dataclass_transform()
def object_type(description: str, *, prefix: str | None = None) -> Callable[[type[T]], type[T]]:
    """Declare an object type whose rows come from the database; `prefix` is the kind in its ids."""

    def declare(cls: type[T]) -> type[T]:
        name = cls.__name__

        def access(info: Info) -> Access:
            viewer = info.context.desk.viewer
            named = {wanted: TABLE.named(name, viewer, wanted) for wanted in (Sight.MASKED, Sight.HIDDEN)}
            return Access(
                masked=named[Sight.MASKED],
                withheld=named[Sight.HIDDEN],
                may_be_withheld=TABLE.conditional(name, viewer),
            )

        made: Any = cls
        made.__annotations__["access"] = Access
        made.access = structural("What of this object is masked or withheld for this viewer 可见情况.", access)
        if prefix is not None:
            made.is_type_of = classmethod(lambda _cls, row, info: _is_one(prefix, name, row, info))
        declared: Any = strawberry.type(made, description=description)
        enter(name, declared.__strawberry_definition__.fields)
        result: type[T] = declared
        return result

    return declare


def _is_one(prefix: str, name: str, row: Row, info: GraphQLResolveInfo[Any]) -> bool:
    """Whether a row is of the type; the reference executor asks it of each record just before it shows it."""
    its = str(row["_id"]).startswith(f"{prefix}_")
    if its:
        note(info, name, row["_id"])
    return its
