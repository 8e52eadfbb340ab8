"""Real servers on one machine: a MongoDB and an object store as child processes with a data folder."""

import os
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from server.data_folder import DataFolder, Endpoints, Ports
from server.keys import Keys, prepare_keys
from server.mongod import Mongod
from server.object_store import ObjectStore, kept_credentials
from server.program import find_mongod, find_store
from server.settings import ServerPrograms


class EmbeddedServers:
    """Both servers for as long as the `with` block lasts; they end with this process, even when it is killed.

    Raises `AlreadyRunning`, `ProgramMissing`, `KeysUnusable` or `ServerFailed`. Any local user can reach the database:
    it is for demonstration and tests.
    """

    mongod: Mongod
    store: ObjectStore
    keys: Keys

    def __init__(self, data: Path, programs: ServerPrograms | None = None) -> None:
        self.folder = DataFolder(data.resolve())
        self._programs = programs or ServerPrograms()
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as opened:
            lock = self.folder.take()
            opened.callback(os.close, lock)
            self._prepare(lock)
            opened.callback(self.mongod.stop)
            self.mongod.start()
            opened.callback(self.store.stop)
            self.store.start()
            opened.callback(self.folder.withdraw)
            self.folder.announce(self.endpoints)
            self.folder.keep_ports(Ports(self.mongod.port, self.store.port))
            self._opened = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    @property
    def mongodb_url(self) -> str:
        return self.mongod.url

    @property
    def s3_url(self) -> str:
        return self.store.url

    @property
    def s3_access_key(self) -> str:
        return self.store.credentials.access_key

    @property
    def s3_secret_key(self) -> str:
        return self.store.credentials.secret_key

    @property
    def endpoints(self) -> Endpoints:
        return Endpoints(
            pid=os.getpid(),
            mongodb_url=self.mongodb_url,
            s3_url=self.s3_url,
            s3_access_key=self.s3_access_key,
            s3_secret_key=self.s3_secret_key,
            mongodb_version=str(self.mongod.program),
            store_version=str(self.store.program),
        )

    def announce_api(self, url: str) -> None:
        """Tell other commands, and whoever starts a second time on this folder, where the API answers."""
        self.folder.announce(replace(self.endpoints, api_url=url))

    def _prepare(self, lock: int) -> None:
        """Programs and keys first: what is missing is said before anything is started."""
        mongod, store = find_mongod(self._programs.mongod), find_store(self._programs.minio)
        folder, logs, ports = self.folder, self.folder.logs, self.folder.ports()
        self.keys = prepare_keys(folder.keys, sealed=any(folder.database.iterdir()))
        credentials = kept_credentials(folder.path / "store-credentials.json")
        self.mongod = Mongod(mongod, folder.database, logs / "mongod.log", (lock,), ports.mongod)
        self.store = ObjectStore(store, folder.store, logs / f"{store.name}.log", credentials, (lock,), ports.store)
