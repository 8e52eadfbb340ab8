"""The limit: the least that Starlette, PyMongo Async and orjson can do to answer by the very same queries.

No token, no limits, no plan to look up: a handler for each operation, with the projections that the compiler made.
"""

import os
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import uvicorn
from pymongo import AsyncMongoClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from authorization.official import ViewerClass
from benchmarks.operation import COUNT, LIST, ONE
from benchmarks.viewer import ORGAN, ROLE, TIER
from schema.answering import COMPILER

Row = dict[str, Any]
VIEWER = ViewerClass(TIER, ORGAN, frozenset({ROLE}))
SCOPE = {"areas": os.environ.get("AREA", "")}


def _plan(text: str, variables: Row) -> Any:
    plan: Any = COMPILER.plan(VIEWER, text, variables, None)[0]
    return plan.roots[0][1]


_LIST, _ONE = _plan(LIST, {"first": 1}).pages.rows, _plan(ONE, {"number": ""}).rows
LISTED, SINGLE = _LIST.projection, _ONE.projection
FAMILIES, FAMILY = _LIST.attachments[0].rows.projection, _ONE.attachments[0].rows.projection


class Limit:
    """The handlers, on one database."""

    def __init__(self) -> None:
        client: AsyncMongoClient[Row] = AsyncMongoClient(os.environ["MONGODB_URL"], tz_aware=True)
        database = client[os.environ["MONGODB_DATABASE"]]
        self.cases, self.families = database["applications"], database["households"]
        self.handlers: dict[str, Callable[[Row], Awaitable[Row]]] = {
            LIST: self.listed,
            ONE: self.single,
            COUNT: self.counted,
        }

    async def answer(self, request: Request) -> Response:
        asked = orjson.loads(await request.body())
        data = await self.handlers[asked["query"]](asked["variables"])
        return Response(orjson.dumps({"data": data}), media_type="application/json")

    async def listed(self, variables: Row) -> Row:
        first = variables["first"]
        found = self.cases.find(SCOPE, LISTED, sort=[("_id", -1)], limit=first + 1, batch_size=first + 2)
        rows = await found.to_list()
        more, rows = len(rows) > first, rows[:first]
        ids = [row["household"] for row in rows]
        known = self.families.find({**SCOPE, "_id": {"$in": ids}}, FAMILIES, limit=first, batch_size=first + 1)
        families = {each["id"]: each for each in await known.to_list()}
        for row in rows:
            row["household"] = families.get(row["household"])
        return {"applications": {"pageInfo": {"hasNextPage": more}, "edges": [{"node": row} for row in rows]}}

    async def single(self, variables: Row) -> Row:
        row = await self.cases.find_one({**SCOPE, "number": variables["number"]}, SINGLE)
        if row is not None:
            row["household"] = await self.families.find_one({**SCOPE, "_id": row["household"]}, FAMILY)
            row.pop("0", None)
        return {"application": row}

    async def counted(self, _variables: Row) -> Row:
        number = await self.cases.count_documents({**SCOPE, "state": "CONFIRMED"})
        return {"applications": {"totalCount": number}}


def _app() -> Starlette:
    return Starlette(routes=[Route("/graphql", Limit().answer, methods=["POST"])])


if __name__ == "__main__":
    uvicorn.run(_app(), port=int(os.environ["PORT"]), log_config=None, access_log=False, server_header=False)
