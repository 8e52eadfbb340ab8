"""How a stored paper is handed out: under which name, and as a stream of bytes."""

from collections.abc import AsyncGenerator
from urllib.parse import quote

from urllib3.response import BaseHTTPResponse

from storage.connection import Desk

CHUNK = 256 * 1024


def disposition(filename: str) -> str:
    """The header that names a download (RFC 6266): plain ASCII for old clients, RFC 5987 for all others."""
    ascii_name = "".join(letter if letter.isascii() and _harmless(letter) else "_" for letter in filename)
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(filename, safe='')}"


def _harmless(letter: str) -> bool:
    return letter.isprintable() and letter not in '"\\/%;'


class FileStream:
    """The bytes of an open file, to be iterated once; whoever may stop early closes it, and may do so twice."""

    def __init__(self, response: BaseHTTPResponse, desk: Desk) -> None:
        self._response = response
        self._desk = desk

    async def __aiter__(self) -> AsyncGenerator[bytes, None]:
        try:
            while chunk := await self._desk.run(self._read):
                yield chunk
        finally:
            self.close()

    def close(self) -> None:
        """Give the connection up; it is closed when not all was read."""
        self._response.close()
        self._response.release_conn()

    def _read(self) -> bytes:
        return self._response.read(CHUNK)
