"""How long a paper is kept (保管期限): a short time until its case is decided, then for years."""

from datetime import datetime, timedelta

from casework.matter import State

PROVISIONAL = timedelta(days=30)
_YEARS = {State.CONFIRMED: 30, State.REFUSED: 10}


def provisional_retention(stored_at: datetime) -> datetime:
    """Keep a paper of an open case thirty days at least; its case's end says for how long (rules.md 4.1)."""
    return stored_at + PROVISIONAL


def final_retention(state: State, closed_at: datetime) -> datetime:
    """Keep a confirmed case's papers thirty years after its closing, a refused one's ten (rules.md 4.1)."""
    year = closed_at.year + _YEARS[state]
    leap_day = (closed_at.month, closed_at.day) == (2, 29)
    return closed_at.replace(year=year, month=3, day=1) if leap_day else closed_at.replace(year=year)
