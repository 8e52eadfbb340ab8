"""How long what is filed and logged is kept (保管期限): a paper for years after its case's end, a log for three."""

from datetime import datetime, timedelta

from casework.matter import State

PROVISIONAL = timedelta(days=30)
READ_LOG_YEARS = 3  # at least: PIPL art.56, NETDATA art.12; network logs six months (网络安全法 art.21)
_YEARS = {State.CONFIRMED: 30, State.REFUSED: 10}


def provisional_retention(stored_at: datetime) -> datetime:
    """Keep a paper of an open case thirty days at least; its case's end says for how long (rules.md 4.1)."""
    return stored_at + PROVISIONAL


def final_retention(state: State, closed_at: datetime) -> datetime:
    """Keep a confirmed case's papers thirty years after its closing, a refused one's ten (rules.md 4.1)."""
    return _years_after(closed_at, _YEARS[state])


def read_log_retention(at: datetime) -> datetime:
    """Until when an entry of the read log is kept at least (rules.md 4.2)."""
    return _years_after(at, READ_LOG_YEARS)


def _years_after(moment: datetime, years: int) -> datetime:
    """The same day some years later, 1 March for a leap day."""
    year, leap_day = moment.year + years, (moment.month, moment.day) == (2, 29)
    return moment.replace(year=year, month=3, day=1) if leap_day else moment.replace(year=year)
