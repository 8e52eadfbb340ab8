"""The product with its visibility taken away: the same plans for a viewer who has all clear, and no scope.

Token, register and read log stay: what the ratio to it tells is the cost of scope, masks and withholding alone.
"""

from typing import Any

import authorization.scope
from authorization.official import Official
from benchmarks.viewer import ROLE
from server import identity
from server.cli import main

_seated = identity._seated  # noqa: SLF001 - the measurement takes away what is measured


def _with_all_clear(*given: Any) -> Official:
    """Whoever asks has the role that has nearly everything clear."""
    known = _seated(*given)
    return Official(known.id, known.name, known.tier, known.organ, frozenset({ROLE}), known.area, known.machine)


def _without_scope() -> None:
    """Every record is everybody's."""
    kinds = authorization.scope._SCOPES  # noqa: SLF001
    kinds.update(dict.fromkeys(kinds, lambda _official: {}))


if __name__ == "__main__":
    identity._seated = _with_all_clear  # type: ignore[assignment]  # noqa: SLF001
    _without_scope()
    main()
