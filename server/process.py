"""A server run as a child process: started, waited for, and stopped with nothing left behind."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from server import watchdog

START_SECONDS = 60.0
_POLL_SECONDS = 0.02
_LOG_TAIL = 2000


class ServerFailed(Exception):
    """A server ended, or did not answer, before it was ready."""


class PortTaken(Exception):
    """Something else answers at the port that was asked for."""


@dataclass(slots=True)
class ServerProcess:
    """One server under its watchdog; `held` are descriptors that stay open for as long as the server may run."""

    name: str
    log: Path
    held: tuple[int, ...] = ()
    pid: int = 0
    _watchdog: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def start(self, command: list[str], environment: Mapping[str, str] | None = None) -> None:
        """Start the server in a session of its own, so that Ctrl-C reaches the product first.

        It sees this environment only: the variables of whoever starts the product must not configure the server.
        """
        with self.log.open("ab") as log:
            self._watchdog = subprocess.Popen(  # noqa: S603 - the command is ours, never a client's
                [sys.executable, "-I", watchdog.__file__, *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env={"HOME": str(self.log.parent), "LANG": "C.UTF-8", **(environment or {})},
                start_new_session=True,
                pass_fds=self.held,
            )
        self.pid = self._announced_pid(self._watchdog)

    def stop(self) -> None:
        """Ask the server to end, and wait; the watchdog kills it when it does not."""
        if self._watchdog is None:
            return
        try:
            self._watchdog.communicate(timeout=watchdog.GRACE_SECONDS + 5)
        except subprocess.TimeoutExpired:
            self._watchdog.kill()
            self._watchdog.communicate()
        self._watchdog, self.pid = None, 0

    @property
    def running(self) -> bool:
        return self._watchdog is not None and self._watchdog.poll() is None

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Return when the server answers; raises `ServerFailed` with the end of its log when it ends or is too slow."""
        deadline = time.monotonic() + START_SECONDS
        while not ready():
            if not self.running:
                raise ServerFailed(f"{self.name} ended while starting; {self._last_words()}")
            if time.monotonic() > deadline:
                raise ServerFailed(f"{self.name} did not answer in {START_SECONDS:.0f} s; {self._last_words()}")
            time.sleep(_POLL_SECONDS)

    def _announced_pid(self, child: "subprocess.Popen[bytes]") -> int:
        line = child.stdout.readline() if child.stdout else b""
        if not line.strip():
            raise ServerFailed(f"{self.name} could not be started; {self._last_words()}")
        return int(line)

    def _last_words(self) -> str:
        tail = self.log.read_text(errors="replace")[-_LOG_TAIL:] if self.log.exists() else ""
        return f"the end of {self.log}:\n{tail}"


def free_port(wanted: int = 0) -> int:
    """A free port of 127.0.0.1: the wanted one if it is free, else any."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def check_port(host: str, port: int) -> None:
    """Raise `PortTaken` when the API could not listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(f"{host}:{port} cannot be used ({error.strerror}): choose another port.") from error
