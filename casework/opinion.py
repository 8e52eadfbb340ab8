"""The opinion on what was found (初审意见): it says yes with an amount, or no without one."""

from decimal import Decimal

from casework.money import AmountNotPositive
from casework.refusal import Refusal


class OpinionAmountMissing(Refusal):
    """A favourable opinion says how much (M220 art.26; M57 art.21)."""

    zh = "同意的初审意见必须写明金额"
    en = "A favourable opinion states an amount"
    basis = "M220 art.26; M57 art.21"


class OpinionAmountUnexpected(Refusal):
    """An unfavourable opinion grants nothing (M57 art.21)."""

    zh = "不同意的初审意见不能有金额"
    en = "An unfavourable opinion states no amount"
    basis = "M220 art.26; M57 art.21"


class OpinionUnfavourable(Refusal):
    """The opinion on which the case would be confirmed says no (M57 art.19, 21)."""

    zh = "初审意见不同意，不能确认"
    en = "The opinion is unfavourable: the case cannot be confirmed on it"
    basis = "M220 art.25; M57 art.19"


def check_amount(favourable: bool, amount: Decimal | None) -> None:
    """Refuse a favourable opinion without an amount, and an unfavourable one with it (M220 art.26; M57 art.21)."""
    if favourable and amount is None:
        raise OpinionAmountMissing("amount")
    if not favourable and amount is not None:
        raise OpinionAmountUnexpected("amount")
    if amount is not None and amount <= 0:
        raise AmountNotPositive("amount")
