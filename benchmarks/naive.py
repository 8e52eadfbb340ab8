"""The naive peer: Strawberry as its tutorial has it, Beanie documents read whole, a DataLoader for households."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Any

import strawberry
import uvicorn
from beanie import init_beanie
from pymongo import AsyncMongoClient
from starlette.applications import Starlette
from starlette.routing import Route
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader

from benchmarks import naive_document as kept

AREA = os.environ.get("AREA", "")
PAGE = 20


@strawberry.type
class Handler:
    name: str | None


@strawberry.type
class Member:
    member_id: strawberry.ID
    name: str | None
    relation: str | None
    sex: str | None
    birth_day: str | None
    identity_number: str | None
    monthly_income: Decimal | None
    income_band: str | None


@strawberry.type
class Household:
    id: strawberry.ID
    head_name: str | None
    address: str | None
    phone: str | None
    members: list[Member]


@strawberry.type
class Survey:
    on: str
    visited_on: str
    investigators: list[Handler] | None
    family_signed: bool
    monthly_income: Decimal | None
    text: str | None


@strawberry.type
class Assessment:
    on: str
    attendees: int
    in_favour: int


@strawberry.type
class Opinion:
    on: str
    favourable: bool
    amount: Decimal | None
    text: str | None


@strawberry.type
class Notice:
    notice_id: strawberry.ID
    posted_on: str
    last_day: str
    earliest_decision_on: str
    place: str


@strawberry.type
class Objection:
    objection_id: strawberry.ID
    on: str
    open: bool
    text: str | None


@strawberry.type
class Decision:
    on: str
    by: Handler | None
    favourable: bool
    amount: Decimal | None
    article: str | None
    deciding_organ: str
    handled_by: str
    mandate_cap: Decimal | None


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class Evidence:
    id: strawberry.ID
    kind: str
    title: str | None
    state: str
    size: int
    media_type: str
    sha256: str
    stored_on: str | None
    requested_by: Handler | None


@strawberry.type
class EvidenceEdge:
    cursor: str
    node: Evidence | None


@strawberry.type
class EvidenceConnection:
    edges: list[EvidenceEdge] | None
    page_info: PageInfo


@strawberry.type
class Application:
    id: strawberry.ID
    household_id: strawberry.Private[str]
    number: str
    matter: str
    state: str
    village: str | None
    applicant_name: str | None
    statement: str | None
    requested_amount: Decimal | None
    filed_on: str
    filed_by: Handler | None
    accepted_on: str | None
    due_on: str | None
    surveys: list[Survey]
    assessments: list[Assessment]
    opinions: list[Opinion]
    notices: list[Notice]
    objections: list[Objection]
    decision: Decision | None

    @strawberry.field
    async def household(self, info: strawberry.Info) -> Household | None:
        found: Household | None = await info.context["households"].load(self.household_id)
        return found

    @strawberry.field
    async def evidence(self, first: int = PAGE, after: str | None = None) -> EvidenceConnection:
        return await papers_of(self.id, first, after)


@strawberry.type
class ApplicationEdge:
    cursor: str
    node: Application | None


@strawberry.type
class ApplicationConnection:
    state: strawberry.Private[str | None]
    rows: strawberry.Private[list[Any]]
    size: strawberry.Private[int]

    @strawberry.field
    def edges(self) -> list[ApplicationEdge] | None:
        return [ApplicationEdge(cursor=each.id, node=each) for each in self.rows[: self.size]]

    @strawberry.field
    def page_info(self) -> PageInfo:
        return standing(self.rows, self.size)

    @strawberry.field
    async def total_count(self) -> int | None:
        return await kept.Application.find(within(self.state)).count()


@strawberry.type
class CaseFile:
    id: strawberry.Private[str]
    number: str

    @strawberry.field
    async def papers(self, first: int = PAGE, after: str | None = None) -> EvidenceConnection:
        return await papers_of(self.id, first, after)


@strawberry.type
class Query:
    @strawberry.field
    async def application(self, number: str) -> Application | None:
        found: Any = await kept.Application.find_one({"areas": AREA, "number": number})
        return shown(found) if found else None

    @strawberry.field
    async def applications(
        self, state: str | None = None, first: int = PAGE, after: str | None = None
    ) -> ApplicationConnection:
        filter_ = within(state) | ({"_id": {"$lt": after}} if after else {})
        rows = await kept.Application.find(filter_).sort("-_id").limit(first + 1).to_list()
        return ApplicationConnection(state=state, rows=[shown(each) for each in rows], size=first)

    @strawberry.field
    async def case_file(self, number: str) -> CaseFile | None:
        found = await kept.Application.find_one({"areas": AREA, "number": number})
        return CaseFile(id=found.id, number=found.number) if found else None


def shown(row: kept.Application) -> Application:
    """The GraphQL object of a document; its parts are shown as they are."""
    names = [name for name in kept.Application.model_fields if name not in ("areas", "revision_id")]
    return Application(**{name: getattr(row, name) for name in names})


def within(state: str | None) -> dict[str, Any]:
    return {"areas": AREA} | ({"state": state} if state else {})


def standing(rows: list[Any], size: int) -> PageInfo:
    last = rows[:size][-1].id if rows else None
    return PageInfo(has_next_page=len(rows) > size, end_cursor=last)


async def papers_of(case: str, first: int, after: str | None) -> EvidenceConnection:
    filter_ = {"areas": AREA, "caseId": case} | ({"_id": {"$gt": after}} if after else {})
    rows: list[Any] = await kept.Evidence.find(filter_).sort("_id").limit(first + 1).to_list()
    edges = [EvidenceEdge(cursor=each.id, node=each) for each in rows[:first]]
    return EvidenceConnection(edges=edges, page_info=standing(rows, first))


async def _households(ids: list[str]) -> list[kept.Household | None]:
    found = await kept.Household.find({"_id": {"$in": ids}}).to_list()
    known = {each.id: each for each in found}
    return [known.get(each) for each in ids]


class Api(GraphQL[dict[str, Any], None]):
    async def get_context(self, request: Any, response: Any) -> dict[str, Any]:  # noqa: ARG002 - Strawberry's form
        return {"households": DataLoader(load_fn=_households)}


@asynccontextmanager
async def _opened(_app: Starlette) -> AsyncIterator[None]:
    client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(os.environ["MONGODB_URL"], tz_aware=True)
    documents = [kept.Application, kept.Household, kept.Evidence]
    await init_beanie(client[os.environ["MONGODB_DATABASE"]], document_models=documents, skip_indexes=True)
    yield
    await client.close()


if __name__ == "__main__":
    app = Starlette(routes=[Route("/graphql", Api(strawberry.Schema(Query)))], lifespan=_opened)
    uvicorn.run(app, port=int(os.environ["PORT"]), log_config=None, access_log=False, server_header=False)
