"""What an official may do to families and applications now, from the very rules that their acts ask."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from authorization.paper import known_kinds
from authorization.policy import ActName
from authorization.scope import Kind
from casework import application, correction, decision, evidence, extension
from casework.application import ApplicationAct, CaseFacts
from casework.mandate import MandateFacts
from casework.office import Tier
from documents.application import MAX_STEPS
from documents.look import ApplicationLook, HouseholdLook
from resolvers.ability import Ability, judged, looked_at, mandates_at
from resolvers.application import facts_of
from resolvers.decision import mandate_facts
from resolvers.desk import Desk
from resolvers.identifier import reveal_question

Question = Callable[[], object]


async def household_abilities(desk: Desk, ids: Sequence[str]) -> list[list[Ability]]:
    """What may be done to each household; whether it asks for the same already, or for what, is the input's to say."""
    known = await looked_at(desk, Kind.HOUSEHOLD, HouseholdLook, ids)
    questions: dict[ActName, Question] = {
        ActName.FILE_APPLICATION: lambda: None,
        ActName.REVEAL_IDENTIFIER: await reveal_question(desk),
    }
    return [judged(desk, questions) if id_ in known else [] for id_ in ids]


async def application_abilities(desk: Desk, ids: Sequence[str]) -> list[list[Ability]]:
    """What may be done to each application; two finds for all of them."""
    cases = await looked_at(desk, Kind.APPLICATION, ApplicationLook, ids)
    mandates = [mandate_facts(each) for each in await mandates_at(desk, (case.township for case in cases.values()))]
    return [judged(desk, _questions(desk, cases[id_], mandates)) if id_ in cases else [] for id_ in ids]


def _questions(desk: Desk, look: ApplicationLook, mandates: list[MandateFacts]) -> dict[ActName, Question]:
    case = facts_of(look)
    return {
        ActName.ACCEPT_APPLICATION: partial(application.ready_to_accept, case),
        ActName.REQUEST_CORRECTIONS: partial(correction.ready_to_request_corrections, case),
        ActName.RECORD_CORRECTIONS: partial(correction.ready_to_record_corrections, case),
        ActName.EXTEND_DEADLINE: partial(extension.ready_to_extend, case, desk.today),
        ActName.RECORD_SURVEY: _with_room(partial(application.ready_to_survey, case), look.surveys),
        ActName.RECORD_ASSESSMENT: _with_room(partial(application.ready_to_assess, case), look.assessments),
        ActName.DRAFT_OPINION: _with_room(partial(application.ready_to_draft_opinion, case, desk.today), look.opinions),
        ActName.POST_NOTICE: _with_room(partial(application.ready_to_post_notice, case), look.notices),
        ActName.RECORD_OBJECTION: _with_room(partial(application.ready_to_record_objection, case), look.objections),
        ActName.ANSWER_OBJECTION: partial(application.ready_to_answer_objection, case),
        ActName.RECORD_COUNTY_VISIT: partial(application.ready_to_record_county_visit, case),
        ActName.TRANSFER_APPLICATION: partial(application.check_step, case, ApplicationAct.TRANSFER),
        **_deciding(desk, case, mandates),
        ActName.OPEN_SUPERVISION: lambda: None,
        ActName.REQUEST_EVIDENCE_UPLOAD: partial(evidence.ready_to_take_paper, case.state, known_kinds(desk.viewer)),
    }


def _deciding(desk: Desk, case: CaseFacts, mandates: list[MandateFacts]) -> dict[ActName, Question]:
    given: dict[str, Any] = {
        "decider": desk.official.id,
        "decider_is_county": desk.official.tier is Tier.COUNTY,
        "mandates": [each for each in mandates if each.township == case.township],
        "day": desk.today,
    }
    return {
        ActName.CONFIRM_APPLICATION: partial(decision.ready_to_confirm, case, **given),
        ActName.REFUSE_APPLICATION: partial(decision.ready_to_refuse, case, **given),
    }


def _with_room(ready: Question, steps: Sequence[object]) -> Question:
    """The rule's question, and whether the record holds one more such step."""

    def ask() -> None:
        ready()
        application.check_room(len(steps), MAX_STEPS)

    return ask
