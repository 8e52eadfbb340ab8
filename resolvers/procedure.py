"""The steps between acceptance and decision: survey, assessment, opinion, notices, objections."""

from collections.abc import Sequence
from typing import TypeVar

from authorization.policy import ActName
from authorization.scope import Kind
from casework import application as rules
from casework.day import parse_day
from casework.income import income_band
from casework.matter import State
from casework.money import parse_money
from casework.notice import notice_period
from casework.objection import ObjectionNotOpen, ObjectionOpen
from casework.office import Role
from casework.pause import CorrectionsAwaited
from casework.policy import Stage, rule_set_by_key
from casework.refusal import Refusal, refusals_in
from casework.survey import VisitBeforeAcceptance, check_visited
from casework.text import checked_text
from documents.application import (
    MAX_STEPS,
    ApplicationDocument,
    AssessmentPart,
    CountyVisitPart,
    HandlerPart,
    NoticePart,
    ObjectionPart,
    OpinionPart,
    SurveyPart,
)
from documents.official import OfficialDocument
from documents.record import new_id
from resolvers.act import Hand, act
from resolvers.application import TEXT_LIMIT, day_of, facts_of
from resolvers.deadline import calendar_of

VALUES = refusals_in("casework.day", "casework.text", "casework.money")


class InvestigatorUnknown(Refusal):
    """Who is named does not investigate in this township on this day."""

    zh = "调查人员须为本乡镇现任调查岗位人员"
    en = "An investigator holds that post in this township on this day"
    basis = "M57 art.16"


T = TypeVar("T")


def added(steps: Sequence[T], step: T) -> list[T]:
    """The steps of a kind with one more. Raises `CaseFull`."""
    rules.check_room(len(steps), MAX_STEPS)
    return [*steps, step]


async def _case(hand: Hand, id_: str, revision: int) -> ApplicationDocument:
    return await hand.load(Kind.APPLICATION, ApplicationDocument, id_, revision)


@act(
    ActName.RECORD_SURVEY,
    "M57 art.15, 16",
    subject="application",
    refusals=(
        rules.StepOutOfOrder,
        CorrectionsAwaited,
        rules.CaseFull,
        InvestigatorUnknown,
        *refusals_in("casework.survey"),
        *VALUES,
    ),
)
async def record_survey(
    hand: Hand,
    *,
    id: str,
    expected_revision: int,
    visited_on: str,
    investigators: Sequence[str],
    family_signed: bool,
    monthly_income: str,
    property: str,
    health: str | None,
    text: str,
) -> dict[str, str]:
    """Record what two investigators found at the family's home (M57 art.15, 16)."""
    case, visited = await _case(hand, id, expected_revision), parse_day(visited_on, "visitedOn")
    rules.check_survey(
        facts_of(case),
        list(investigators),
        recorder=hand.desk.official.id,
        family_signed=family_signed,
        visited_on=visited,
        today=hand.desk.today,
    )
    income = parse_money(monthly_income, "monthlyIncome", allow_zero=True)
    survey = SurveyPart(
        by=hand.desk.handler,
        on=hand.desk.today.isoformat(),
        visited_on=visited_on,
        investigators=[await _investigator(hand, case, each) for each in dict.fromkeys(investigators)],
        family_signed=family_signed,
        monthly_income=income,
        income_band=income_band(income, case.member_count),
        property=checked_text(property, "property", limit=TEXT_LIMIT),
        health=checked_text(health, "health", limit=TEXT_LIMIT) if health else None,
        text=checked_text(text, "text", limit=TEXT_LIMIT),
    )
    case.surveys, case.state = added(case.surveys, survey), State.SURVEYED
    return await hand.keep(case)


async def _investigator(hand: Hand, case: ApplicationDocument, id_: str) -> HandlerPart:
    day = hand.desk.today.isoformat()
    post = {
        "role": Role.TOWNSHIP_INVESTIGATOR,
        "area": case.township,
        "validFrom": {"$lte": day},
        "$or": [{"validTo": None}, {"validTo": {"$gte": day}}],
    }
    found = await OfficialDocument.find_one(
        {"_id": id_, "posts": {"$elemMatch": post}}, session=hand.transaction.session
    )
    if found is None:
        raise InvestigatorUnknown("investigators")
    return HandlerPart(official_id=found.id, name=found.name)


@act(
    ActName.RECORD_ASSESSMENT,
    "M220 art.21-24",
    subject="application",
    refusals=(rules.StepOutOfOrder, CorrectionsAwaited, rules.CaseFull, *refusals_in("casework.assessment"), *VALUES),
)
async def record_assessment(
    hand: Hand, *, id: str, expected_revision: int, held_on: str, attendees: int, residents: int, in_favour: int
) -> dict[str, str]:
    """Record the residents' assessment where the rules of the acceptance day demand one (M220 art.21-24)."""
    case = await _case(hand, id, expected_revision)
    held = parse_day(held_on, "heldOn")
    rules.check_assessment(facts_of(case), attendees, residents, in_favour, held_on=held, today=hand.desk.today)
    assessment = AssessmentPart(
        by=hand.desk.handler,
        on=hand.desk.today.isoformat(),
        held_on=held_on,
        attendees=attendees,
        residents=residents,
        in_favour=in_favour,
    )
    case.assessments, case.state = added(case.assessments, assessment), State.ASSESSED
    return await hand.keep(case)


