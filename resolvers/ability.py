"""What an official may do to a record now, from the very rules that the acts ask, for many records at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from authorization.policy import ActName, admits
from authorization.scope import Kind, scope
from casework.refusal import Refusal
from documents.look import Look, MandateLook, seen
from documents.reading import find_rows
from resolvers.act import NotAdmitted
from resolvers.desk import Desk
from resolvers.reader import within

L = TypeVar("L", bound=Look)
MOST_MANDATES = 1000


@dataclass(frozen=True, slots=True)
class Ability:
    """One act with the refusal that it would answer now, if any."""

    act: ActName
    refusal: Refusal | None


def judged(desk: Desk, questions: Mapping[ActName, Callable[[], object]]) -> list[Ability]:
    """Each act's own first question: is the official admitted; then its rule's, before any input."""
    return [Ability(act, _refusal(desk, act, question)) for act, question in questions.items()]


def _refusal(desk: Desk, act: ActName, question: Callable[[], object]) -> Refusal | None:
    if not admits(act, desk.official):
        return NotAdmitted()
    try:
        question()
    except Refusal as refusal:
        return refusal
    return None


async def looked_at(desk: Desk, kind: Kind, look: type[L], ids: Sequence[str]) -> dict[str, L]:
    """What the rules look at of records within the scope, in the order of ids; one find, of no other path."""
    found = within(scope(desk.official, kind), {"_id": {"$in": list(ids)}})
    rows = await find_rows(desk.doors.database, kind, found, seen(look), [], len(ids))
    return {row["_id"]: look.model_validate(row) for row in rows}


async def mandates_at(desk: Desk, townships: Iterable[str | None]) -> list[MandateLook]:
    """All mandates of some townships, for the rules' eyes: a decision heeds them whoever may know of them."""
    found = {"township": {"$in": list(set(townships))}}
    rows = await find_rows(desk.doors.database, Kind.MANDATE, found, seen(MandateLook), [], MOST_MANDATES)
    return [MandateLook.model_validate(row) for row in rows]
