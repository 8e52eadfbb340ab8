"""What an official may do to a mandate now, from the rules that its acts ask."""

from collections.abc import Callable, Sequence
from functools import partial

from authorization.policy import ActName
from authorization.scope import Kind
from casework import mandate as rules
from casework.mandate import MandateFacts
from documents.look import MandateLook
from resolvers.ability import Ability, judged, looked_at, mandates_at
from resolvers.decision import mandate_facts
from resolvers.desk import Desk


async def mandate_abilities(desk: Desk, ids: Sequence[str]) -> list[list[Ability]]:
    """What may be done to each mandate; two finds for all of them."""
    records = await looked_at(desk, Kind.MANDATE, MandateLook, ids)
    others = [mandate_facts(each) for each in await mandates_at(desk, (each.township for each in records.values()))]
    return [judged(desk, _questions(desk, records[id_], others)) if id_ in records else [] for id_ in ids]


def _questions(desk: Desk, mandate: MandateLook, others: list[MandateFacts]) -> dict[ActName, Callable[[], object]]:
    facts = mandate_facts(mandate)
    return {
        ActName.SIGN_MANDATE: lambda: rules.check_sign(facts, rules.PARTY_AT[desk.official.tier]),
        ActName.PUBLISH_MANDATE: partial(rules.ready_to_publish, facts, others),
        ActName.SUSPEND_MANDATE: partial(rules.ready_to_suspend, facts, len(mandate.events)),
        ActName.RESUME_MANDATE: partial(rules.check_resume, facts),
        ActName.REVOKE_MANDATE: partial(rules.check_revoke, facts),
    }
