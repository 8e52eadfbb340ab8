"""Registering a family: identifiers checked and sealed, each number claimed by one household."""

from collections.abc import Sequence
from typing import TypedDict

from authorization.policy import ActName
from casework.day import parse_day
from casework.household import HouseholdKind, MemberStatement, Relation, check_members
from casework.identifier_use import RateLimited, UseKind, check_claims
from casework.identity import IdentityFacts, mask_identity, parse_identity
from casework.income import income_band
from casework.money import parse_money
from casework.office import Tier
from casework.refusal import Refusal, refusals_in
from casework.text import checked_text
from documents.database import Session
from documents.household import (
    ExternalReferencePart,
    HouseholdDocument,
    HouseholdVersionDocument,
    MemberPart,
)
from documents.record import Sealed, new_id, stored, utc_now
from resolvers.act import Hand, act
from resolvers.desk import Desk
from resolvers.identifier_use import budgeted, hand_on, missed, number_digest, used_today
from resolvers.identity_claim import claim, claimed
from resolvers.jurisdiction import areas_within

MIN_ACCOUNT, MAX_ACCOUNT = 12, 19


class MemberGiven(TypedDict):
    """A member as the input states him."""

    name: str
    relation: Relation
    identity_number: str
    birth_day: str
    phone: str | None
    disability: str | None
    illness: str | None
    monthly_income: str | None
    full_time_student: bool | None


class HouseholdGiven(TypedDict):
    """A family as the input states it; `village` is a twelve-digit code."""

    village: str
    kind: HouseholdKind
    address: str
    phone: str | None
    bank_account: str | None
    property_note: str | None
    members: Sequence[MemberGiven]


class IdentityClaimed(Refusal):
    zh = "该身份号码已计入另一家庭：请先核实，或由原乡镇办理迁出"
    en = "This identity number already counts in another household: verify, or have it moved out there first"
    basis = "M57 art.7"


class AccountInvalid(Refusal):
    zh = "银行账号须为 12 至 19 位数字"
    en = "A bank account has 12 to 19 digits"


REGISTRATION_REFUSALS: tuple[type[Refusal], ...] = (
    IdentityClaimed,
    AccountInvalid,
    *refusals_in("casework.text", "casework.day", "casework.household", "casework.identity", "casework.money"),
)


async def _told_of_claim(desk: Desk, refusal: Refusal) -> None:
    """The answer that a number counts elsewhere tells of a stranger: it is counted as a look-up, and journalled."""
    if not isinstance(refusal, IdentityClaimed):
        return

    async def kept(session: Session) -> None:
        hand = hand_on(desk, session, ActName.REGISTER_HOUSEHOLD, "M57 art.7", "household")
        uses = await used_today(hand)
        await missed(hand, uses, UseKind.CLAIMED, str(refusal.facts["digest"]), None)

    await desk.doors.database.transaction(kept)


@act(
    ActName.REGISTER_HOUSEHOLD,
    "M57 art.7",
    subject="household",
    refusals=(*REGISTRATION_REFUSALS, RateLimited),
    after=_told_of_claim,
)
async def register_household(hand: Hand, *, household: HouseholdGiven) -> dict[str, str]:
    """Register a family of a village (M57 art.7): who counts, each number claimed once."""
    await budgeted(hand, check_claims)
    made = await established(hand, household, "household")
    return await hand.create(made)


async def established(
    hand: Hand, given: HouseholdGiven, *path: str, reference: ExternalReferencePart | None = None
) -> HouseholdDocument:
    """A new household with its claims and its first version kept; the caller keeps the record itself."""
    areas = await areas_within(hand, given["village"], Tier.VILLAGE, *path, "village")
    statements = stated_members(hand, given, *path)
    members = [
        await member_part(hand, said, each, *path, "members", str(n))
        for n, (said, each) in enumerate(zip(statements, given["members"], strict=True))
    ]
    household = HouseholdDocument(
        id=new_id("hh"),
        county=given["village"][:6],
        township=given["village"][:9],
        village=given["village"],
        areas=[area.code for area in areas],
        head_name=head_name(statements),
        kind=given["kind"],
        address=checked_text(given["address"], *path, "address", limit=200),
        address_village="".join(area.name for area in areas[1:]),
        phone=optional_text(given["phone"], *path, "phone", limit=40),
        property_note=optional_text(given["property_note"], *path, "propertyNote", limit=2000),
        members=members,
        version_id=new_id("hhv"),
        registered_on=hand.desk.today.isoformat(),
        external_reference=reference,
    )
    await _seal_account(hand, household, given["bank_account"], *path, "bankAccount")
    await claim_numbers(hand, household, [said.identity for said in statements], *path, "members")
    await hand.transaction.add(version_of(household))
    return household


