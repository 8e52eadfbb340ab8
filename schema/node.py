"""Whatever has an id of its own can be looked up by it: the id's first letters tell the kind."""

import asyncio
from typing import Any

import strawberry

from authorization.scope import Kind
from authorization.sight import Group
from compiler.declaration import ById
from resolvers.fault import ListTooLong
from schema.argument import Id, Ids
from schema.context import Info
from schema.field import shown

MAX_IDS = 100

NODE_TYPES: dict[str, tuple[Kind, str]] = {
    "jur": (Kind.JURISDICTION, "Jurisdiction"),
    "hh": (Kind.HOUSEHOLD, "Household"),
    "app": (Kind.APPLICATION, "Application"),
    "mdt": (Kind.MANDATE, "Mandate"),
    "sup": (Kind.SUPERVISION, "Supervision"),
    "evd": (Kind.EVIDENCE, "Evidence"),
    "jrn": (Kind.JOURNAL, "JournalEntry"),
    "alm": (Kind.IDENTIFIER_ALARM, "IdentifierAlarm"),
    "rdl": (Kind.READ_LOG, "ReadLogEntry"),
}
NODE = ById("id", several=False, kinds=NODE_TYPES)
NODES = ById("ids", several=True, kinds=NODE_TYPES, limit=MAX_IDS)


@strawberry.interface(description="An object with an id of its own 可按标识查询的对象.")
class Node:
    id: strawberry.ID = shown(Group.CASE, "`<kind>_<ULID>`, the same in every place 标识.", path="_id")

    @classmethod
    def resolve_type(cls, row: Any, *_rest: Any) -> str:
        return NODE_TYPES[str(row["_id"]).split("_", 1)[0]][1]


async def _loaded(info: Info, id_: str) -> Any:
    known = NODE_TYPES.get(id_.split("_", 1)[0])
    return await info.context.loader(*known).load(id_) if known else None


async def load_node(info: Info, id: Id) -> Node | None:
    """The object of an id when the viewer may know of it; none otherwise, whatever the reason."""
    found: Node | None = await _loaded(info, id)
    return found


async def load_nodes(info: Info, ids: Ids) -> list[Node | None]:
    """Objects in the order asked. Raises `ListTooLong`."""
    if len(ids) > MAX_IDS:
        raise ListTooLong("ids", limit=MAX_IDS)
    return list(await asyncio.gather(*(_loaded(info, each) for each in ids)))
