"""The village's assessment of what a survey found (民主评议), with two thirds of residents' representatives."""

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
