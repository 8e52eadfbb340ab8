"""Families who do not exist (虚构家庭): registered by their township's window, each number sealed and claimed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from casework.household import HouseholdKind, MemberStatement, Relation, check_members
from casework.identity import mask_identity, parse_identity
from casework.income import income_band
from casework.office import Role
from documents.household import (
    ExternalReferencePart,
    HouseholdDocument,
    HouseholdVersionDocument,
    IdentityClaimDocument,
    MemberPart,
)
from documents.record import stored
from documents.seal import Seals
from documents.transaction import Deed
from resolvers.household import register_household
from seed.area import Village
from seed.filing import deed_of
from seed.office import Office
from seed.story import Story

_DISABILITIES = ("肢体二级", "视力一级", "听力三级", "智力三级", "精神二级")
_ILLNESSES = ("慢性肾病", "脑卒中后遗症", "尘肺病", "恶性肿瘤", "类风湿关节炎")
_PROPERTY = (
    "砖木结构自住房一套",
    "土坯房三间",
    "无自有住房，租住",
    "自住房一套，承包地二亩",
    "集资房一套，建筑面积58平方米",
)
_LABOUR = range(18, 61)
_SCHOOL = range(6, 18)


@dataclass(frozen=True, slots=True)
class Person:
    """One member as he is made up, before his number is sealed; `income` is yuan a month."""

    name: str
    relation: Relation
    birth_day: date
    male: bool
    number: str
    income: Decimal | None


@dataclass(frozen=True, slots=True)
class Registrar:
    """Registers families in an office's county."""

    office: Office
    seals: Seals

    async def registered(self, village: Village, on: date, story: Story) -> HouseholdDocument:
        """A family of a village with its version and its claims, registered on a day."""
        at = self.office.chance.moment(on)
        persons = self._family(on)
        check_members([_statement(each, on) for each in persons], on)
        household = self._document(village, persons, [await self._member(each, at) for each in persons], on, at)
        await self._account(household)
        by = self.office.staff.handler(Role.TOWNSHIP_WINDOW, village.township.code).official_id
        if story.from_platform:
            by = self.office.staff.handler(Role.CITY_PLATFORM, self.office.county.city.code).official_id
            reference = self.office.reference("H")
            household.external_reference = ExternalReferencePart(system=by, reference=reference)
        self._kept(household, persons, Deed(by, *deed_of(story, register_household), on), at)
        return household

    def _kept(self, household: HouseholdDocument, persons: list[Person], deed: Deed, at: datetime) -> None:
        bulk = self.office.bulk
        for person, member in zip(persons, household.members, strict=True):
            claim = self.seals.claim(person.number)
            bulk.add(IdentityClaimDocument(id=claim, household_id=household.id, member_id=member.member_id))
        bulk.add(_first_version(household, at))
        bulk.keep(household, deed, at)

    def _family(self, on: date) -> list[Person]:
        chance = self.office.chance
        head = self._person(Relation.SELF, on, 28, 82)
        age = on.year - head.birth_day.year
        family = [head]
        if chance.happens(0.55):
            family.append(self._person(Relation.SPOUSE, on, max(age - 6, 22), age + 4, male=not head.male))
        most_children = 2 if age < _LABOUR.stop else 1
        for _ in range(chance.between(0, most_children)):
            oldest = max(age - 22, 1)
            family.append(self._person(Relation.CHILD, on, max(oldest - 18, 1), oldest, like=head))
        if age < _LABOUR.stop and chance.happens(0.25):
            family.append(self._person(Relation.PARENT, on, age + 20, min(age + 32, 96), like=head))
        return family

    def _person(
        self,
        relation: Relation,
        on: date,
        youngest: int,
        oldest: int,
        *,
        male: bool | None = None,
        like: Person | None = None,
    ) -> Person:
        chance, people = self.office.chance, self.office.people
        male = chance.happens(0.5) if male is None else male
        birth_day = people.birth_day(on, youngest, max(youngest, oldest))
        earns = on.year - birth_day.year in _LABOUR and chance.happens(0.5)
        return Person(
            name=people.name(male=male, surname=like.name[0] if like else None),
            relation=relation,
            birth_day=birth_day,
            male=male,
            number=people.identity_number(birth_day, male=male),
            income=Decimal(chance.between(10, 90) * 10).quantize(Decimal("0.01")) if earns else None,
        )

    async def _member(self, person: Person, at: datetime) -> MemberPart:
        chance = self.office.chance
        disability = chance.one_of(_DISABILITIES) if chance.happens(0.15) else None
        illness = chance.one_of(_ILLNESSES) if chance.happens(0.2) else None
        return MemberPart(
            member_id=chance.id("mem", at),
            name=person.name,
            relation=person.relation,
            birth_day=person.birth_day.isoformat(),
            birth_year=person.birth_day.year,
            sex=parse_identity(person.number, at.date()).sex,
            identity_sealed=await self.seals.identity(person.number),
            identity_mask=mask_identity(person.number),
            phone=self.office.people.phone() if person.relation is Relation.SELF else None,
            has_health_condition=bool(disability or illness),
            disability=disability,
            illness=illness,
            monthly_income=person.income,
            income_band=income_band(person.income) if person.income is not None else None,
            full_time_student=at.year - person.birth_day.year in _SCHOOL,
        )

    def _document(
        self, village: Village, persons: list[Person], members: list[MemberPart], on: date, at: datetime
    ) -> HouseholdDocument:
        chance = self.office.chance
        urban = village.kind is HouseholdKind.URBAN
        place = f"{chance.between(1, 12)}栋{chance.between(101, 604)}号" if urban else f"{chance.between(1, 9)}组"
        return HouseholdDocument(
            id=chance.id("hh", at),
            county=self.office.county.county.code,
            township=village.township.code,
            village=village.code,
            areas=list(village.areas),
            head_name=persons[0].name,
            kind=village.kind,
            address=f"{village.township.name}{village.name}{place}{'' if urban else f'{chance.between(1, 60)}号'}",
            address_village=village.full_name,
            phone=members[0].phone,
            property_note=chance.one_of(_PROPERTY),
            members=members,
            version_id=chance.id("hhv", at),
            registered_on=on.isoformat(),
            synthetic=True,
        )

    async def _account(self, household: HouseholdDocument) -> None:
        account = self.office.people.account()
        household.bank_account_sealed = await self.seals.account(account)
        household.bank_account_mask = "*" * 10 + account[-2:]


def _statement(person: Person, on: date) -> MemberStatement:
    return MemberStatement(person.name, parse_identity(person.number, on), person.birth_day, person.relation)


def _first_version(household: HouseholdDocument, at: datetime) -> HouseholdVersionDocument:
    return HouseholdVersionDocument(
        id=household.version_id,
        household_id=household.id,
        county=household.county,
        valid_from=household.registered_on,
        recorded_at=at,
        snapshot=stored(household),
    )
