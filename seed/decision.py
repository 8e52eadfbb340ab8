"""How a case of the demonstration ends (确认与不予确认): by the township under its mandate, else by the county."""

from datetime import date

from casework import decision as rules
from casework.appeal import appeal_text, first_payment_month
from casework.calendar import working_days_between
from casework.competence import covers
from casework.hardship import check_not_awarded
from casework.mandate import MandateFacts
from casework.matter import Matter, State
from casework.office import Role
from casework.reason import RefusalReason, article_of
from documents.application import ApplicationDocument, DecisionPart, HandlerPart, TransferPart
from resolvers.application import claim_of
from resolvers.decision import confirm_application, refuse_application, transfer_application
from seed.walk import Walk

_SLOW = (32, 40)
_LATE_REASON = "信息核对结果反馈较迟，经补充核查后办结。"
_REFUSAL_TEXT = "经核查，家庭人均收入高于当地保障标准。"


def decided(walk: Walk, earlier: list[ApplicationDocument]) -> None:
    """Transfer where the story wants it, then confirm or refuse by whoever is competent. Raises `NotYet`."""
    if walk.story.transferred:
        _transfer(walk)
    if walk.story.slow:
        walk.wait(*_SLOW)
    day = walk.wait(1, 3, until=walk.facts.earliest_decision_on)
    by, county = _decider(walk, day)
    if walk.story.favourable:
        _confirm(walk, by, county, earlier)
    else:
        _refuse(walk, by, county)


def _mandate(walk: Walk) -> MandateFacts:
    return walk.office.mandates[walk.case.township or ""].facts


def _transfer(walk: Walk) -> None:
    """Hand a case that was accepted before the mandate to its township; one accepted under it stays there."""
    mandate = _mandate(walk)
    if walk.facts.accepted_on is None or walk.facts.accepted_on >= mandate.valid_from:
        return
    day, by = walk.wait(0, 3, until=mandate.valid_from), walk.office.at_county(Role.COUNTY_APPROVER)
    rules.check_transfer(walk.facts, mandate, day)
    _fence_mandate(walk)
    record = f"移交记录（{walk.case.number}）"
    walk.case.transfer = TransferPart(by=by, on=day.isoformat(), mandate_id=mandate.id, record=record)
    walk.keep(transfer_application, by)


def _decider(walk: Walk, day: date) -> tuple[HandlerPart, bool]:
    """Who decides on the day, and whether it is the county."""
    if covers([_mandate(walk)], **rules.question_of(walk.facts, day)):
        return walk.at_township(Role.TOWNSHIP_LEADER), False
    return walk.office.at_county(Role.COUNTY_APPROVER), True


def _confirm(walk: Walk, by: HandlerPart, county: bool, earlier: list[ApplicationDocument]) -> None:
    case = walk.case
    mandate = rules.check_confirm(
        walk.facts, decider=by.official_id, decider_is_county=county, mandates=[_mandate(walk)], day=walk.day
    )
    check_not_awarded(claim_of(case), [claim_of(each) for each in earlier])
    walk.office.bulk.fence(walk.household)
    decision = _decision(walk, by, mandate)
    decision.favourable, decision.amount = True, case.opinions[-1].amount
    if case.matter is not Matter.TEMPORARY_ASSISTANCE:
        decision.first_payment_month = first_payment_month(walk.day)
    _end(walk, State.CONFIRMED, decision)
    walk.keep(confirm_application, by)


def _refuse(walk: Walk, by: HandlerPart, county: bool) -> None:
    reason = RefusalReason.INCOME_ABOVE_STANDARD
    mandate = rules.check_refuse(
        walk.facts,
        decider=by.official_id,
        decider_is_county=county,
        mandates=[_mandate(walk)],
        day=walk.day,
        reason=reason,
        explanation=_REFUSAL_TEXT,
    )
    decision = _decision(walk, by, mandate)
    decision.reason, decision.article = reason, article_of(reason, walk.case.matter)
    decision.text = _REFUSAL_TEXT
    _end(walk, State.REFUSED, decision)
    walk.keep(refuse_application, by)


def _end(walk: Walk, state: State, decision: DecisionPart) -> None:
    case = walk.case
    case.decision, case.state, case.ended, case.decided_on = decision, state, True, decision.on


def _decision(walk: Walk, by: HandlerPart, mandate: MandateFacts | None) -> DecisionPart:
    """What every decision says, as the act says it."""
    case, county, today = walk.case, walk.office.county.county.name, walk.day
    late = case.due_on is not None and today.isoformat() > case.due_on
    bureau = f"{county}民政局"
    items = {item.matter: item for item in mandate.items} if mandate else {}
    if mandate:
        _fence_mandate(walk)
    return DecisionPart(
        by=by,
        on=today.isoformat(),
        favourable=False,
        appeal=appeal_text(county),
        deciding_organ=f"{bureau}（委托）" if mandate else bureau,
        handled_by=f"{_township(walk)}人民政府" if mandate else bureau,
        mandate_id=mandate.id if mandate else None,
        mandate_version=mandate.version if mandate else None,
        mandate_cap=items[case.matter].cap if mandate else None,
        household_version_id=case.household_version_id,
        late=late,
        late_reason=_LATE_REASON if late else None,
        working_days=working_days_between(walk.office.calendar, date.fromisoformat(case.accepted_on or ""), today),
    )


def _township(walk: Walk) -> str:
    return next(each.name for each in walk.office.county.townships if each.code == walk.case.township)


def _fence_mandate(walk: Walk) -> None:
    walk.office.mandate_bulk.fence(walk.office.mandates[walk.case.township or ""].document)
