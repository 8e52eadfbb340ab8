"""The embedded MongoDB: a real `mongod`, a replica set of one, so that transactions and change streams work."""

from dataclasses import dataclass, field
from pathlib import Path

from documents import replica_set
from server.process import ServerFailed, ServerProcess, free_port, port_answers
from server.program import Program

_CACHE_GB = "0.25"
_OPLOG_MB = "512"
_TRANSACTION_SECONDS = 5  # an act takes milliseconds; what a killed process left open blocks others no longer


@dataclass(slots=True)
class Mongod:
    """One `mongod` on 127.0.0.1; it keeps its port from one start to the next if nobody took it meanwhile."""

    program: Program
    folder: Path
    log: Path
    held: tuple[int, ...] = ()
    port: int = 0
    process: ServerProcess = field(init=False)

    def __post_init__(self) -> None:
        self.process = ServerProcess("mongod", self.log, self.held)

    @property
    def url(self) -> str:
        return f"mongodb://127.0.0.1:{self.port}/?replicaSet={replica_set.NAME}"

    def start(self) -> None:
        """Start, and return when the set has its primary; raises `ServerFailed`."""
        self.port = free_port(self.port)
        self.process.start(self._command())
        self.process.wait_until(lambda: port_answers(self.port))
        try:
            replica_set.initiate(f"127.0.0.1:{self.port}")
        except replica_set.NoPrimary as error:
            raise ServerFailed(f"mongod started, but {error}; see {self.log}") from error

    def stop(self) -> None:
        self.process.stop()

    def _command(self) -> list[str]:
        where = ["--dbpath", str(self.folder), "--bind_ip", "127.0.0.1", "--port", str(self.port), "--nounixsocket"]
        replication = ["--replSet", replica_set.NAME, "--oplogSize", _OPLOG_MB]
        modest = ["--wiredTigerCacheSizeGB", _CACHE_GB, "--setParameter", "diagnosticDataCollectionEnabled=false"]
        modest += ["--setParameter", f"transactionLifetimeLimitSeconds={_TRANSACTION_SECONDS}"]
        # A slow operation's line would hold what it wrote: families' texts.
        logging = ["--logpath", str(self.log), "--logappend", "--slowOpSampleRate", "0"]
        return [str(self.program.path), *where, *replication, *modest, *logging]
