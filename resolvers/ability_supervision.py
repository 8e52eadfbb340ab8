"""What an official may do to a record of supervision now, from the rules that its acts ask."""

from collections.abc import Callable, Sequence
from functools import partial

from authorization.policy import ActName
from authorization.scope import Kind
from casework import supervision as rules
from casework.supervision import SupervisionFacts
from documents.look import SupervisionLook
from resolvers.ability import Ability, judged, looked_at
from resolvers.desk import Desk
from resolvers.supervision import supervision_facts


async def supervision_abilities(desk: Desk, ids: Sequence[str]) -> list[list[Ability]]:
    """What may be done to each record; one find for all of them."""
    records = await looked_at(desk, Kind.SUPERVISION, SupervisionLook, ids)
    facts = {id_: supervision_facts(record) for id_, record in records.items()}
    return [judged(desk, _questions(facts[id_])) if id_ in facts else [] for id_ in ids]


def _questions(facts: SupervisionFacts) -> dict[ActName, Callable[[], object]]:
    return {
        ActName.RECORD_FINDING: partial(rules.ready_to_record_finding, facts),
        ActName.ORDER_RECTIFICATION: partial(rules.ready_to_order_rectification, facts),
        ActName.ANSWER_RECTIFICATION: partial(rules.ready_to_answer_rectification, facts),
        ActName.CLOSE_SUPERVISION: partial(rules.ready_to_close, facts),
    }
