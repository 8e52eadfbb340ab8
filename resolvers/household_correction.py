"""Correcting a family by a new statement: members known by their numbers, claims moved with them, a new version."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casework.household import MemberStatement
from casework.identity import IdentityFacts
from casework.text import checked_text
from documents.household import HouseholdDocument, HouseholdVersionDocument, MemberPart
from documents.record import new_id, utc_now
from resolvers.act import Hand
from resolvers.household import (
    HouseholdGiven,
    MemberGiven,
    check_account,
    claim_numbers,
    head_name,
    mask_account,
    member_part,
    optional_text,
    stated_members,
    version_of,
)
from resolvers.identity_claim import release

_LEFT_OUT = ("phone", "disability", "illness", "monthly_income", "income_band")
_TOLD_AS = {"bank_account_sealed": "bankAccount", "property_note": "propertyNote"}
_FOLLOWS = frozenset({"head_name", "bank_account_mask"})


@dataclass(frozen=True, slots=True)
class Correction:
    """What a new statement would change of a household; what the statement leaves out stays as it is."""

    changes: dict[str, Any]
    identities: Sequence[IdentityFacts]

    @property
    def names(self) -> list[str]:
        """The changed facts by their names in GraphQL, without their values."""
        return sorted(_TOLD_AS.get(name, name) for name in self.changes.keys() - _FOLLOWS)


async def correction(hand: Hand, household: HouseholdDocument, given: HouseholdGiven, *path: str) -> Correction:
    """Compare a household with a new statement of it; nothing is kept yet."""
    said = stated_members(hand, given, *path)
    stated = {
        "head_name": head_name(said),
        "kind": given["kind"],
        "address": checked_text(given["address"], *path, "address", limit=200),
        "phone": optional_text(given["phone"], *path, "phone", limit=40) or household.phone,
        "property_note": optional_text(given["property_note"], *path, "propertyNote", limit=2000)
        or household.property_note,
        "members": [
            await _restated(hand, household, *each, *path, "members", str(n))
            for n, each in enumerate(zip(said, given["members"], strict=True))
        ],
        **await _account(hand, household, given["bank_account"], *path, "bankAccount"),
    }
    changes = {name: value for name, value in stated.items() if getattr(household, name) != value}
    return Correction(changes, [each.identity for each in said])


async def _restated(
    hand: Hand, household: HouseholdDocument, said: MemberStatement, given: MemberGiven, *path: str
) -> MemberPart:
    """The member as stated now: whoever has the same number is the same one, with what was not stated again."""
    made = await member_part(hand, said, given, *path)
    kept = await _same_number(hand, household, said.identity.number)
    if kept is None:
        return made
    silent = {name: getattr(kept, name) for name in _LEFT_OUT if getattr(made, name) is None}
    if given["full_time_student"] is None:
        silent["full_time_student"] = kept.full_time_student
    merged = made.model_copy(update={"member_id": kept.member_id, "identity_sealed": kept.identity_sealed, **silent})
    merged.has_health_condition = bool(merged.disability or merged.illness)
    return merged


async def _same_number(hand: Hand, household: HouseholdDocument, number: str) -> MemberPart | None:
    """Who has the number: opened and compared, for two generations of the key seal it differently."""
    for each in household.members:
        if await hand.desk.doors.database.seals.opened(each.identity_sealed) == number:
            return each
    return None


async def _account(hand: Hand, household: HouseholdDocument, account: str | None, *path: str) -> dict[str, Any]:
    """The account sealed anew when it is another one; equal accounts are sealed differently, so it is opened first."""
    if account is None:
        return {}
    check_account(account, *path)
    seals = hand.desk.doors.database.seals
    if household.bank_account_sealed and await seals.opened(household.bank_account_sealed) == account:
        return {}
    return {"bank_account_sealed": await seals.account(account), "bank_account_mask": mask_account(account)}


async def correct(hand: Hand, household: HouseholdDocument, made: Correction, *path: str) -> None:
    """Keep the corrected household as a new version: the earlier one was never true, and stays on record."""
    gone = [each for each in household.members if each not in made.changes.get("members", household.members)]
    for name, value in made.changes.items():
        setattr(household, name, value)
    await _release(hand, household, gone)
    await claim_numbers(hand, household, made.identities, *path, "members")
    await HouseholdVersionDocument.get_pymongo_collection().update_one(
        {"_id": household.version_id}, {"$set": {"supersededAt": utc_now()}}, session=hand.transaction.session
    )
    household.version_id = new_id("hhv")
    await hand.transaction.add(version_of(household))
    await hand.transaction.keep(household)


async def _release(hand: Hand, household: HouseholdDocument, gone: Sequence[MemberPart]) -> None:
    """Give up the claims of whoever does not count any more."""
    seals, counted = hand.desk.doors.database.seals, {bytes(each.identity_sealed) for each in household.members}
    for member in gone:
        if bytes(member.identity_sealed) not in counted:
            await release(hand, await seals.opened(member.identity_sealed), household.id)
