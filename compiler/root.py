"""Root questions as plans: what each asks of the database is settled before any of them is sent."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from authorization.scope import scope
from compiler.answered import Tell
from compiler.argument import Arguments, parted
from compiler.declaration import Answered, ById, Listed, One, Told
from compiler.frame import Frame
from compiler.pages import Pages
from compiler.reason import NotCompilable, Reason
from compiler.rows import Rows, Run, together
from documents.database import Row
from resolvers.reader import window, within

Question = Callable[[], Awaitable[Any]]


class RootPlan(Protocol):
    """One root field: `question` raises what is wrong with its arguments, before a command is sent."""

    def question(self, run: Run) -> Question: ...


@dataclass(frozen=True, slots=True)
class FixedPlan:
    """What is the same for everybody."""

    value: Any

    def question(self, run: Run) -> Question:  # noqa: ARG002 - like every root
        async def answer() -> Any:
            return self.value

        return answer


@dataclass(frozen=True, slots=True)
class ToldPlan:
    """What the desk itself answers."""

    told: Told
    frame: Frame

    def question(self, run: Run) -> Question:
        async def answer() -> Any:
            return self.frame.tell(self.told.of(run.desk))

        return answer


@dataclass(frozen=True, slots=True)
class AnsweredPlan:
    """What a function answers."""

    root: Answered
    arguments: Arguments
    tell: Tell

    def question(self, run: Run) -> Question:
        given = self.arguments.given(run)

        async def answer() -> Any:
            return self.tell(await self.root.of(run.desk, **given))

        return answer


@dataclass(frozen=True, slots=True)
class OnePlan:
    """One record by an argument."""

    root: One
    arguments: Arguments
    rows: Rows

    def question(self, run: Run) -> Question:
        value = self.arguments.given(run)[self.root.argument]
        found = within(scope(run.desk.official, self.root.kind), {self.root.path: value})

        async def answer() -> Row | None:
            rows = await self.rows.find(run, found, (), 1)
            await self.rows.attach(run, rows)
            for row in rows:
                if self.rows.spare:
                    del row[self.rows.key]
            return rows[0] if rows else None

        return answer


@dataclass(frozen=True, slots=True)
class ByIdPlan:
    """Records by their ids, one command for each kind; what no kind knows is null."""

    root: ById
    arguments: Arguments
    rows: Mapping[str, Rows]  # by the ids' first letters

    def question(self, run: Run) -> Question:
        given = self.arguments.given(run)[self.root.argument]
        ids: list[str] = given if self.root.several else [given]
        asked: dict[str, list[str]] = {}
        for each in ids:
            kind = each.split("_", 1)[0]
            if kind in self.root.kinds:
                asked.setdefault(kind, []).append(each)
        if len(ids) > self.root.limit or asked.keys() - self.rows.keys():
            raise NotCompilable(Reason.FAULT)

        async def answer() -> Any:
            found = await together([self.rows[kind].by_id(run, some) for kind, some in asked.items()])
            known = {id_: row for rows in found for id_, row in rows.items()}
            return [known.get(each) for each in ids] if self.root.several else known.get(ids[0])

        return answer


@dataclass(frozen=True, slots=True)
class ListedPlan:
    """A page of a list."""

    root: Listed
    arguments: Arguments
    pages: Pages

    def question(self, run: Run) -> Question:
        page, asked = parted(self.arguments.given(run))
        chosen = self.root.shapes.chosen(run.desk, asked)
        filter_ = self.root.found(run.desk, asked, chosen)
        found = window(run.desk, self.root.shapes.kind, filter_, page, chosen.order, chosen.bound)
        return lambda: self.pages.answer(run, found)
