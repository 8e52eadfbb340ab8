"""Reading records in the answer's own shape, and attaching to them what other records and rules say."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from graphql.execution.values import VariableValues

from authorization.scope import Filter, Kind, scope
from compiler.declaration import Narrowed
from compiler.mask import Expression
from compiler.state import DAY, names_day
from documents.database import Row
from documents.reading import encoded, shaped_rows
from resolvers.desk import Desk
from resolvers.read_log import Reads
from resolvers.reader import Order, within

Place = tuple[str, ...]
ID_SLOT = "0"  # no response key begins with a digit


@dataclass(frozen=True, slots=True)
class Run:
    """One request's own: who asks, his variables as coerced, what is read clear, and the acts done, by response key."""

    desk: Desk
    variables: VariableValues
    reads: Reads
    done: dict[str, Any] = field(default_factory=dict)


class Attachment(Protocol):
    """What is put into rows once they have come."""

    async def attach(self, run: Run, rows: list[Row]) -> None: ...


@dataclass(frozen=True, slots=True)
class Rows:
    """How records of a kind are read for one selection: `key` is where the id is, `spare` whether only for us.

    `logged` are the coordinates in it that the viewer has clear and the read log names; with any, the id is there.
    """

    kind: Kind
    projection: Mapping[str, Expression]
    attachments: tuple[Attachment, ...]
    key: str = ID_SLOT
    spare: bool = True
    logged: tuple[str, ...] = ()
    narrowed: Narrowed | None = None
    dated: bool = field(init=False)
    _sent: Mapping[str, Expression] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "dated", names_day(self.projection))
        object.__setattr__(self, "_sent", encoded(self.projection))

    def parameters(self, run: Run) -> Mapping[str, Any] | None:
        """What the projection's variables stand for in this request; none when it has none."""
        given = dict(self.narrowed.parameters(run.desk)) if self.narrowed else {}
        if self.dated:
            given[DAY] = run.desk.today.isoformat()
        return given or None

    async def find(self, run: Run, filter_: Filter, order: Order, limit: int) -> list[Row]:
        """The rows that a scoped filter finds, nothing attached yet."""
        given = self.parameters(run)
        return await shaped_rows(run.desk.doors.database, self.kind, filter_, self._sent, order, limit, given)

    async def attach(self, run: Run, rows: list[Row]) -> None:
        """Attach everything to the rows that will be answered, what is independent at once; here they are read."""
        if not rows:
            return
        if self.logged:
            run.reads.note(self.kind, self.logged, [row[self.key] for row in rows])
        if len(self.attachments) == 1:
            await self.attachments[0].attach(run, rows)
        elif self.attachments:
            await together([each.attach(run, rows) for each in self.attachments])

    async def by_id(self, run: Run, ids: Sequence[str]) -> dict[str, Row]:
        """The records among these ids that the official may know of, by one command."""
        found = within(scope(run.desk.official, self.kind), {"_id": {"$in": ids}})
        rows = await self.find(run, found, (), len(ids))
        await self.attach(run, rows)
        if self.spare:
            return {row.pop(self.key): row for row in rows}
        return {row[self.key]: row for row in rows}


async def together(works: Sequence[Awaitable[Any]]) -> list[Any]:
    """Several works at once; all have ended when one's failure is told, so that no connection is cut."""
    if len(works) == 1:
        return [await works[0]]
    results = await asyncio.gather(*works, return_exceptions=True)
    for each in results:
        if isinstance(each, BaseException):
            raise each
    return results


def holders(rows: list[Row], place: Place) -> list[Row]:
    """The objects at a place of the rows, through parts and lists of parts; where there is none, none."""
    for key in place:
        below: list[Row] = []
        for row in rows:
            part = row[key]
            if type(part) is list:
                below.extend(part)
            elif part is not None:
                below.append(part)
        rows = below
    return rows
