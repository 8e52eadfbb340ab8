"""What GraphQL hands to every field: the desk of the request and its batched look-ups."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import strawberry
from strawberry.dataloader import DataLoader

from authorization.scope import Kind
from documents.database import Row
from resolvers.desk import Desk
from resolvers.read_log import Reads
from resolvers.reader import by_ids


class LookUp(DataLoader[str, Any]):
    """A look-up whose answer several fields await: that an error calls one of them off takes it from no other."""

    def load(self, key: str) -> Awaitable[Any]:
        return asyncio.shield(super().load(key))


@dataclass(slots=True)
class Context:
    """One request's context; the look-ups gather what the fields of one level ask for, `reads` what is read clear.

    `done` has what came of acts that were done already, by response key: they are not done again.
    """

    desk: Desk
    done: Mapping[str, Any] = field(default_factory=dict)
    reads: Reads = field(default_factory=Reads)
    request: Any = None
    response: Any = None
    logged: dict[tuple[Any, ...], tuple[str, ...]] = field(default_factory=dict)
    _loaders: dict[str, LookUp] = field(default_factory=dict)

    def loader(self, kind: Kind, type_name: str) -> LookUp:
        """Rows of a type by id, one find for all that are asked together."""

        async def load(ids: list[str]) -> list[Row | None]:
            return await by_ids(self.desk, kind, type_name, ids)

        return self.gathered(f"{kind}:{type_name}", load)

    def gathered(self, name: str, load: Callable[[list[str]], Awaitable[list[Any]]]) -> LookUp:
        """The look-up of that name, made on its first use."""
        if name not in self._loaders:
            self._loaders[name] = LookUp(load)
        return self._loaders[name]


Info = strawberry.Info[Context, None]
