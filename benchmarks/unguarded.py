"""The same server and plans for whoever asks: no token, no register, no scope, and of a viewer who has all clear."""

import os
from typing import Any

import uvicorn
from starlette.authentication import AuthCredentials

import authorization.scope
from authorization.official import Official
from benchmarks.viewer import ORGAN, ROLE, TIER
from server.app import build_app
from server.identity import Caller, TokenBackend
from server.settings import Settings

ANYBODY = Official(
    os.environ.get("OFFICIAL", ""), "", TIER, ORGAN, frozenset({ROLE}), os.environ.get("AREA", ""), machine=False
)


async def _admitted(_backend: TokenBackend, _connection: Any) -> tuple[AuthCredentials, Caller]:
    return AuthCredentials(["authenticated"]), Caller(ANYBODY)


def _unscoped() -> None:
    """Every record is everybody's."""
    kinds = authorization.scope._SCOPES  # noqa: SLF001 - the measurement takes away what is measured
    kinds.update(dict.fromkeys(kinds, lambda _official: {}))


if __name__ == "__main__":
    TokenBackend.authenticate = _admitted  # type: ignore[method-assign, assignment]
    _unscoped()
    app = build_app(Settings.from_environment(os.environ))
    uvicorn.run(app, port=int(os.environ["PORT"]), log_config=None, access_log=False, server_header=False)
