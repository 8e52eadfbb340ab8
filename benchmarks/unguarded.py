"""The same server, letting in whoever asks: no token is verified and no register asked; all else is as it is served."""

import os
from typing import Any

import uvicorn
from starlette.authentication import AuthCredentials

from authorization.official import Official
from benchmarks.viewer import ORGAN, ROLE, TIER
from server.app import build_app
from server.identity import Caller, TokenBackend
from server.settings import Settings

ANYBODY = Official("off_benchmark", "", TIER, ORGAN, frozenset({ROLE}), os.environ.get("AREA", ""), machine=False)


async def _admitted(_backend: TokenBackend, _connection: Any) -> tuple[AuthCredentials, Caller]:
    return AuthCredentials(["authenticated"]), Caller(ANYBODY)


if __name__ == "__main__":
    TokenBackend.authenticate = _admitted  # type: ignore[method-assign, assignment]
    app = build_app(Settings.from_environment(os.environ))
    uvicorn.run(app, port=int(os.environ["PORT"]), log_config=None, access_log=False, server_header=False)
