"""What an official may do to a paper now, from the very rules that the acts ask."""

from collections.abc import Callable, Sequence
from functools import partial

from authorization.paper import Opening, opening
from authorization.policy import ActName
from authorization.scope import Kind
from casework import evidence as rules
from casework.matter import State
from documents.database import Row
from resolvers.ability import Ability, judged, loaded
from resolvers.desk import Desk


async def evidence_abilities(desk: Desk, ids: Sequence[str]) -> list[list[Ability]]:
    """What may be done to each paper; two finds for all of them."""
    papers = await loaded(desk, Kind.EVIDENCE, ids)
    cases = await loaded(desk, Kind.APPLICATION, list({paper["caseId"] for paper in papers.values()}))
    return [judged(desk, _questions(desk, papers[id_], cases)) if _known(papers.get(id_), cases) else [] for id_ in ids]


def _known(paper: Row | None, cases: dict[str, Row]) -> bool:
    return paper is not None and paper["caseId"] in cases


def _questions(desk: Desk, paper: Row, cases: dict[str, Row]) -> dict[ActName, Callable[[], object]]:
    return {
        ActName.COMPLETE_EVIDENCE_UPLOAD: partial(_ready_to_complete, paper, State(cases[paper["caseId"]]["state"])),
        ActName.OPEN_EVIDENCE: partial(_ready_to_open, desk, paper),
    }


def _ready_to_complete(paper: Row, state: State) -> None:
    rules.check_not_stored(rules.EvidenceState(paper["state"]))
    rules.check_takes_paper(state, rules.EvidenceKind(paper["kind"]))


def _ready_to_open(desk: Desk, paper: Row) -> None:
    """Whether it is open to him at all; a purpose is input, and told with the act."""
    rules.check_stored(rules.EvidenceState(paper["state"]))
    if opening(desk.viewer, rules.EvidenceKind(paper["kind"])) is Opening.NEVER:
        raise rules.PaperWithheld
