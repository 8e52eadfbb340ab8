"""What a family is told of its right to appeal, and when its first payment comes."""

from datetime import date


def appeal_text(county: str) -> str:
    """Where and until when to appeal: the respondent is the entrusting organ (FY art.19, 20, 24; SS art.26, 46)."""
    return (
        f"如不服本决定，可自知道本决定之日起60日内向{county}人民政府申请行政复议，"
        f"或者自知道本决定之日起6个月内依法向人民法院提起行政诉讼；"
        f"被申请人（被告）为{county}民政局。"
    )


def first_payment_month(decided_on: date) -> str:
    """The month after the decision, YYYY-MM (M57 art.21)."""
    year, month = divmod(decided_on.year * 12 + decided_on.month, 12)
    return f"{year}-{month + 1:02d}"
