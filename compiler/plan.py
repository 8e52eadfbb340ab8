"""A compiled operation: found by its text, run for whoever asks, with nothing of a person or a place in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compiler.root import RootPlan
from compiler.rows import Run, together
from compiler.selection import ID_KEY


@dataclass(frozen=True, slots=True)
class Plan:
    """The root fields by response key, and what is told of the whole answer for this viewer class."""

    roots: tuple[tuple[str, RootPlan], ...]
    extensions: Mapping[str, Any]
    names_id: bool = False

    async def answer(self, run: Run) -> dict[str, Any]:
        """The answer's data; every question is settled before the first is sent."""
        data = await self._data(run)
        return dict(_named(data)) if self.names_id else data

    async def _data(self, run: Run) -> dict[str, Any]:
        questions = [root.question(run) for _, root in self.roots]
        if len(questions) == 1:
            return {self.roots[0][0]: await questions[0]()}
        answers = await together([each() for each in questions])
        return {key: answer for (key, _), answer in zip(self.roots, answers, strict=True)}


def _named(value: Any) -> Any:
    """The answer with `_id` where the client asked for that key."""
    if isinstance(value, dict):
        return {"_id" if key == ID_KEY else key: _named(each) for key, each in value.items()}
    return [_named(each) for each in value] if isinstance(value, list) else value
