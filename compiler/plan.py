"""A compiled operation: found by its text, run for whoever asks, with nothing of a person or a place in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from compiler.act import ActPlan
from compiler.root import RootPlan
from compiler.rows import Run, together
from compiler.selection import ID_KEY


class Plan(Protocol):
    """A compiled operation with its name, and what is told of its whole answer for this viewer class."""

    @property
    def extensions(self) -> Mapping[str, Any]: ...

    @property
    def name(self) -> str | None: ...

    async def answer(self, run: Run) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class ActsPlan:
    """The acts by response key, done in their order; when one fails, `Run.done` says which were done before it."""

    acts: tuple[tuple[str, ActPlan | str], ...]
    extensions: Mapping[str, Any]
    name: str | None

    async def answer(self, run: Run) -> dict[str, Any]:
        """The answer's data."""
        return {key: act if isinstance(act, str) else await act.answer(run, key) for key, act in self.acts}


@dataclass(frozen=True, slots=True)
class QuestionsPlan:
    """The root fields by response key, and what is told of the whole answer for this viewer class."""

    roots: tuple[tuple[str, RootPlan], ...]
    extensions: Mapping[str, Any]
    name: str | None

    async def answer(self, run: Run) -> dict[str, Any]:
        """The answer's data; every question is settled before the first is sent."""
        questions = [root.question(run) for _, root in self.roots]
        if len(questions) == 1:
            return {self.roots[0][0]: await questions[0]()}
        answers = await together([each() for each in questions])
        return {key: answer for (key, _), answer in zip(self.roots, answers, strict=True)}


@dataclass(frozen=True, slots=True)
class NamedPlan:
    """A plan in whose answer the client gave the key `_id` to something."""

    plan: Plan

    @property
    def extensions(self) -> Mapping[str, Any]:
        return self.plan.extensions

    @property
    def name(self) -> str | None:
        return self.plan.name

    async def answer(self, run: Run) -> dict[str, Any]:
        """The answer's data under the keys that were asked for."""
        return dict(_named(await self.plan.answer(run)))


def _named(value: Any) -> Any:
    """The answer with `_id` where the client asked for that key."""
    if isinstance(value, dict):
        return {"_id" if key == ID_KEY else key: _named(each) for key, each in value.items()}
    return [_named(each) for each in value] if isinstance(value, list) else value
