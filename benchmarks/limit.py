"""The limit: the least that Starlette, PyMongo Async and orjson can do to answer by the very same queries.

No token, no limits, no plan to look up: a handler for each operation, with the projections that the compiler made.
"""

import asyncio
import gc
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

from authorization.official import Official, ViewerClass
from authorization.scope import Kind, scope
from benchmarks.operation import COUNT, LIST, NESTED, ONE
from benchmarks.viewer import ORGAN, ROLE, TIER
from compiler.attachment import LeadToMany, LeadToOne
from schema.answering import COMPILER
from server.serving import GARBAGE

Row = dict[str, Any]
VIEWER = ViewerClass(TIER, ORGAN, frozenset({ROLE}))
AREA = os.environ.get("AREA", "")
SCOPE = {"areas": AREA}
PAPERS_SCOPE = scope(Official("", "", TIER, ORGAN, VIEWER.roles, AREA, machine=False), Kind.EVIDENCE)
PAPERS = 20


def _plan(text: str, variables: Row) -> Any:
    plan: Any = COMPILER.plan(VIEWER, text, variables, None)[0]
    return plan.roots[0][1]


_LIST, _ONE = _plan(LIST, {"first": 1}).pages.rows, _plan(ONE, {"number": ""}).rows
_NESTED = _plan(NESTED, {"number": "", "first": 1}).rows
LISTED, SINGLE, NUMBERED = _LIST.projection, _ONE.projection, _NESTED.projection
FAMILIES = _LIST.attachments[0].rows.projection
FAMILY = next(each.rows.projection for each in _ONE.attachments if isinstance(each, LeadToOne))
PAPER = next(each.pages.rows.projection for each in _ONE.attachments if isinstance(each, LeadToMany))


class Limit:
    """The handlers, on one database."""

    def __init__(self) -> None:
        client: AsyncMongoClient[Row] = AsyncMongoClient(os.environ["MONGODB_URL"], tz_aware=True)
        database = client[os.environ["MONGODB_DATABASE"]]
        self.cases, self.families = database["applications"], database["households"]
        self.evidence = database["evidence"]
        self.handlers: dict[str, Callable[[Row], Awaitable[Row]]] = {
            LIST: self.listed,
            ONE: self.single,
            NESTED: self.nested,
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
            family = self.families.find_one({**SCOPE, "_id": row["household"]}, FAMILY)
            row["household"], papers = await asyncio.gather(family, self.papers(row["evidence"], PAPERS))
            row["evidence"] = {"edges": [{"node": each} for each in papers[:PAPERS]]}
            row.pop("0", None)
        return {"application": row}

    async def nested(self, variables: Row) -> Row:
        first = variables["first"]
        row = await self.cases.find_one({**SCOPE, "number": variables["number"]}, NUMBERED)
        if row is not None:
            papers = await self.papers(row["evidence"], first)
            edges = [{"cursor": each["id"], "node": each} for each in papers[:first]]
            page = {"hasNextPage": len(papers) > first, "endCursor": edges[-1]["cursor"] if edges else None}
            row["evidence"] = {"pageInfo": page, "edges": edges}
            row.pop("0", None)
        return {"application": row}

    async def papers(self, case: str, first: int) -> list[Row]:
        filter_ = {**PAPERS_SCOPE, "caseId": case}
        found = self.evidence.find(filter_, PAPER, sort=[("_id", 1)], limit=first + 1, batch_size=first + 2)
        return await found.to_list()

    async def counted(self, _variables: Row) -> Row:
        number = await self.cases.count_documents({**SCOPE, "state": "CONFIRMED"})
        return {"applications": {"totalCount": number}}


def _app() -> Starlette:
    return Starlette(routes=[Route("/graphql", Limit().answer, methods=["POST"])])


if __name__ == "__main__":
    gc.freeze()  # as the product does once it is started
    gc.set_threshold(GARBAGE)
    uvicorn.run(_app(), port=int(os.environ["PORT"]), log_config=None, access_log=False, server_header=False)
