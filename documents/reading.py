"""Reading rows in the shape that was asked for: a filter, a projection, an order, and no more than a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import bson
from bson.raw_bson import RawBSONDocument
from pymongo.errors import OperationFailure

from documents.database import Database, Row
from documents.outage import outage_told

Order = Sequence[tuple[str, int]]


class RowUnfit(Exception):
    """MongoDB could not give a row the shape that was asked for: it lacks what every such row has."""


def encoded(projection: Mapping[str, Any]) -> Mapping[str, Any]:
    """A projection that is sent again and again, written as BSON once."""
    return RawBSONDocument(bson.encode(projection))


async def find_rows(
    database: Database,
    collection: str,
    filter_: Mapping[str, Any],
    projection: Mapping[str, Any],
    order: Order,
    limit: int,
    parameters: Mapping[str, Any] | None = None,
) -> list[Row]:
    """At most `limit` rows, in one round trip; `$$name` in the projection is a parameter.

    Raises `DatabaseUnavailable`.
    """
    with outage_told():
        cursor = database.database[collection].find(
            filter_, projection, sort=list(order) or None, limit=limit, batch_size=limit + 1, let=parameters
        )
        return await cursor.to_list()


async def shaped_rows(
    database: Database,
    collection: str,
    filter_: Mapping[str, Any],
    projection: Mapping[str, Any],
    order: Order,
    limit: int,
    parameters: Mapping[str, Any] | None = None,
) -> list[Row]:
    """Rows by a computed projection. Raises `RowUnfit` when an expression fails, `DatabaseUnavailable`."""
    try:
        return await find_rows(database, collection, filter_, projection, order, limit, parameters)
    except OperationFailure as error:
        raise RowUnfit from error


async def find_row(
    database: Database, collection: str, filter_: Mapping[str, Any], projection: Mapping[str, Any]
) -> Row | None:
    """The one row, or none. Raises `DatabaseUnavailable`."""
    rows = await find_rows(database, collection, filter_, projection, [], 1)
    return rows[0] if rows else None


async def count_rows(database: Database, collection: str, filter_: Mapping[str, Any]) -> int:
    """How many rows the filter finds. Raises `DatabaseUnavailable`."""
    with outage_told():
        return await database.database[collection].count_documents(filter_)


async def aggregate_rows(database: Database, collection: str, pipeline: list[Row]) -> list[Row]:
    """The rows that a pipeline gives. Raises `DatabaseUnavailable`."""
    with outage_told():
        cursor = await database.database[collection].aggregate(pipeline)
        return await cursor.to_list()


@dataclass(frozen=True, slots=True)
class Portion:
    """Which rows of a collection belong to each of several keys, and how many of them are read in which shape."""

    collection: str
    foreign: str
    filter: Mapping[str, Any]
    projection: Mapping[str, Any]
    order: Order
    limit: int
    rows: bool = True
    count: bool = False
    parameters: Mapping[str, Any] | None = None


async def portions(database: Database, keys: Sequence[Any], portion: Portion) -> dict[Any, Row]:
    """By key its first `rows`, and its `count` of all, as asked for; one command, bounded by keys times limit.

    Raises `RowUnfit`, `DatabaseUnavailable`.
    """
    stages: list[Row] = [{"$documents": [{"_id": key} for key in keys]}]
    if portion.rows:
        first: list[Row] = [
            {"$sort": dict(portion.order)},
            {"$limit": portion.limit},
            {"$project": dict(portion.projection)},
        ]
        stages.append(_joined(portion, first, "rows"))
    if portion.count:
        stages += [_joined(portion, [{"$count": "n"}], "count"), {"$set": {"count": {"$sum": "$count.n"}}}]
    try:
        with outage_told():
            found = await (await database.database.aggregate(stages, let=portion.parameters)).to_list()
    except OperationFailure as error:
        raise RowUnfit from error
    return {row["_id"]: row for row in found}


def _joined(portion: Portion, stages: list[Row], name: str) -> Row:
    pipeline = [{"$match": dict(portion.filter)}, *stages]
    joined = {"from": portion.collection, "localField": "_id", "foreignField": portion.foreign}
    return {"$lookup": {**joined, "pipeline": pipeline, "as": name}}
