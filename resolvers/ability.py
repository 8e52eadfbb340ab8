"""What an official may do to a record now, from the very rules that the acts ask, for many records at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from authorization.policy import ActName, admits
from authorization.scope import Kind, scope
from casework import application, decision
from casework.application import ApplicationAct, CaseFacts
from casework.mandate import MandateFacts
from casework.office import Tier
from casework.refusal import Refusal
from documents.application import ApplicationDocument
from documents.database import Row
from documents.mandate import MandateDocument
from documents.reading import find_rows
from resolvers.act import NotAdmitted
from resolvers.application import facts_of
from resolvers.decision import mandate_facts
from resolvers.desk import Desk
from resolvers.identifier import reveal_question
from resolvers.reader import within


@dataclass(frozen=True, slots=True)
class Ability:
    """One act with the refusal that it would answer now, if any."""

    act: ActName
    refusal: Refusal | None


def judged(desk: Desk, questions: Mapping[ActName, Callable[[], object]]) -> list[Ability]:
    """Each act's own first question: is the official admitted; then its rule's, before any input."""
    return [Ability(act, _refusal(desk, act, question)) for act, question in questions.items()]


def _refusal(desk: Desk, act: ActName, question: Callable[[], object]) -> Refusal | None:
    if not admits(act, desk.official):
        return NotAdmitted()
    try:
        question()
    except Refusal as refusal:
        return refusal
    return None


async def loaded(desk: Desk, kind: Kind, ids: Sequence[str]) -> dict[str, Row]:
    """Whole records within the scope, for the rules' eyes only."""
    found = within(scope(desk.official, kind), {"_id": {"$in": list(ids)}})
    return {row["_id"]: row for row in await find_rows(desk.doors.database, kind, found, {}, [], len(ids))}


async def household_abilities(desk: Desk, ids: Sequence[str]) -> list[list[Ability]]:
    """What may be done to each household; whether it asks for the same already, or for what, is the input's to say."""
    rows = await loaded(desk, Kind.HOUSEHOLD, ids)
    questions: dict[ActName, Callable[[], object]] = {
        ActName.FILE_APPLICATION: lambda: None,
        ActName.REVEAL_IDENTIFIER: await reveal_question(desk),
    }
    return [judged(desk, questions) if id_ in rows else [] for id_ in ids]


async def application_abilities(desk: Desk, ids: Sequence[str]) -> list[list[Ability]]:
    """What may be done to each application; two finds for all of them."""
    rows = await loaded(desk, Kind.APPLICATION, ids)
    cases = {id_: facts_of(ApplicationDocument.model_validate(row)) for id_, row in rows.items()}
    townships = list({case.township for case in cases.values()})
    found = await find_rows(desk.doors.database, Kind.MANDATE, {"township": {"$in": townships}}, {}, [], 1000)
    mandates = [mandate_facts(MandateDocument.model_validate(row)) for row in found]
    return [judged(desk, _questions(desk, cases[id_], mandates)) if id_ in cases else [] for id_ in ids]


def _questions(desk: Desk, case: CaseFacts, mandates: list[MandateFacts]) -> dict[ActName, Callable[[], object]]:
    deciding: dict[str, Any] = {
        "decider": desk.official.id,
        "decider_is_county": desk.official.tier is Tier.COUNTY,
        "mandates": [each for each in mandates if each.township == case.township],
        "day": desk.today,
    }
    return {
        ActName.ACCEPT_APPLICATION: partial(application.ready_to_accept, case),
        ActName.RECORD_SURVEY: partial(application.ready_to_survey, case),
        ActName.RECORD_ASSESSMENT: partial(application.ready_to_assess, case),
        ActName.DRAFT_OPINION: partial(application.ready_to_draft_opinion, case, desk.today),
        ActName.POST_NOTICE: partial(application.ready_to_post_notice, case),
        ActName.RECORD_OBJECTION: partial(application.ready_to_record_objection, case),
        ActName.ANSWER_OBJECTION: partial(application.ready_to_answer_objection, case),
        ActName.RECORD_COUNTY_VISIT: partial(application.ready_to_record_county_visit, case),
        ActName.TRANSFER_APPLICATION: partial(application.check_step, case, ApplicationAct.TRANSFER),
        ActName.CONFIRM_APPLICATION: partial(decision.ready_to_confirm, case, **deciding),
        ActName.REFUSE_APPLICATION: partial(decision.ready_to_refuse, case, **deciding),
    }
