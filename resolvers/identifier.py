"""Seeing an identifier in clear, and finding a family by one: for a purpose, within a budget, never unseen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from authorization.official import ViewerClass
from authorization.policy import ActName, admits
from authorization.scope import Kind, scope
from authorization.sight import Group, may_reveal, starred
from casework.identifier import (
    Identifier,
    IdentifierMissing,
    IdentifierWithheld,
    MemberNotStated,
    PurposeUnfit,
    check_purpose,
)
from casework.identifier_use import RateLimited, UseKind, check_lookups, check_reveals
from casework.identity import parse_identity
from casework.office import Role
from casework.purpose import Purpose
from casework.refusal import Refusal, refusals_in
from casework.warrant import WarrantMissing
from documents.database import Session
from documents.household import HouseholdDocument
from documents.record import Sealed
from resolvers.act import COMMON_REFUSALS, Act, Hand, NotFound, Outcome, act
from resolvers.desk import Desk
from resolvers.identifier_use import (
    budgeted,
    counted,
    hand_on,
    local_now,
    missed,
    number_digest,
    uses_today,
)
from resolvers.identity_claim import claimed
from resolvers.reader import whole, within
from resolvers.warrant import any_in_force, warranted

GROUPS = {Identifier.IDENTITY_NUMBER: Group.IDENTITY_NUMBER, Identifier.BANK_ACCOUNT: Group.BANK_ACCOUNT}
_AUDITOR = frozenset({Role.AUDITOR})
_NO_HOUSEHOLD = "hh_none"
_ACCOUNT = "bankAccount"


@dataclass(frozen=True, slots=True)
class Revealed(Outcome):
    """What came of a reveal; the clear value is here alone, and goes with the answer."""

    value: str | None = None

    def __repr__(self) -> str:
        """Without the value, that no log line ever holds it."""
        return f"Revealed({self.result})"


@dataclass(frozen=True, slots=True)
class RevealAct(Act):
    """An act whose answer is never kept: the same key again is a reveal of its own, judged, counted and journalled."""

    async def __call__(self, desk: Desk, *, idempotency_key: str, **given: Any) -> Revealed:
        """Reveal once it is kept who saw it."""
        done = await Act.__call__(self, desk, idempotency_key=idempotency_key, **given)
        if done.replayed:
            done = await self._again(desk, given)
        value = None if done.refusals else await _opened(desk, done.result)
        return Revealed(done.result, done.refusals, done.replayed, value)

    async def _again(self, desk: Desk, given: Mapping[str, Any]) -> Outcome:
        async def attempt(session: Session) -> Outcome:
            hand = hand_on(desk, session, self.name, self.basis, self.subject)
            return Outcome(await self.work(hand, **given), replayed=True)

        try:
            return await desk.doors.database.transaction(attempt)
        except Refusal as no:
            return Outcome({}, (no,), replayed=True)


async def _revealed(
    hand: Hand,
    *,
    household_id: str,
    member_id: str | None,
    identifier: Identifier,
    purpose: Purpose,
    warrant: str | None,
) -> dict[str, str]:
    """Show one identifier to whoever has the star, for a purpose of his post (PIPL art.6, 51)."""
    household = await hand.load(Kind.HOUSEHOLD, HouseholdDocument, household_id, None, "householdId")
    check_may_reveal(hand.desk.viewer, identifier)
    basis = await checked(hand, GROUPS[identifier], purpose, warrant)
    place = _place(household, identifier, member_id)
    if _sealed(household, place) is None:
        raise IdentifierMissing("identifier")
    uses = await budgeted(hand, check_reveals)
    await counted(hand, uses, UseKind.REVEALED, household.id)
    digest = hand.desk.doors.database.seals.fingerprint(f"revealed:{household.id}:{place}:{purpose}:{warrant or ''}")
    await hand.transaction.note(household, [place], digest, purpose, basis)
    return {hand.subject: household.id, "place": place}


def check_may_reveal(viewer: ViewerClass, identifier: Identifier) -> None:
    """The star of the access matrix, by the identifier's own group."""
    if not may_reveal(viewer, GROUPS[identifier]):
        raise IdentifierWithheld("identifier")


