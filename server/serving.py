"""Serving the API: one uvicorn process, its address told once it answers."""

import gc
import logging
from collections.abc import Callable
from socket import socket
from types import FrameType

import uvicorn

from server.app import build_app
from server.settings import Settings

GARBAGE = 20_000
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class StartFailed(Exception):
    """The API could not start; the lines before say why."""


class _Told(uvicorn.Server):
    """Tells its address when the sockets are open."""

    def __init__(self, config: uvicorn.Config, tell: Callable[[str], None]) -> None:
        super().__init__(config)
        self._tell = tell

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's signature
        """Finish what was accepted, also on the second Ctrl-C: uvicorn would drop it, and raise the signal again."""
        self.should_exit = True

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        gc.collect()
        gc.freeze()  # the schema and what was imported live as long as the process: not to be walked again and again
        gc.set_threshold(GARBAGE)  # a page is some hundred objects, none of them in a circle
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self._tell(f"http://{host}:{port}")


def serve(settings: Settings, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; accepted requests are finished first. `tell` hears the address.

    Raises `StartFailed`.
    """
    logging.basicConfig(level=logging.INFO, format=LOG_FORMAT)
    config = uvicorn.Config(
        build_app(settings),
        host=host,
        port=port,
        log_config=None,
        access_log=False,  # paths and queries may carry what a log must not
        timeout_graceful_shutdown=10,
        server_header=False,
        proxy_headers=False,  # nobody asks where a request came from
    )
    server = _Told(config, tell)
    server.run()  # on uvloop where it is installed, as the configuration says; asyncio.run would not
    if not server.started:
        raise StartFailed
