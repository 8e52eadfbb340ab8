"""The decision on a case (确认与不予确认): after an unopposed notice, by other eyes, by whoever is competent."""

from collections.abc import Sequence
from datetime import date

from casework.application import ApplicationAct, CaseFacts, check_step
from casework.competence import OutsideMandate, Question, WithinMandate, competent_mandate, covers, shortcoming_of_reach
from casework.mandate import MandateFacts
from casework.notice import check_ended
from casework.objection import check_unopposed
from casework.opinion import OpinionUnfavourable
from casework.reason import RefusalReason, check_explained
from casework.refusal import Refusal


class DeciderInvestigated(Refusal):
    """Who visited the family does not decide on it (SEED part six: 监督; four eyes, rules.md section 7)."""

    zh = "参加入户调查的人员不能作出确认决定"
    en = "Whoever investigated the case cannot decide it"
    basis = "SEED part six"


class CountyVisitMissing(Refusal):
    """Cases of officials' kin, and those complained about, are visited by the county first (M57 art.20)."""

    zh = "县级民政部门须先入户调查"
    en = "The county must visit the household first"
    basis = "M220 art.26; M57 art.20"


class TransferNotNeeded(Refusal):
    """The case was accepted under the mandate, or transferred to it before (SEED part three)."""

    zh = "该案件已在该委托书范围内，无需移交"
    en = "The case is under this mandate already: there is nothing to transfer"
    basis = "SEED part three"


def ready_to_confirm(
    case: CaseFacts, *, decider: str, decider_is_county: bool, mandates: Sequence[MandateFacts], day: date
) -> MandateFacts | None:
    """Find the mandate a township confirms under, None for the county (SEED part two; M57 art.2, 19-21)."""
    check_noticed(case, ApplicationAct.CONFIRM, day)
    if not case.opinion_favourable:
        raise OpinionUnfavourable
    check_eyes(case, decider)
    return competent(case, decider_is_county, mandates, day)


def check_confirm(
    case: CaseFacts, *, decider: str, decider_is_county: bool, mandates: Sequence[MandateFacts], day: date
) -> MandateFacts | None:
    """Confirm what is ready; the decision's own words need no rule (M57 art.21)."""
    return ready_to_confirm(case, decider=decider, decider_is_county=decider_is_county, mandates=mandates, day=day)


def ready_to_refuse(
    case: CaseFacts, *, decider: str, decider_is_county: bool, mandates: Sequence[MandateFacts], day: date
) -> MandateFacts | None:
    """Find the mandate a township refuses under, None for the county (SEED part two; M57 art.19-21)."""
    check_noticed(case, ApplicationAct.REFUSE, day)
    check_eyes(case, decider)
    return competent(case, decider_is_county, mandates, day)


def check_refuse(
    case: CaseFacts,
    *,
    decider: str,
    decider_is_county: bool,
    mandates: Sequence[MandateFacts],
    day: date,
    reason: RefusalReason,
    explanation: str = "",
) -> MandateFacts | None:
    """Refuse with a reason that can be told in writing (G649 art.11; M57 art.21)."""
    mandate = ready_to_refuse(case, decider=decider, decider_is_county=decider_is_county, mandates=mandates, day=day)
    check_explained(reason, explanation)
    return mandate


def check_noticed(case: CaseFacts, act: ApplicationAct, day: date) -> None:
    """Refuse a decision before its turn, before the notice's end or over an objection (M220 art.29; M57 art.19)."""
    check_step(case, act)
    check_ended(case.earliest_decision_on, day)
    check_unopposed(case.open_objections)


def check_eyes(case: CaseFacts, decider: str) -> None:
    """Refuse a decider who investigated, and a case that the county had to see first (SEED part six; M57 art.20)."""
    if decider in case.investigators:
        raise DeciderInvestigated
    if (case.near_relative or case.open_complaints) and not case.county_visit_done:
        raise CountyVisitMissing


def competent(
    case: CaseFacts, decider_is_county: bool, mandates: Sequence[MandateFacts], day: date
) -> MandateFacts | None:
    """Let one organ decide each case: the township what a mandate covers, the county the rest (SEED parts 2, 4)."""
    if not decider_is_county:
        return competent_mandate(mandates, **question_of(case, day))
    if covers(mandates, **question_of(case, day)):
        raise WithinMandate
    return None


def question_of(case: CaseFacts, day: date) -> Question:
    """Ask for the amount that the opinion proposes: none is inside every cap (SEED part two)."""
    return Question(
        township=case.township,
        matter=case.matter,
        amount=case.opinion_amount,
        accepted_on=case.accepted_on or date.min,
        transferred_to=case.transferred_to,
        day=day,
    )


def check_transfer(case: CaseFacts, mandate: MandateFacts, day: date) -> None:
    """Transfer an open case accepted before the mandate's first day, if the mandate reaches it (SEED part three)."""
    check_step(case, ApplicationAct.TRANSFER)
    if reason := shortcoming_of_reach(mandate, case.township, case.matter, day):
        raise OutsideMandate("mandateId", reason=reason)
    accepted_before = case.accepted_on is not None and case.accepted_on < mandate.valid_from
    if not accepted_before or case.transferred_to == mandate.id:
        raise TransferNotNeeded("mandateId")
