"""The outermost door: whatever goes wrong inside, the client is told a number and nothing of the inside."""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from schema.error import ErrorCode, noted
from server.endpoint import fault


class Guard:
    """ASGI middleware that answers an unexpected error itself, so that no server logs or shows its text."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:  # noqa: BLE001 - this is the last place that can keep it in
            number = noted(error)
            if not begun:
                await fault(Request(scope), ErrorCode.INTERNAL, 500, number)(scope, receive, send)
