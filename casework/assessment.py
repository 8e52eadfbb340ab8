"""The village's assessment of what a survey found (民主评议), with two thirds of residents' representatives."""

from datetime import date

from casework.refusal import Refusal


class AssessmentQuorumMissing(Refusal):
    """Fewer than two thirds of those who attended represent the residents (M220 art.22)."""

    zh = "村（居）民代表人数不得少于参加评议总人数的三分之二"
    en = "Two thirds of those who attend must be residents' representatives"
    basis = "M220 art.22"


class AssessmentCountWrong(Refusal):
    """More residents or voices than people who attended (M220 art.23: all sign)."""

    zh = "评议人数不一致：代表人数和同意人数不能超过参加人数"
    en = "The counts disagree: residents and voices cannot outnumber those who attended"
    basis = "M220 art.23"


class AssessmentBeforeAcceptance(Refusal):
    """What is assessed was accepted and surveyed first (M220 art.21)."""

    zh = "民主评议日不能早于受理日（{accepted_on}）"
    en = "The assessment cannot be before the acceptance ({accepted_on})"
    basis = "M220 art.21"


def check_after_acceptance(held_on: date, accepted_on: date | None, *path: str) -> None:
    """Refuse a meeting of a day before the case was accepted (M220 art.21)."""
    if accepted_on is not None and held_on < accepted_on:
        raise AssessmentBeforeAcceptance(*path, accepted_on=accepted_on.isoformat())


def check_quorum(attendees: int, residents: int) -> None:
    """Refuse an assessment without its two thirds of residents' representatives (M220 art.22)."""
    if attendees <= 0 or 3 * residents < 2 * attendees:
        raise AssessmentQuorumMissing("residents")


def check_counts(attendees: int, residents: int, in_favour: int) -> None:
    """Refuse counts that no signed list could show (M220 art.23)."""
    if not 0 <= residents <= attendees:
        raise AssessmentCountWrong("residents")
    if not 0 <= in_favour <= attendees:
        raise AssessmentCountWrong("inFavour")
