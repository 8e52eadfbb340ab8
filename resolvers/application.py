"""Filing and accepting an application, and what the rules need to know of a case."""

import itertools
from collections.abc import Iterable
from datetime import date

from authorization.policy import ActName
from authorization.scope import Kind
from casework import application as rules
from casework.application import CaseFacts
from casework.day import not_after, parse_day
from casework.deadline import due_on
from casework.hardship import Claim, HardshipCause, check_cause, check_not_open
from casework.household import EventBeforeBirth, check_born
from casework.matter import Matter, State
from casework.money import parse_money
from casework.policy import Stage, rule_set_by_key
from casework.refusal import refusals_in
from casework.text import checked_text
from documents.application import ApplicationDocument, StepPart
from documents.database import Row
from documents.household import HouseholdDocument
from documents.look import ApplicationLook, StepLook
from documents.number import case_series, next_number, numbered
from documents.record import new_id
from resolvers.act import Hand, act

TEXT_LIMIT = 2000


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def facts_of(case: ApplicationDocument | ApplicationLook) -> CaseFacts:
    """The case as the rules look at it: the latest of each step counts."""
    opinion = case.opinions[-1] if case.opinions else None
    notice = case.notices[-1] if case.notices else None
    return CaseFacts(
        id=case.id,
        matter=case.matter,
        state=case.state,
        township=case.township or "",
        filed_on=date.fromisoformat(case.filed_on),
        accepted_on=day_of(case.accepted_on),
        rule_set=case.rule_set,
        investigators=frozenset(each.official_id for survey in case.surveys for each in survey.investigators),
        near_relative=case.near_relative,
        county_visit_done=case.county_visit is not None,
        opinion_amount=opinion.amount if opinion else None,
        opinion_favourable=opinion.favourable if opinion else None,
        notice_last_day=day_of(notice.last_day) if notice else None,
        earliest_decision_on=day_of(notice.earliest_decision_on) if notice else None,
        open_objections=sum(each.open for each in case.objections),
        transferred_to=case.transfer.mandate_id if case.transfer else None,
        last_step_on=max((date.fromisoformat(step.on) for step in _steps(case)), default=None),
    )


def _steps(case: ApplicationDocument | ApplicationLook) -> Iterable[StepPart | StepLook]:
    return itertools.chain(case.surveys, case.assessments, case.opinions, case.notices)


def claim_of(case: ApplicationDocument) -> Claim:
    return Claim(case.matter, case.state, case.cause, day_of(case.cause_on))


def procedure_of(row: Row) -> list[Stage]:
    """The steps that the case's rules demand; none before its acceptance."""
    return list(rule_set_by_key(row["ruleSet"]).stages) if row.get("ruleSet") else []


def next_stage_of(row: Row) -> Stage | None:
    """The step that comes next under the case's rules."""
    return rules.next_stage(rule_set_by_key(row["ruleSet"]), State(row["state"])) if row.get("ruleSet") else None


async def other_claims(hand: Hand, household_id: str, *, besides: str = "") -> list[Claim]:
    """What else the household asks or was awarded; whoever relies on it fences the household."""
    cases = await hand.transaction.read(ApplicationDocument, {"householdId": household_id, "_id": {"$ne": besides}})
    await hand.transaction.fence(HouseholdDocument, {"_id": household_id})
    return [claim_of(case) for case in cases]


@act(
    ActName.FILE_APPLICATION,
    "M57 art.4, 6",
    subject="application",
    refusals=(
        EventBeforeBirth,
        *refusals_in("casework.day", "casework.text", "casework.money", "casework.hardship"),
    ),
)
async def file_application(
    hand: Hand,
    *,
    household_id: str,
    matter: Matter,
    statement: str,
    requested_amount: str | None,
    cause: HardshipCause | None,
    cause_on: str | None,
    near_relative: bool,
    near_relative_note: str | None,
) -> dict[str, str]:
    """File a household's application at its township (M57 art.4), or at its village on its behalf (art.6)."""
    household = await hand.load(Kind.HOUSEHOLD, HouseholdDocument, household_id, None, "householdId")
    case = drafted(hand, household, matter, checked_text(statement, "statement", limit=TEXT_LIMIT))
    case.requested_amount = parse_money(requested_amount, "requestedAmount") if requested_amount is not None else None
    case.cause, case.cause_on = cause, checked_cause_day(cause_on, household, hand.desk.today)
    case.near_relative = near_relative
    case.near_relative_note = near_relative_note and checked_text(
        near_relative_note, "nearRelativeNote", limit=TEXT_LIMIT
    )
    return await filed(hand, case)


def drafted(hand: Hand, household: HouseholdDocument, matter: Matter, statement: str) -> ApplicationDocument:
    """A new case of a household, not yet kept."""
    return ApplicationDocument(
        id=new_id("app"),
        number="",
        matter=matter,
        state=State.FILED,
        county=household.county,
        township=household.township,
        village=household.village,
        areas=household.areas,
        household_id=household.id,
        household_version_id=household.version_id,
        applicant_name=household.head_name,
        member_count=len(household.members),
        handling_area=household.township or household.county,
        statement=statement,
        near_relative=False,
        filed_on=hand.desk.today.isoformat(),
        filed_by=hand.desk.handler,
    )


async def filed(hand: Hand, case: ApplicationDocument) -> dict[str, str]:
    """Keep a new case under a number of its own, once its household does not ask for the same already."""
    check_cause(case.matter, case.cause, day_of(case.cause_on))
    check_not_open(claim_of(case), await other_claims(hand, case.household_id))
    series = case_series(case.handling_area, hand.desk.today.year, case.matter)
    case.number = numbered(series, await next_number(series))
    return await hand.create(case)


def checked_cause_day(text: str | None, household: HouseholdDocument, today: date) -> str | None:
    """The day of the cause: not to come, and not before the year in which the oldest of the family was born.

    By the day, refusals would tell a birth day to whoever files and has the year alone (access.md, Masks).
    """
    if text is None:
        return None
    day, oldest = parse_day(text, "causeOn"), min(member.birth_day for member in household.members)
    not_after(day, today, "causeOn")
    check_born(date.fromisoformat(oldest).replace(month=1, day=1), day, "causeOn")
    return text


@act(
    ActName.ACCEPT_APPLICATION,
    "M57 art.4, 10",
    subject="application",
    refusals=(rules.StepOutOfOrder, *refusals_in("casework.policy")),
)
async def accept_application(hand: Hand, *, id: str, expected_revision: int) -> dict[str, str]:
    """Accept an application: the clock starts, under the rules of this day (M57 art.10, rules.md 0.1)."""
    case = await hand.load(Kind.APPLICATION, ApplicationDocument, id, expected_revision)
    rule_set = rules.check_accept(facts_of(case), hand.desk.today)
    due = due_on(rule_set, hand.desk.today, hand.desk.doors.calendar)
    case.state, case.rule_set = State.ACCEPTED, rule_set.key
    case.accepted_on, case.accepted_by = hand.desk.today.isoformat(), hand.desk.handler
    case.due_on, case.due_state = due.on.isoformat() if due.on else None, due.state
    return await hand.keep(case)
