"""What an official may do to a paper now, from the very rules that the acts ask."""

from collections.abc import Callable, Sequence
from functools import partial

from authorization.paper import Opening, opening
from authorization.policy import ActName
from authorization.scope import Kind
from casework import evidence as rules
from casework.matter import State
from documents.look import CaseLook, EvidenceLook
from resolvers.ability import Ability, judged, looked_at
from resolvers.desk import Desk


async def evidence_abilities(desk: Desk, ids: Sequence[str]) -> list[list[Ability]]:
    """What may be done to each paper; two finds for all of them."""
    papers = await looked_at(desk, Kind.EVIDENCE, EvidenceLook, ids)
    cases = await looked_at(desk, Kind.APPLICATION, CaseLook, list({paper.case_id for paper in papers.values()}))
    known = {id_: (paper, cases[paper.case_id]) for id_, paper in papers.items() if paper.case_id in cases}
    return [judged(desk, _questions(desk, *known[id_])) if id_ in known else [] for id_ in ids]


def _questions(desk: Desk, paper: EvidenceLook, case: CaseLook) -> dict[ActName, Callable[[], object]]:
    return {
        ActName.COMPLETE_EVIDENCE_UPLOAD: partial(_ready_to_complete, paper, case.state),
        ActName.OPEN_EVIDENCE: partial(_ready_to_open, desk, paper),
    }


def _ready_to_complete(paper: EvidenceLook, state: State) -> None:
    rules.check_not_stored(paper.state)
    rules.check_takes_paper(state, paper.kind)


def _ready_to_open(desk: Desk, paper: EvidenceLook) -> None:
    """Whether it is open to him at all; a purpose is input, and told with the act."""
    rules.check_stored(paper.state)
    if opening(desk.viewer, paper.kind) is Opening.NEVER:
        raise rules.PaperWithheld
