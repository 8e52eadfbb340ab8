"""Stands between the product and one of its servers: when the product is gone, however it went, the server is stopped.

Run as a script, `watchdog.py COMMAND...`, with a pipe as standard input whose other end only the product holds. The
kernel closes that pipe even after `kill -9`, so there is one road for a clean stop and for a crash.
"""

import ctypes
import signal
import subprocess
import sys
import threading

GRACE_SECONDS = 20.0
_PR_SET_PDEATHSIG = 1


def main(command: list[str]) -> int:
    """Run the server, print its process id, and stop it when standard input ends; its exit code is ours."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server = subprocess.Popen(  # noqa: S603 - the command is ours, never a client's
        command,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        preexec_fn=_end_with_the_watchdog,  # noqa: PLW1509 - no thread has been started yet
    )
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    print(server.pid, flush=True)  # noqa: T201 - the one line that the product reads
    threading.Thread(target=_stop_at_the_end_of_input, args=(server,), daemon=True).start()
    return server.wait()


def _end_with_the_watchdog() -> None:
    """Ask Linux to stop the server should the watchdog itself be killed; elsewhere only the pipe protects."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop_at_the_end_of_input(server: "subprocess.Popen[bytes]") -> None:
    sys.stdin.buffer.read()
    server.terminate()
    try:
        server.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
