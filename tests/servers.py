"""The real servers under the tests: those that the environment names, else embedded ones in a temporary folder."""

import http.client
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from os import close, getpid
from pathlib import Path
from urllib.parse import urlsplit

from documents.replica_set import server_version
from server.data_folder import DataFolder, Endpoints
from server.mongod import Mongod
from server.object_store import Credentials, ObjectStore, kept_credentials
from server.program import find_mongod, find_store
from server.settings import ServerPrograms


@dataclass(frozen=True, slots=True)
class Database:
    """A MongoDB; `process` can be stopped and started when it is ours."""

    url: str = field(repr=False)
    version: str
    process: Mongod | None = None


@dataclass(frozen=True, slots=True)
class Store:
    """An S3 store; `process` can be stopped and started when it is ours."""

    url: str
    credentials: Credentials
    version: str
    process: ObjectStore | None = None


@dataclass(frozen=True, slots=True)
class Servers:
    """Both servers, real ones."""

    database: Database
    store: Store

    @property
    def endpoints(self) -> Endpoints:
        keys = self.store.credentials
        return Endpoints(
            pid=getpid(),
            mongodb_url=self.database.url,
            s3_url=self.store.url,
            s3_access_key=keys.access_key,
            s3_secret_key=keys.secret_key,
            mongodb_version=self.database.version,
            store_version=self.store.version,
        )

    def __str__(self) -> str:
        return f"{self.database.version} and {self.store.version}"


@contextmanager
def real_servers(environment: Mapping[str, str], data: Path) -> Iterator[Servers]:
    """Each server is the named one (`TEST_MONGODB_URL`; `TEST_S3_URL` with its keys), or is embedded."""
    programs, folder = ServerPrograms.from_environment(environment), DataFolder(data)
    with ExitStack() as opened:
        lock = folder.take()
        opened.callback(close, lock)
        database = _named_database(environment) or _embedded_database(opened, folder, lock, programs)
        store = _named_store(environment) or _embedded_store(opened, folder, lock, programs)
        yield Servers(database, store)


def _named_database(environment: Mapping[str, str]) -> Database | None:
    url = environment.get("TEST_MONGODB_URL")
    return Database(url, f"mongod {server_version(url)} (TEST_MONGODB_URL)") if url else None


def _named_store(environment: Mapping[str, str]) -> Store | None:
    url = environment.get("TEST_S3_URL", "").rstrip("/")
    if not url:
        return None
    keys = Credentials(environment["TEST_S3_ACCESS_KEY"], environment["TEST_S3_SECRET_KEY"])
    return Store(url, keys, f"{_says_it_is(url)} (TEST_S3_URL)")


def _embedded_database(opened: ExitStack, folder: DataFolder, lock: int, programs: ServerPrograms) -> Database:
    program = find_mongod(programs.mongod)
    mongod = Mongod(program, folder.database, folder.logs / "mongod.log", (lock,))
    opened.callback(mongod.stop)
    mongod.start()
    return Database(mongod.url, f"{program} (embedded)", mongod)


def _embedded_store(opened: ExitStack, folder: DataFolder, lock: int, programs: ServerPrograms) -> Store:
    program, keys = find_store(programs.minio), kept_credentials(folder.path / "store-credentials.json")
    store = ObjectStore(program, folder.store, folder.logs / f"{program.name}.log", keys, (lock,))
    opened.callback(store.stop)
    store.start()
    return Store(store.url, keys, f"{program} (embedded)", store)


def _says_it_is(url: str) -> str:
    """The name that the store gives in its answers; stores keep their version to themselves."""
    address = urlsplit(url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.netloc, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().getheader("Server") or "an S3 store"
    finally:
        connection.close()