def needs_warrant(viewer: ViewerClass, group: Group) -> bool:
    """Whether it is an auditor's star alone that opens the group."""
    return viewer.roles & starred(group) == _AUDITOR


async def checked(hand: Hand, group: Group, purpose: Purpose, warrant: str | None) -> str:
    """The purpose fits one of the posts that have the star, and the auditor's warrant is in force; named as basis."""
    viewer = hand.desk.viewer
    check_purpose(viewer.roles & starred(group), purpose)
    return await warranted(hand, warrant) if needs_warrant(viewer, group) else ""


def _place(household: HouseholdDocument, identifier: Identifier, member_id: str | None) -> str:
    """Which value is meant, by its path, as the journal names it."""
    if identifier is Identifier.BANK_ACCOUNT:
        return _ACCOUNT
    if member_id is None:
        raise MemberNotStated("memberId")
    if all(each.member_id != member_id for each in household.members):
        raise NotFound("memberId")
    return f"members.{member_id}.identityNumber"


def _sealed(household: HouseholdDocument, place: str) -> Sealed | None:
    if place == _ACCOUNT:
        return household.bank_account_sealed
    member_id = place.split(".")[1]
    return next((each.identity_sealed for each in household.members if each.member_id == member_id), None)


async def _opened(desk: Desk, result: Mapping[str, str]) -> str | None:
    """The clear value, opened after the entry is kept; none when it is gone meanwhile."""
    row = await whole(desk, Kind.HOUSEHOLD, result["household"])
    sealed = _sealed(HouseholdDocument.model_validate(row), result["place"]) if row else None
    return await desk.doors.database.seals.opened(sealed) if sealed else None


async def reveal_question(desk: Desk) -> Callable[[], None]:
    """The act's own first questions for one official, the same for every household: two finds at most for a list."""
    if not admits(ActName.REVEAL_IDENTIFIER, desk.official):
        return lambda: None  # he is told that he is not admitted
    uses, now = await uses_today(desk), local_now()
    unwarranted = needs_warrant(desk.viewer, Group.IDENTITY_NUMBER) and not await any_in_force(desk)

    def question() -> None:
        if unwarranted:
            raise WarrantMissing
        check_reveals(uses, now)

    return question


reveal_identifier = RevealAct(
    ActName.REVEAL_IDENTIFIER,
    "PIPL art.6, 51",
    "household",
    (
        *COMMON_REFUSALS,
        IdentifierWithheld,
        IdentifierMissing,
        MemberNotStated,
        PurposeUnfit,
        RateLimited,
        WarrantMissing,
    ),
    _revealed,
)


@act(
    ActName.FIND_BY_IDENTIFIER,
    "PIPL art.6, 51",
    subject="household",
    refusals=(PurposeUnfit, RateLimited, WarrantMissing, *refusals_in("casework.identity")),
)
async def find_by_identifier(
    hand: Hand, *, identity_number: str, purpose: Purpose, warrant: str | None
) -> dict[str, str]:
    """Find the family in which a number counts (PIPL art.6); elsewhere and nowhere are one answer, in equal steps."""
    basis = await checked(hand, Group.IDENTITY_NUMBER, purpose, warrant)
    number = parse_identity(identity_number, hand.desk.today, "identityNumber").number
    uses = await budgeted(hand, check_lookups)
    claim = await claimed(hand, number)
    wanted = {"_id": claim.household_id if claim else _NO_HOUSEHOLD}
    household = await hand.transaction.load(
        HouseholdDocument, within(scope(hand.desk.official, Kind.HOUSEHOLD), wanted)
    )
    digest = number_digest(hand.desk, number)
    if household is None:
        await missed(hand, uses, UseKind.NOT_FOUND, digest, purpose, basis)
        return {}
    await counted(hand, uses, UseKind.FOUND, household.id)
    await hand.transaction.note(household, ["identityNumber"], digest, purpose, basis)
    return {hand.subject: household.id}
