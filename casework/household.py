"""The household as the unit of application (家庭): who counts in it, under one head, nobody twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.identity import IdentityFacts
from casework.refusal import Refusal

MOST_MEMBERS = 30


class HouseholdKind(StrEnum):
    """Where the household is registered (户籍类别; M220 art.6)."""

    URBAN = "URBAN"
    RURAL = "RURAL"


class Relation(StrEnum):
    """Relation to the head of the household, the one-digit classes of GB/T 4761 (与户主关系)."""

    SELF = "SELF"
    SPOUSE = "SPOUSE"
    CHILD = "CHILD"
    GRANDCHILD = "GRANDCHILD"
    PARENT = "PARENT"
    GRANDPARENT = "GRANDPARENT"
    SIBLING = "SIBLING"
    OTHER = "OTHER"


KIND_LABELS: dict[HouseholdKind, tuple[str, str]] = {
    HouseholdKind.URBAN: ("城镇居民", "Urban"),
    HouseholdKind.RURAL: ("农村居民", "Rural"),
}
RELATION_LABELS: dict[Relation, tuple[str, str]] = {
    Relation.SELF: ("本人或户主", "Head"),
    Relation.SPOUSE: ("配偶", "Spouse"),
    Relation.CHILD: ("子女", "Child"),
    Relation.GRANDCHILD: ("孙子女或外孙子女", "Grandchild"),
    Relation.PARENT: ("父母", "Parent"),
    Relation.GRANDPARENT: ("祖父母或外祖父母", "Grandparent"),
    Relation.SIBLING: ("兄弟姐妹", "Sibling"),
    Relation.OTHER: ("其他", "Other"),
}

_UNIT = "M220 art.9; M57 art.4"
_MEMBERS = "M220 art.5; M57 art.7"


class HeadMissing(Refusal):
    """Nobody applies for the household (M57 art.4)."""

    zh = "家庭成员中必须有一名户主或申请人本人"
    en = "One member must be the head of the household"
    basis = _UNIT


class HeadRepeated(Refusal):
    """More than one member would apply for the household (M57 art.4)."""

    zh = "家庭成员中只能有一名户主或申请人本人"
    en = "Only one member can be the head of the household"
    basis = _UNIT


class TooManyMembers(Refusal):
    """More members than a case file holds."""

    zh = "家庭成员不能超过 {most} 人"
    en = "A household has {most} members at most"
    basis = _MEMBERS


class IdentityRepeated(Refusal):
    """One person would count twice, and raise the amount twice (M57 art.7, 23)."""

    zh = "同一公民身份号码在家庭成员中重复"
    en = "The same identity number stands twice in the household"
    basis = _MEMBERS


class BirthDayDiffers(Refusal):
    """The day given is not the number's."""

    zh = "出生日期与公民身份号码不一致"
    en = "The birth day is not the one in the identity number"
    basis = "GB 11643"


class EventBeforeBirth(Refusal):
    """Something would have happened to a member who was not born yet."""

    zh = "日期早于家庭成员的出生日期"
    en = "The day is before the member's birth"
    basis = _MEMBERS


@dataclass(frozen=True, slots=True)
class MemberStatement:
    """What the applicant states of one member."""

    name: str
    identity: IdentityFacts
    birth_day: date
    relation: Relation


def check_members(members: Sequence[MemberStatement], today: date, *path: str) -> None:
    """Refuse a household without exactly one head, or with a member twice, misdated or unborn (M57 art.4, 7).

    `path` leads to the list; the member's place and field are added to it.
    """
    if len(members) > MOST_MEMBERS:
        raise TooManyMembers(*path, most=MOST_MEMBERS)
    check_head([member.relation for member in members], *path)
    check_identities([member.identity for member in members], *path)
    for place, member in enumerate(members):
        if member.birth_day != member.identity.birth_day:
            raise BirthDayDiffers(*path, str(place), "birthDay")
        check_born(member.birth_day, today, *path, str(place), "birthDay")


def check_head(relations: Sequence[Relation], *path: str) -> None:
    """Refuse none and more than one head: the household applies through one member (M57 art.4)."""
    heads = [place for place, relation in enumerate(relations) if relation is Relation.SELF]
    if not heads:
        raise HeadMissing(*path)
    if len(heads) > 1:
        raise HeadRepeated(*path, str(heads[1]), "relation")


def check_identities(identities: Sequence[IdentityFacts], *path: str) -> None:
    """Refuse a number that stands twice: nobody counts twice in a household (M57 art.7)."""
    seen: set[str] = set()
    for place, identity in enumerate(identities):
        if identity.number in seen:
            raise IdentityRepeated(*path, str(place), "identityNumber")
        seen.add(identity.number)


def check_born(birth_day: date, event_on: date, *path: str) -> None:
    """Refuse an event before the member's birth: who is not born is no member (M57 art.7)."""
    if event_on < birth_day:
        raise EventBeforeBirth(*path)
