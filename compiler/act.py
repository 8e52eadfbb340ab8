"""Acts as plans: each done once, one after the other; the records of its payload read in the answer's own shape."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from compiler.argument import Arguments
from compiler.declaration import Acted, Record
from compiler.frame import Frame
from compiler.rows import Rows, Run, together

Part = Callable[[Run, Any], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class ActPlan:
    """One act; `parts` are what is selected of its payload, by response key."""

    acted: Acted
    arguments: Arguments
    parts: tuple[tuple[str, Part], ...]

    async def answer(self, run: Run, key: str) -> dict[str, Any]:
        """Do the act, remember for the request that it was done, and tell what came of it."""
        outcome = run.done[key] = await self.acted.done(run.desk, self.arguments.given(run))
        told = await together([part(run, outcome) for _, part in self.parts])
        return {name: value for (name, _), value in zip(self.parts, told, strict=True)}


def fixed(value: Any) -> Part:
    """What is the same whatever came of the act."""

    async def part(_run: Run, _outcome: Any) -> Any:
        return value

    return part


def replayed() -> Part:
    """Whether it is the first answer to the key again."""

    async def part(_run: Run, outcome: Any) -> Any:
        return outcome.replayed

    return part


def errors(acted: Acted, frame: Frame) -> Part:
    """Why it was not done."""

    async def part(run: Run, outcome: Any) -> Any:
        return [frame.tell(each) for each in acted.errors(run.desk, outcome)]

    return part


def record(of: Record, rows: Rows) -> Part:
    """A record that the act's result names, read through the viewer's scope; null when he may not know of it."""

    async def part(run: Run, outcome: Any) -> Any:
        id_ = outcome.result.get(of.result)
        return (await rows.by_id(run, [id_])).get(id_) if id_ else None

    return part
