"""The survey at the family's home (入户调查): two investigators, and the signature of a member who was there."""

from collections.abc import Sequence
from datetime import date

from casework.day import not_after
from casework.refusal import Refusal

FEWEST_INVESTIGATORS, MOST_INVESTIGATORS = 2, 5


class TooFewInvestigators(Refusal):
    """A survey is never one person's word (M220 art.18; M57 art.16)."""

    zh = "每组调查人员不得少于 {fewest} 人"
    en = "A survey needs {fewest} different investigators at least"
    basis = "M220 art.18; M57 art.16"


class TooManyInvestigators(Refusal):
    """A group that visits a family is small (M57 art.16)."""

    zh = "每组调查人员不得多于 {most} 人"
    en = "A survey names {most} investigators at most"
    basis = "M57 art.16"


class RecorderNotInvestigator(Refusal):
    """Who records a survey has taken part in it and signs the form (M220 art.19; M57 art.16)."""

    zh = "记录人必须是调查人员之一"
    en = "Whoever records the survey must be one of its investigators"
    basis = "M220 art.19; M57 art.16"


class FamilySignatureMissing(Refusal):
    """The family member who was present has not signed the form (M220 art.19; M57 art.16)."""

    zh = "入户调查表缺少在场家庭成员签字"
    en = "The family member present has not signed the survey form"
    basis = "M220 art.19; M57 art.16"


class VisitBeforeAcceptance(Refusal):
    """The survey follows the acceptance (M220 art.18; M57 art.15)."""

    zh = "入户调查日不能早于受理日（{accepted_on}）"
    en = "The visit cannot be before the acceptance ({accepted_on})"
    basis = "M220 art.18; M57 art.15"


def check_investigators(investigators: Sequence[str], recorder: str) -> None:
    """Refuse fewer than two different officials, or a recorder who is none of them (M220 art.18; M57 art.16)."""
    if len(set(investigators)) < FEWEST_INVESTIGATORS:
        raise TooFewInvestigators("investigators", fewest=FEWEST_INVESTIGATORS)
    if len(set(investigators)) > MOST_INVESTIGATORS:
        raise TooManyInvestigators("investigators", most=MOST_INVESTIGATORS)
    if recorder not in investigators:
        raise RecorderNotInvestigator("investigators")


def check_signed(family_signed: bool) -> None:
    """Refuse a form without the signature of a member who was present (M220 art.19; M57 art.16)."""
    if not family_signed:
        raise FamilySignatureMissing("familySigned")


def check_visited(visited_on: date, accepted_on: date, today: date) -> None:
    """Refuse a visit that is still to come, or was before the acceptance (M220 art.18; M57 art.15)."""
    not_after(visited_on, today, "visitedOn")
    if visited_on < accepted_on:
        raise VisitBeforeAcceptance("visitedOn", accepted_on=accepted_on.isoformat())
