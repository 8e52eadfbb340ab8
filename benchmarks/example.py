"""The second set: ten operations from the README's examples, for which nothing was tuned."""

from benchmarks.operation import Asked, Operation

BY_NUMBER = "query Example($number: String!) "
PEER_TEXTS = {
    "window": "query Example { applications(state: FILED, first: 3) { edges { node { number applicantName } } } }",
    "audited": BY_NUMBER
    + "{ application(number: $number) { number state applicantName decision { amount decidingOrgan handledBy } } }",
    "platform": "query Example { applications(first: 3) { edges { node { number state dueOn } } } }",
    "papers": BY_NUMBER + "{ caseFile(number: $number) { papers { edges { node { kind mediaType size } } } } }",
    "accepted": BY_NUMBER + "{ application(number: $number) { state dueOn } }",
    "notice": BY_NUMBER + "{ application(number: $number) { notices { lastDay earliestDecisionOn } } }",
    "confirmed": BY_NUMBER
    + "{ application(number: $number) { number state decision { amount decidingOrgan handledBy mandateCap } } }",
}
OWN_TEXTS = {
    "viewer": "query Example { viewer { area organ } }",
    "abilities": BY_NUMBER
    + "{ caseFile(number: $number) { papers { edges { node { id kind sha256 viewerCan { act allowed } } } } } }",
    "compared": 'query Example { townshipComparison(from: "2020-05-01", to: "2020-11-20") '
    "{ township { name } accepted confirmed refused overdue averageWorkingDays confirmedAmount } }",
}
EXAMPLES = (*PEER_TEXTS, *OWN_TEXTS)


def examples(asked: Asked) -> tuple[Operation, ...]:
    """All ten; the peers' schema has seven of them."""
    texts = {**PEER_TEXTS, **OWN_TEXTS}
    numbers = [{"number": each} for each in asked.numbers]
    return tuple(
        Operation(name, text, numbers if "$number" in text else [{}], of_peers=name in PEER_TEXTS)
        for name, text in texts.items()
    )
