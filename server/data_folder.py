"""The data folder of the embedded servers: where everything lies, who is using it, and where they answer."""

import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

_PATIENCE_SECONDS = 30.0
_POLL_SECONDS = 0.1


class AlreadyRunning(Exception):
    """Another process is using this data folder."""

    def __init__(self, data: Path, endpoints: "Endpoints | None") -> None:
        self.endpoints = endpoints
        who = f"process {endpoints.pid} is using it" if endpoints else "another process is using it"
        where = f"; it answers at {endpoints.api_url or endpoints.mongodb_url}" if endpoints else ""
        super().__init__(f"{data} is in use: {who}{where}. Stop it, or choose another data folder.")


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the servers of a data folder answer, and with which keys."""

    pid: int
    mongodb_url: str
    s3_url: str
    s3_access_key: str
    s3_secret_key: str = field(repr=False)
    mongodb_version: str
    store_version: str
    api_url: str | None = None


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports of the last start; 0 is any."""

    mongod: int = 0
    store: int = 0


@dataclass(frozen=True, slots=True)
class DataFolder:
    """One folder with a place for each thing; at most one process uses it at a time."""

    path: Path

    @property
    def keys(self) -> Path:
        return self.path / "keys"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def database(self) -> Path:
        return self.path / "mongod"

    @property
    def store(self) -> Path:
        return self.path / "store"

    @property
    def announcement(self) -> Path:
        return self.path / "servers.json"

    def take(self) -> int:
        """Take the folder for this process and return the descriptor of its lock; raises `AlreadyRunning`.

        After a crash the watchdogs hold the lock until the servers have ended: that is waited for.
        """
        for folder in (self.path, self.logs, self.database, self.store):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
        lock = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._wait_for(lock)
        except AlreadyRunning:
            os.close(lock)
            raise
        self.withdraw()
        return lock

    def announce(self, endpoints: Endpoints) -> None:
        """Tell other commands where the servers answer; the file has their keys, so it is for its owner alone."""
        write_private(self.announcement, json.dumps(asdict(endpoints), indent=2).encode())

    def withdraw(self) -> None:
        self.announcement.unlink(missing_ok=True)

    def announced(self) -> Endpoints | None:
        """What was last announced, whether or not it still runs."""
        try:
            return Endpoints(**json.loads(self.announcement.read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def ports(self) -> Ports:
        """The ports to try first, so that a bookmarked URL outlives a restart."""
        try:
            return Ports(**json.loads(self._ports.read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return Ports()

    def keep_ports(self, ports: Ports) -> None:
        write_private(self._ports, json.dumps(asdict(ports)).encode())

    def in_use(self) -> bool:
        try:
            lock = os.open(self._lock, os.O_RDONLY)
        except FileNotFoundError:
            return False
        try:
            return not _locked(lock, fcntl.LOCK_SH)
        finally:
            os.close(lock)

    @property
    def _ports(self) -> Path:
        return self.path / "ports.json"

    @property
    def _lock(self) -> Path:
        return self.path / "lock"

    def _wait_for(self, lock: int) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not _locked(lock, fcntl.LOCK_EX):
            endpoints = self.announced()
            if (endpoints and _alive(endpoints.pid)) or time.monotonic() > deadline:
                raise AlreadyRunning(self.path, endpoints)
            time.sleep(_POLL_SECONDS)


def running_servers(data: Path) -> Endpoints | None:
    """Where the servers of this data folder answer now; None when none run."""
    folder = DataFolder(data)
    endpoints = folder.announced()
    return endpoints if endpoints and _alive(endpoints.pid) and folder.in_use() else None


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    draft = path.with_name(f".{path.name}.draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _locked(lock: int, mode: int) -> bool:
    try:
        fcntl.flock(lock, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
