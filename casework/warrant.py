"""The warrant (审计通知书等) on which an auditor may see identifiers: its number, its holder, its days."""

from datetime import date

from casework.refusal import Refusal

LONGEST_DAYS = 366


class WarrantMissing(Refusal):
    """An auditor sees an identifier on a warrant that is on record and in force that day (access table)."""

    zh = "审计人员查看号码须有已登记且在有效期内的审计通知书"
    en = "An auditor needs a warrant that is on record and in force"
    basis = "PIPL art.6"


class WarrantRepeated(Refusal):
    """A number is registered once in a county."""

    zh = "这一文号已登记"
    en = "A warrant of this number is on record already"


class WarrantPeriodInvalid(Refusal):
    """A warrant has a first and a last day, not much over a year apart (our own bound)."""

    zh = "有效期不正确：结束日期不得早于开始日期，且不超过 {longest} 天"
    en = "The period is wrong: it ends on or after its first day, within {longest} days"


def check_period(valid_from: date, valid_to: date) -> None:
    """Refuse a period that ends before it begins, or that never ends."""
    if not 0 <= (valid_to - valid_from).days < LONGEST_DAYS:
        raise WarrantPeriodInvalid("validTo", longest=LONGEST_DAYS)
