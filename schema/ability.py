"""What the viewer may do to an object now: the code that the act itself would answer, told beforehand."""

import strawberry

from resolvers.ability import Ability as Answer
from schema.context import Info
from schema.field import structural


@strawberry.type(description="Whether the viewer may do one act now 可否办理.")
class Ability:
    act: str = structural("The act's name, as in Mutation 事项.")
    allowed: bool = structural("Whether it would be done now, its input being in order.")
    code: str | None = structural("Why not: the code that the act would answer.")
    reason: str | None = structural("Why not, as a sentence.")


def told(info: Info, answers: list[Answer]) -> list[Ability]:
    """The answers in the viewer's language."""
    language = info.context.desk.language
    return [
        Ability(
            act=each.act,
            allowed=each.refusal is None,
            code=each.refusal.code() if each.refusal else None,
            reason=each.refusal.message(language) if each.refusal else None,
        )
        for each in answers
    ]
