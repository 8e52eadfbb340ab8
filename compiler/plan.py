"""A compiled operation: found by its text, run for whoever asks, with nothing of a person or a place in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compiler.root import RootPlan
from compiler.rows import Run, together


@dataclass(frozen=True, slots=True)
class Plan:
    """The root fields by response key, what is told of the whole answer for this viewer class, and the name."""

    roots: tuple[tuple[str, RootPlan], ...]
    extensions: Mapping[str, Any]
    name: str | None

    async def answer(self, run: Run) -> dict[str, Any]:
        """The answer's data; every question is settled before the first is sent."""
        run.reads.operation = self.name
        questions = [root.question(run) for _, root in self.roots]
        if len(questions) == 1:
            return {self.roots[0][0]: await questions[0]()}
        answers = await together([each() for each in questions])
        return {key: answer for (key, _), answer in zip(self.roots, answers, strict=True)}