def stated_members(hand: Hand, given: HouseholdGiven, *path: str) -> list[MemberStatement]:
    """The members as the family states them, checked one by one and together."""
    stated = [_statement(hand, each, *path, "members", str(n)) for n, each in enumerate(given["members"])]
    check_members(stated, hand.desk.today, *path, "members")
    return stated


def head_name(members: Sequence[MemberStatement]) -> str:
    return next(said.name for said in members if said.relation is Relation.SELF)


def _statement(hand: Hand, given: MemberGiven, *path: str) -> MemberStatement:
    return MemberStatement(
        name=checked_text(given["name"], *path, "name", limit=50),
        identity=parse_identity(given["identity_number"], hand.desk.today, *path, "identityNumber"),
        birth_day=parse_day(given["birth_day"], *path, "birthDay"),
        relation=given["relation"],
    )


async def member_part(hand: Hand, said: MemberStatement, given: MemberGiven, *path: str) -> MemberPart:
    text = given["monthly_income"]
    income = parse_money(text, *path, "monthlyIncome", allow_zero=True) if text is not None else None
    disability = optional_text(given["disability"], *path, "disability", limit=100)
    illness = optional_text(given["illness"], *path, "illness", limit=100)
    return MemberPart(
        member_id=new_id("mem"),
        name=said.name,
        relation=said.relation,
        birth_day=said.birth_day.isoformat(),
        birth_year=said.birth_day.year,
        sex=said.identity.sex,
        identity_sealed=await sealed_number(hand, said.identity.number),
        identity_mask=mask_identity(said.identity.number),
        phone=optional_text(given["phone"], *path, "phone", limit=40),
        has_health_condition=bool(disability or illness),
        disability=disability,
        illness=illness,
        monthly_income=income,
        income_band=income_band(income) if income is not None else None,
        full_time_student=bool(given["full_time_student"]),
    )


async def sealed_number(hand: Hand, number: str) -> Sealed:
    """A number sealed by the generation of the key that is in force."""
    generations = await hand.transaction.generations()
    return await hand.desk.doors.database.seals.identity(number, generations.current)


def optional_text(text: str | None, *path: str, limit: int) -> str | None:
    return checked_text(text, *path, limit=limit) if text else None


async def _seal_account(hand: Hand, household: HouseholdDocument, account: str | None, *path: str) -> None:
    if account is None:
        return
    check_account(account, *path)
    household.bank_account_sealed = await hand.desk.doors.database.seals.account(account)
    household.bank_account_mask = mask_account(account)


def check_account(account: str, *path: str) -> None:
    if not (account.isascii() and account.isdigit() and MIN_ACCOUNT <= len(account) <= MAX_ACCOUNT):
        raise AccountInvalid(*path)


def mask_account(account: str) -> str:
    return "*" * 10 + account[-2:]


async def claim_numbers(
    hand: Hand, household: HouseholdDocument, identities: Sequence[IdentityFacts], *path: str
) -> None:
    """Each number claims its one household; the claim of a second one is refused, its own again is kept."""
    for place, (identity, member) in enumerate(zip(identities, household.members, strict=True)):
        kept = await claimed(hand, identity.number)
        if kept and kept.household_id != household.id:
            digest = number_digest(hand.desk, identity.number)
            raise IdentityClaimed(*path, str(place), "identityNumber", digest=digest)
        await claim(hand, identity.number, household.id, member.member_id)


def version_of(household: HouseholdDocument) -> HouseholdVersionDocument:
    return HouseholdVersionDocument(
        id=household.version_id,
        household_id=household.id,
        county=household.county,
        valid_from=household.registered_on,
        recorded_at=utc_now(),
        snapshot=stored(household),
    )
