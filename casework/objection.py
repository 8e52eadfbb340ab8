"""Objections to what a notice made public (异议): while one is open, the case goes no further."""

from casework.refusal import Refusal


class ObjectionOpen(Refusal):
    """An objection waits for its answer (M220 art.29; M57 art.19)."""

    zh = "公示有异议尚未答复"
    en = "An objection to the notice is not yet answered"
    basis = "M220 art.29; M57 art.19"


class ObjectionNotOpen(Refusal):
    """There is no objection left to answer (M57 art.19)."""

    zh = "该异议已答复"
    en = "The objection is already answered"
    basis = "M57 art.19"


def check_unopposed(open_objections: int) -> None:
    """Refuse to go on while an objection waits for its answer (M220 art.29; M57 art.19)."""
    if open_objections:
        raise ObjectionOpen


def check_opposed(open_objections: int) -> None:
    """Refuse to answer where nothing waits for an answer (M57 art.19)."""
    if not open_objections:
        raise ObjectionNotOpen
