"""What is asked in the measurements: the texts, the same for every contestant, and the variables of each request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Variables = Mapping[str, Any]

HOUSEHOLD = (
    "household { id headName address phone "
    "members { memberId name relation sex birthDay identityNumber monthlyIncome incomeBand } }"
)
PAPER = "id kind title state size mediaType sha256 storedOn requestedBy { name }"
ROW = f"id number matter state village applicantName requestedAmount filedOn dueOn {HOUSEHOLD}"
LIST = (
    f"query List($first: Int!) {{ applications(first: $first) {{ pageInfo {{ hasNextPage }} "
    f"edges {{ node {{ {ROW} }} }} }} }}"
)
DEEP = (
    "query Deep($first: Int!, $after: String!) { applications(first: $first, after: $after) "
    f"{{ pageInfo {{ hasNextPage endCursor }} edges {{ node {{ {ROW} }} }} }} }}"
)
ONE = (
    "query One($number: String!) { application(number: $number) { "
    "id number matter state village applicantName statement requestedAmount filedOn filedBy { name } acceptedOn dueOn "
    "surveys { on visitedOn investigators { name } familySigned monthlyIncome text } "
    "assessments { on attendees inFavour } opinions { on favourable amount text } "
    "notices { noticeId postedOn lastDay place } objections { objectionId on open text } "
    "decision { on by { name } favourable amount article decidingOrgan handledBy } "
    f"{HOUSEHOLD} evidence {{ edges {{ node {{ {PAPER} }} }} }} }} }}"
)
NESTED = (
    "query Nested($number: String!, $first: Int!) { application(number: $number) { id number state "
    f"evidence(first: $first) {{ pageInfo {{ hasNextPage endCursor }} edges {{ cursor node {{ {PAPER} }} }} }} }} }}"
)
COUNT = "query Count { applications(state: CONFIRMED) { totalCount } }"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the variables are made of: case numbers, and where a deep page begins, by our cursor and by its id."""

    numbers: Sequence[str]
    deep_cursor: str
    deep_id: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One measured operation; the requests take its variables in turns.

    `of_peers` says whether the peers' schema has it.
    """

    name: str
    text: str
    variables: Sequence[Variables]
    of_peers: bool = True
    variables_of_peers: Sequence[Variables] = ()

    def bodies(self, *, peer: bool) -> list[dict[str, Any]]:
        """The requests; the peers declare enums as texts and name rows by their ids in cursors."""
        text, variables = self.text, self.variables
        if peer:
            text = text.replace("state: CONFIRMED", 'state: "CONFIRMED"').replace("state: FILED", 'state: "FILED"')
            variables = self.variables_of_peers or variables
        return [{"query": text, "variables": each} for each in variables]


def operations(asked: Asked) -> tuple[Operation, ...]:
    """The operations that the bars are set for."""
    numbers = asked.numbers
    return (
        Operation("list", LIST, [{"first": 50}]),
        Operation("one", ONE, [{"number": each} for each in numbers]),
        Operation("nested", NESTED, [{"number": each, "first": 2} for each in numbers]),
        Operation("count", COUNT, [{}]),
        Operation(
            "deep",
            DEEP,
            [{"first": 50, "after": asked.deep_cursor}],
            variables_of_peers=[{"first": 50, "after": asked.deep_id}],
        ),
    )
