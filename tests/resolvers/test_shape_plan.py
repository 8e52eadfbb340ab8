"""Every published shape is found by an index of its own, for officials of every reach, on its 1,000th page too."""

import os
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast
from uuid import uuid4

import orjson
import pytest
from graphql import GraphQLField
from pymongo import AsyncMongoClient, MongoClient
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

from authorization.official import Official
from authorization.scope import Filter, Kind, reach, scope
from casework.calendar import Calendar
from casework.mandate import MandateState
from casework.matter import Matter, State
from casework.office import ROLE_SEATS, Role, Tier, default_organ
from casework.supervision import SupervisionState
from documents.database import Database, Row
from documents.read_log_writer import ReadLogWriter
from resolvers.cursor import binding, signer
from resolvers.desk import Desk, Doors
from resolvers.reader import Order
from resolvers.shape import ORDER, Shapes
from schema.answering import COMPILER, Asked, answer
from schema.field import TABLE
from schema.published import lists, relations
from tests.api import CITY, COUNTY, VILLAGES, XUNCHANG
from tests.resolvers.heap import BIG, DAYS, NUMBER, PLATFORM, heap
from tests.servers import Servers

SIZE = int(os.environ.get("HEAP_SIZE", "100000"))  # make fuzz: 1,000,000
THOUSANDTH, MOST, LEAST, KEY = 1000, 50, 5, b"k" * 32
AREAS = {Tier.CITY: CITY, Tier.COUNTY: COUNTY, Tier.TOWNSHIP: XUNCHANG, Tier.VILLAGE: VILLAGES[XUNCHANG]}
STATES = {Kind.APPLICATION: State, Kind.MANDATE: MandateState, Kind.SUPERVISION: SupervisionState}
SESSION = {"lsid", "$db", "$clusterTime", "$readPreference", "readConcern", "txnNumber"}
# Of papers MongoDB prefers one stretch of the case's, those of hidden kinds included, to merging one for each kind.
MOST_KEYS = dict.fromkeys(Kind, 2.0) | {Kind.EVIDENCE: 2.5}
QUERIES = COMPILER.catalogue.schema.query_type.fields  # type: ignore[union-attr]
LISTS = lists(COMPILER.catalogue.schema)
NESTED = dict(relations(COMPILER.catalogue.schema))
HOLDERS = {"Application": "application", "CaseFile": "caseFile"}  # how the test reaches the type that holds a list


class Sent(CommandListener):
    """The very commands that the server sends."""

    def __init__(self) -> None:
        self.commands: list[Row] = []

    def started(self, event: CommandStartedEvent) -> None:
        if event.command_name in {"find", "aggregate"}:
            self.commands.append({name: value for name, value in event.command.items() if name not in SESSION})

    def succeeded(self, event: CommandSucceededEvent) -> None: ...

    def failed(self, event: CommandFailedEvent) -> None: ...


@dataclass(slots=True)
class Heap:
    """The filled database, read as the server reads it."""

    url: str
    name: str

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[tuple[Doors, Sent]]:
        sent = Sent()
        client: AsyncMongoClient[Row] = AsyncMongoClient(self.url, event_listeners=[sent])
        async with client:
            database = Database(client, client[self.name], cast("Any", None))
            calendar = Calendar(frozenset(), frozenset(), frozenset())
            yield Doors(database, ReadLogWriter(database), cast("Any", None), calendar, TABLE, KEY), sent


@pytest.fixture(scope="module")
def filled(servers: Servers) -> Iterator[Heap]:
    """A database of its own, dropped afterwards."""
    name = f"heap_{uuid4().hex[:12]}"
    with MongoClient[Row](servers.database.url) as client:
        heap(client[name], SIZE)
        yield Heap(servers.database.url, name)
        client.drop_database(name)


def official_of(role: Role) -> Official:
    tier, _ = ROLE_SEATS[role]
    id_ = PLATFORM if role is Role.CITY_PLATFORM else f"off_{role}"
    return Official(id_, "", tier, default_organ(role), frozenset({role}), AREAS[tier])


def officials_of(kind: Kind) -> list[Official]:
    """One official for each scope that there is of a kind, whatever his organ."""
    officials = [official_of(role) for role in Role]
    return list({repr(scope(each, kind)).replace(each.organ, ""): each for each in officials}.values())


def values(shapes: Shapes) -> dict[str, Any]:
    """A value for every argument that narrows a list."""
    fixed = {"area": XUNCHANG, "township": XUNCHANG, "parent": XUNCHANG, "role": Role.TOWNSHIP_LEADER}
    state = {"state": next(iter(STATES[shapes.kind]))} if shapes.kind in STATES else {}
    return fixed | state | {"matter": Matter.RURAL_DIBAO, "record": BIG, "official": "off_AUDITOR"}


