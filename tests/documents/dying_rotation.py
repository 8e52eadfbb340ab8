"""The command line, killed by SIGKILL once the n-th household or earlier state of a rotation is written.

Run as `python -m tests.documents.dying_rotation N keys rotate …`.
"""

import os
import signal
import sys

from pymongo import monitoring

from server.cli import main


class Reaper(monitoring.CommandListener):
    """Counts what the job commits and kills its own process at one of them."""

    def __init__(self, at: int) -> None:
        self._left = at

    def started(self, _event: monitoring.CommandStartedEvent) -> None:
        """Only what is done counts."""

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        self._left -= event.command_name == "commitTransaction"
        self._left -= event.command_name == "update" and self._left == 1  # the mark after the last household
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def failed(self, _event: monitoring.CommandFailedEvent) -> None:
        """A command that failed is not what is waited for."""


if __name__ == "__main__":
    place, *arguments = sys.argv[1:]
    monitoring.register(Reaper(int(place)))
    sys.exit(main(arguments))
