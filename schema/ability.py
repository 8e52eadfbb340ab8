"""What the viewer may do to an object now: the code that the act itself would answer, told beforehand."""

from collections.abc import Awaitable, Callable, Sequence

import strawberry

from compiler.declaration import Gathered
from resolvers.ability import Ability as Answer
from resolvers.desk import Desk
from schema.field import structural

Loader = Callable[[Desk, Sequence[str]], Awaitable[list[list[Answer]]]]


@strawberry.type(description="Whether the viewer may do one act now 可否办理.")
class Ability:
    act: str = structural("The act's name, as in Mutation 事项.")
    allowed: bool = structural("Whether it would be done now, its input being in order.")
    code: str | None = structural("Why not: the code that the act would answer.")
    reason: str | None = structural("Why not, as a sentence.")


def abilities(name: str, load: Loader) -> Gathered:
    """What the viewer may do to each of many records, told in his language."""

    async def loaded(desk: Desk, ids: list[str]) -> list[list[Ability]]:
        return [told(desk, answers) for answers in await load(desk, ids)]

    return Gathered(f"abilities:{name}", loaded)


def told(desk: Desk, answers: list[Answer]) -> list[Ability]:
    return [
        Ability(
            act=each.act,
            allowed=each.refusal is None,
            code=each.refusal.code() if each.refusal else None,
            reason=each.refusal.message(desk.language) if each.refusal else None,
        )
        for each in answers
    ]
