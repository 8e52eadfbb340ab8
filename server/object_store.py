"""The embedded object store: a real S3 server with versions, object lock and POST policy, MinIO or VersityGW."""

import http.client
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from server.data_folder import write_private
from server.process import ServerProcess, free_port
from server.program import Program

REGION = "us-east-1"
_HEALTH = {"versitygw": "/-/health", "minio": "/minio/health/live"}
_OK = 200


@dataclass(frozen=True, slots=True)
class Credentials:
    """The root key pair of the store: made once, kept in the data folder."""

    access_key: str
    secret_key: str = field(repr=False)


@dataclass(slots=True)
class ObjectStore:
    """One store on 127.0.0.1; it keeps its port from one start to the next if nobody took it meanwhile."""

    program: Program
    folder: Path
    log: Path
    credentials: Credentials
    held: tuple[int, ...] = ()
    port: int = 0
    process: ServerProcess = field(init=False)

    def __post_init__(self) -> None:
        self.process = ServerProcess(self.program.name, self.log, self.held)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, and return when it is healthy."""
        self.port = free_port(self.port)
        build = _minio if self.program.name == "minio" else _versitygw
        command, own = build(self.folder, f"127.0.0.1:{self.port}", self.credentials)
        self.process.start([str(self.program.path), *command], own)
        self.process.wait_until(lambda: _healthy(self.port, _HEALTH[self.program.name]))

    def stop(self) -> None:
        self.process.stop()


def kept_credentials(path: Path) -> Credentials:
    """The credentials in this file, made on first use; they open nothing that is not in the same folder."""
    if path.exists():
        return Credentials(**json.loads(path.read_text()))
    made = Credentials(f"jiuzhu{secrets.token_hex(7)}", secrets.token_urlsafe(30))
    write_private(path, json.dumps({"access_key": made.access_key, "secret_key": made.secret_key}).encode())
    return made


def _versitygw(folder: Path, address: str, credentials: Credentials) -> tuple[list[str], dict[str, str]]:
    """Keys go by environment, since a command line can be read by every user of the machine.

    Pages of any origin may use signed links, as front ends in development do; without a signature nothing opens.
    """
    objects, versions = _made(folder / "objects"), _made(folder / "versions")
    served = ["--port", address, "--region", REGION, "--health", _HEALTH["versitygw"], "--cors-allow-origin", "*"]
    backend = ["posix", "--versioning-dir", str(versions), "--dir-perms", "0700", "--file-perms", "0600"]
    keys = {"ROOT_ACCESS_KEY": credentials.access_key, "ROOT_SECRET_KEY": credentials.secret_key}
    return [*served, "--quiet", *backend, *_metadata(folder, objects), str(objects)], keys


def _minio(folder: Path, address: str, credentials: Credentials) -> tuple[list[str], dict[str, str]]:
    keys = {"MINIO_ROOT_USER": credentials.access_key, "MINIO_ROOT_PASSWORD": credentials.secret_key}
    quiet = {"MINIO_BROWSER": "off", "MINIO_UPDATE": "off", "MINIO_REGION": REGION}
    return ["server", "--quiet", "--address", address, str(_made(folder / "minio"))], {**keys, **quiet}


def _metadata(folder: Path, objects: Path) -> list[str]:
    """Extended attributes where the file system has them, else files beside; a folder keeps what it began with."""
    beside = folder / "metadata"
    if beside.exists() or not _takes_attributes(objects):
        return ["--sidecar", str(_made(beside))]
    return []


def _takes_attributes(folder: Path) -> bool:
    if not hasattr(os, "setxattr"):
        return False
    try:
        os.setxattr(folder, "user.jiuzhu", b"1")
    except OSError:
        return False
    return True


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _healthy(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == _OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
