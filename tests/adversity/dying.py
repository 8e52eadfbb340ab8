"""The API, killed in the middle of an act: SIGKILL at the n-th command of the first act whose key begins with `dying`.

Run as `python -m tests.adversity.dying N before|after serve …`; counted from the act's look at its key on.
"""

import os
import signal
import sys

from pymongo import monitoring

from documents.outbox import IdempotencyDocument
from server.cli import main


class Reaper(monitoring.CommandListener):
    """Counts the commands of an act and kills its own process at one of them."""

    def __init__(self, at: int, *, after: bool) -> None:
        self._at, self._after = at, after
        self._counting = False
        self._count = 0

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        begins = event.command_name == "find" and event.command.get("find") == IdempotencyDocument.Settings.name
        self._counting = self._counting or begins
        if self._counting:
            self._count += 1
            self._die(when_after=False)

    def succeeded(self, _event: monitoring.CommandSucceededEvent) -> None:
        if self._counting:
            self._die(when_after=True)

    def failed(self, _event: monitoring.CommandFailedEvent) -> None:
        """A command that failed is not what is waited for."""

    def _die(self, *, when_after: bool) -> None:
        if self._count == self._at and self._after is when_after:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    place, moment, *arguments = sys.argv[1:]
    monitoring.register(Reaper(int(place), after=moment == "after"))
    sys.exit(main(arguments))
