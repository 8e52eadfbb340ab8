"""What is asked in the measurements: the texts, the same for every contestant, and the variables of each request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

HOUSEHOLD = (
    "household { id headName address phone "
    "members { memberId name relation sex birthDay identityNumber monthlyIncome incomeBand } }"
)
LIST = (
    "query List($first: Int!) { applications(first: $first) { pageInfo { hasNextPage } edges { node { "
    f"id number matter state village applicantName requestedAmount filedOn dueOn {HOUSEHOLD} }} }} }} }}"
)
ONE = (
    "query One($number: String!) { application(number: $number) { "
    "id number matter state village applicantName statement requestedAmount filedOn filedBy { name } acceptedOn dueOn "
    "surveys { on visitedOn investigators { name } familySigned monthlyIncome text } "
    "assessments { on attendees inFavour } opinions { on favourable amount text } "
    "notices { noticeId postedOn lastDay place } objections { objectionId on open text } "
    "decision { on by { name } favourable amount article decidingOrgan handledBy } "
    f"{HOUSEHOLD} }} }}"
)
COUNT = "query Count { applications(state: CONFIRMED) { totalCount } }"
COUNT_OF_PEERS = COUNT.replace("CONFIRMED", '"CONFIRMED"')  # they declare the enums as texts


@dataclass(frozen=True, slots=True)
class Operation:
    """One measured operation; the requests take its variables in turns."""

    name: str
    text: str
    variables: Sequence[Mapping[str, Any]]
    text_of_peers: str = ""

    def bodies(self, *, peer: bool) -> list[dict[str, Any]]:
        text = self.text_of_peers if peer and self.text_of_peers else self.text
        return [{"query": text, "variables": each} for each in self.variables]


def operations(numbers: Sequence[str]) -> tuple[Operation, ...]:
    """The measured operations over the cases with these numbers."""
    return (
        Operation("list", LIST, [{"first": 50}]),
        Operation("one", ONE, [{"number": each} for each in numbers]),
        Operation("count", COUNT, [{}], COUNT_OF_PEERS),
    )