@dataclass(slots=True)
class Walk:
    """One list as one official asks for it: `text` has `%s` where the page's arguments go."""

    desk: Desk
    kind: Kind
    filter: Filter
    order: Order
    bound: Mapping[str, Any]
    text: str
    variables: dict[str, Any] = field(default_factory=dict)

    async def explain(self, sent: Sent) -> list[str]:
        """What is wrong with the count, and with the first and the 1,000th page from either end."""
        faults, total = await self._told(sent, "first: 1")
        self.text = self.text.replace("totalCount", "")
        size = min(MOST, max(LEAST, total // THOUSANDTH))
        for way, first, after in ((1, "first", "after"), (-1, "last", "before")):
            faults += (await self._told(sent, f"{first}: {size}"))[0]
            if total > size:
                cursor = await self._cursor(way, min(size * (THOUSANDTH - 1) / total, 0.9))
                faults += (await self._told(sent, f'{first}: {size}, {after}: "{cursor}"'))[0]
        return faults

    async def _cursor(self, way: int, share: float) -> str:
        """A cursor at this share of the list from its front or its end; what it is sorted by grows with `n`."""
        rows = self.desk.doors.database.database[self.kind]
        sample = await rows.find_one({}, sort=[("_id", 1)])
        assert sample is not None
        forward = way * self.order[-1][1] > 0
        number = int(SIZE * (share if forward else 1 - share))
        made = {"_id": f"{sample['_id'][:-8]}{number:08}", "seq": number, "dueOn": DAYS[len(DAYS) * number // SIZE]}
        return signer(KEY, binding(self.desk, self.kind, self.bound, self.order))(
            [made[path] for path, _ in self.order]
        )

    async def _told(self, sent: Sent, page: str) -> tuple[list[str], int]:
        """What is wrong with a page's commands, and how many rows the list has if that was asked."""
        sent.commands.clear()
        body = orjson.loads((await answer(self.desk, Asked(self.text % page, self.variables))).body)
        assert "errors" not in body, body
        faults = [f"{page}: {fault}" for command in list(sent.commands) for fault in await self._faults(command)]
        return faults, next(parts(body, "totalCount"), 0)

    async def _faults(self, command: Row) -> list[str]:
        explained = await self.desk.doors.database.database.command({"explain": command, "verbosity": "executionStats"})
        stages, stats = planned(explained), next(each for each in parts(explained, "executionStats"))
        keys, returned = stats["totalKeysExamined"], stats["nReturned"]
        if "aggregate" in command:  # it returns one row: what it counted are the documents looked at
            returned = max(stats["totalDocsExamined"], keys)
        everything = "aggregate" in command and command["pipeline"][0] == {"$match": {}}
        faults = [stage for stage in stages if stage in {"COLLSCAN", "SORT"} and not everything]
        if keys > (MOST_KEYS[self.kind] * returned or len(stages)):
            faults.append(f"{keys} keys for {returned} rows")
        return [f"{each} in {self.desk.official.id} {command}" for each in faults]


def parts(value: Any, name: str) -> Iterator[Any]:
    """Whatever lies under a name, however deep; rejected plans are left out."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key == name:
                yield each
            elif key != "rejectedPlans":
                yield from parts(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from parts(each, name)


def planned(explained: Row) -> list[str]:
    return [stage for plan in parts(explained, "winningPlan") for stage in parts(plan, "stage")]


def desk_of(doors: Doors, official: Official) -> Desk:
    return Desk(official, datetime(2020, 6, 1, 4, tzinfo=UTC), "zh", doors)


def walks(name: str, doors: Doors) -> Iterator[Walk]:
    """Every published shape of a list, for every scope that there is."""
    shapes, declared = LISTS[name], QUERIES[name]
    for official in officials_of(shapes.kind):
        for ordering in shapes.orderings:
            for arguments in shapes.published(ordering, reach(official)):
                given = {each: values(shapes)[each] for each in sorted(arguments)}
                if official.roles == {Role.SYSTEM_ADMIN}:
                    given = {}
                given |= {ORDER: ordering} if ORDER in declared.args and official.roles != {Role.SYSTEM_ADMIN} else {}
                yield _walk(name, declared, desk_of(doors, official), given)


def _walk(name: str, declared: GraphQLField, desk: Desk, given: dict[str, Any]) -> Walk:
    chosen = LISTS[name].chosen(desk, given)
    variables = ", ".join(f"${each}: {declared.args[each].type}" for each in given)
    passed = "".join(f", {each}: ${each}" for each in given)
    head = f"query({variables})" if variables else "query"
    text = f"{head} {{ {name}(%s{passed}) {{ edges {{ cursor }} totalCount }} }}"
    return Walk(desk, LISTS[name].kind, chosen.filter, chosen.order, chosen.bound, text, given)


@pytest.mark.parametrize("name", sorted(LISTS))
async def test_a_shape_is_read_by_an_index_for_everybody_however_far(filled: Heap, name: str) -> None:
    async with filled.opened() as (doors, sent):
        faults = [fault for walk in walks(name, doors) for fault in await walk.explain(sent)]
    assert faults == []


@pytest.mark.parametrize("place", sorted(NESTED))
async def test_a_list_that_a_record_leads_to_is_read_by_an_index_too(filled: Heap, place: str) -> None:
    relation, (holder, name) = NESTED[place], place.split(".")
    text = f'{{ {HOLDERS[holder]}(number: "{NUMBER}") {{ {name}(%s) {{ edges {{ cursor }} totalCount }} }} }}'
    filter_ = relation.filter(BIG)
    async with filled.opened() as (doors, sent):
        found = [
            Walk(desk_of(doors, official), relation.kind, filter_, relation.order, filter_, text)
            for official in officials_of(relation.kind)
        ]
        faults = [fault for walk in found for fault in await walk.explain(sent)]
    assert faults == []