@act(
    ActName.DRAFT_OPINION,
    "M57 art.19",
    subject="application",
    refusals=(
        rules.StepOutOfOrder,
        CorrectionsAwaited,
        rules.CaseFull,
        ObjectionOpen,
        *refusals_in("casework.opinion", "casework.notice"),
        *VALUES,
    ),
)
async def draft_opinion(
    hand: Hand, *, id: str, expected_revision: int, favourable: bool, amount: str | None, text: str
) -> dict[str, str]:
    """Draft the opinion: whether, and how much, the township proposes (M57 art.19)."""
    case = await _case(hand, id, expected_revision)
    proposed = parse_money(amount, "amount") if amount is not None else None
    rules.check_opinion(facts_of(case), favourable=favourable, amount=proposed, today=hand.desk.today)
    opinion = OpinionPart(
        by=hand.desk.handler,
        on=hand.desk.today.isoformat(),
        favourable=favourable,
        amount=proposed if favourable else None,
        text=checked_text(text, "text", limit=TEXT_LIMIT),
    )
    case.opinions, case.state = added(case.opinions, opinion), State.OPINION_DRAFTED
    return await hand.keep(case)


@act(
    ActName.POST_NOTICE,
    "M57 art.19",
    subject="application",
    refusals=(
        rules.StepOutOfOrder,
        CorrectionsAwaited,
        rules.CaseFull,
        ObjectionOpen,
        *refusals_in("casework.notice"),
        *VALUES,
    ),
)
async def post_notice(hand: Hand, *, id: str, expected_revision: int, place: str, phone: str) -> dict[str, str]:
    """Post the notice that comes next, for at least seven days after this one (M57 art.19)."""
    case = await _case(hand, id, expected_revision)
    stage = rules.check_notice(facts_of(case), posted_on=hand.desk.today, today=hand.desk.today)
    days = rule_set_by_key(case.rule_set or "").notice_days
    period = notice_period(hand.desk.today, days, await calendar_of(hand, case.county))
    notice = NoticePart(
        by=hand.desk.handler,
        on=hand.desk.today.isoformat(),
        notice_id=new_id("ntc"),
        posted_on=period.posted_on.isoformat(),
        last_day=period.last_day.isoformat(),
        earliest_decision_on=period.earliest_decision_on.isoformat(),
        place=checked_text(place, "place", limit=200),
        phone=checked_text(phone, "phone", limit=40),
        first=stage is Stage.FIRST_NOTICE,
    )
    case.notices = added(case.notices, notice)
    case.state = State.ON_FIRST_NOTICE if notice.first else State.ON_NOTICE
    return await hand.keep(case)


@act(
    ActName.RECORD_OBJECTION,
    "M57 art.19",
    subject="application",
    refusals=(rules.StepOutOfOrder, rules.CaseFull, *VALUES),
)
async def record_objection(hand: Hand, *, id: str, expected_revision: int, text: str) -> dict[str, str]:
    """Record an objection to the notice: nothing is decided while it is open (M57 art.19)."""
    case = await _case(hand, id, expected_revision)
    rules.ready_to_record_objection(facts_of(case))
    objection = ObjectionPart(
        by=hand.desk.handler,
        on=hand.desk.today.isoformat(),
        objection_id=new_id("obj"),
        text=checked_text(text, "text", limit=TEXT_LIMIT),
    )
    case.objections = added(case.objections, objection)
    return await hand.keep(case)


@act(
    ActName.ANSWER_OBJECTION,
    "M57 art.19",
    subject="application",
    refusals=(rules.StepOutOfOrder, rules.CaseFull, ObjectionNotOpen, *VALUES),
)
async def answer_objection(
    hand: Hand, *, id: str, expected_revision: int, objection_id: str, upheld: bool, answer: str
) -> dict[str, str]:
    """Answer an objection; one that is upheld sends the case back to the survey (M57 art.19)."""
    case = await _case(hand, id, expected_revision)
    found = next((each for each in case.objections if each.objection_id == objection_id), None)
    rules.check_answer_objection(facts_of(case), open=found is not None and found.open)
    answered = {
        "open": False,
        "upheld": upheld,
        "answer": checked_text(answer, "answer", limit=TEXT_LIMIT),
        "answered_on": hand.desk.today.isoformat(),
        "answered_by": hand.desk.handler,
    }
    case.objections = [
        each.model_copy(update=answered) if each.objection_id == objection_id else each for each in case.objections
    ]
    case.state = rules.state_after_answer(rule_set_by_key(case.rule_set or ""), case.state, upheld)
    return await hand.keep(case)


@act(
    ActName.RECORD_COUNTY_VISIT,
    "M57 art.20",
    subject="application",
    refusals=(rules.StepOutOfOrder, VisitBeforeAcceptance, *VALUES),
)
async def record_county_visit(
    hand: Hand, *, id: str, expected_revision: int, visited_on: str, text: str
) -> dict[str, str]:
    """Record the county's own visit, without which a near relative's case is not confirmed (M57 art.20)."""
    case = await _case(hand, id, expected_revision)
    visited = parse_day(visited_on, "visitedOn")
    rules.ready_to_record_county_visit(facts_of(case))
    check_visited(visited, day_of(case.accepted_on) or visited, hand.desk.today)
    case.county_visit = CountyVisitPart(
        by=hand.desk.handler,
        on=hand.desk.today.isoformat(),
        visited_on=visited_on,
        text=checked_text(text, "text", limit=TEXT_LIMIT),
    )
    return await hand.keep(case)
