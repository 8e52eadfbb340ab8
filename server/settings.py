"""What the product is told from outside: the only place where the environment is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Self

from server.data_folder import Endpoints
from server.program import MINIO, MONGOD

LOCAL_ISSUER = "jiuzhu-local"
AUDIENCE = "jiuzhu"


class SettingInvalid(Exception):
    """A variable is missing, or its value cannot be used."""


@dataclass(frozen=True, slots=True)
class ServerPrograms:
    """Which programs the embedded servers are, by name on PATH or by path."""

    mongod: str = MONGOD
    minio: str = MINIO

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        return cls(environment.get("MONGOD") or MONGOD, environment.get("MINIO") or MINIO)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Which servers run elsewhere, so that this machine needs no program for them."""

    mongodb: bool
    store: bool


def servers_elsewhere(environment: Mapping[str, str]) -> Elsewhere:
    """What URLs are named, for the product or for its tests."""
    mongodb = any(environment.get(name) for name in ("MONGODB_URL", "MONGODB_URL_FILE", "TEST_MONGODB_URL"))
    return Elsewhere(mongodb, any(environment.get(name) for name in ("S3_URL", "TEST_S3_URL")))


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs from one installation to another.

    `s3_public_url` is where browsers reach the store (signed links name it); `jwks` is a file or an https URL; `clock`
    is the moment from which the case clock starts, in demonstrations and tests only. `upkeep` says whether this process
    does what is done beside the requests (server/upkeep.py); one of several processes is enough.
    `explorer` shows the explorer where the case clock is the system's; with a case clock it is always shown.
    """

    mongodb_url: str = field(repr=False)
    s3_url: str
    s3_access_key: str = field(repr=False)
    s3_secret_key: str = field(repr=False)
    jwks: str
    issuer: str
    master_key_file: Path
    cursor_key_file: Path
    s3_public_url: str = ""
    s3_region: str = "us-east-1"
    bucket_prefix: str = "jiuzhu"
    mongodb_database: str = "jiuzhu"
    audience: str = AUDIENCE
    clock: datetime | None = None
    upkeep: bool = True
    explorer: bool = False

    def __post_init__(self) -> None:
        if not self.s3_public_url:
            object.__setattr__(self, "s3_public_url", self.s3_url)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read every setting; raises `SettingInvalid`. A secret may be in a file that `<NAME>_FILE` names."""
        return cls(
            mongodb_url=_secret(environment, "MONGODB_URL"),
            mongodb_database=_value(environment, "MONGODB_DATABASE", "jiuzhu"),
            s3_url=_url(environment, "S3_URL", None),
            s3_public_url=_url(environment, "S3_PUBLIC_URL", ""),
            s3_access_key=_secret(environment, "S3_ACCESS_KEY"),
            s3_secret_key=_secret(environment, "S3_SECRET_KEY"),
            s3_region=_value(environment, "S3_REGION", "us-east-1"),
            bucket_prefix=_value(environment, "S3_BUCKET_PREFIX", "jiuzhu"),
            jwks=_value(environment, "JWKS"),
            issuer=_value(environment, "JWT_ISSUER"),
            audience=_value(environment, "JWT_AUDIENCE", AUDIENCE),
            master_key_file=Path(_value(environment, "MASTER_KEY_FILE")),
            cursor_key_file=Path(_value(environment, "CURSOR_KEY_FILE")),
            clock=_moment(environment, "CASE_CLOCK"),
            upkeep=_switch(environment, "UPKEEP", "on"),
            explorer=_switch(environment, "EXPLORER", "off"),
        )

    @classmethod
    def for_data_folder(cls, data: Path, endpoints: Endpoints, clock: datetime | None = None) -> Self:
        """The settings of the embedded servers of this folder, with the folder's own keys."""
        keys = data / "keys"
        return cls(
            mongodb_url=endpoints.mongodb_url,
            s3_url=endpoints.s3_url,
            s3_access_key=endpoints.s3_access_key,
            s3_secret_key=endpoints.s3_secret_key,
            jwks=str(keys / "jwks.json"),
            issuer=LOCAL_ISSUER,
            master_key_file=keys / "master.key",
            cursor_key_file=keys / "cursor.key",
            clock=clock,
        )

    @property
    def explores(self) -> bool:
        """Whether the explorer is shown: in a demonstration, or where it is wished."""
        return self.explorer or self.clock is not None

    def with_clock(self, clock: datetime) -> Self:
        """The same with a case clock that starts at another moment."""
        return replace(self, clock=clock)

    def renamed(self, name: str) -> Self:
        """The same servers with a database and buckets of another name."""
        return replace(self, mongodb_database=name, bucket_prefix=name.replace("_", "-"))


def _value(environment: Mapping[str, str], name: str, default: str | None = None) -> str:
    """A variable that is set to nothing counts as not set."""
    value = environment.get(name, "").strip() or default
    if value is None:
        raise SettingInvalid(f"{name} is not set.")
    return value


def _secret(environment: Mapping[str, str], name: str) -> str:
    path = environment.get(f"{name}_FILE", "").strip()
    if not path:
        if name in environment:
            return _value(environment, name)
        raise SettingInvalid(f"Neither {name} nor {name}_FILE is set.")
    if environment.get(name):
        raise SettingInvalid(f"{name} and {name}_FILE are both set: choose one.")
    try:
        content = Path(path).read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingInvalid(f"{name}_FILE names {path}, which cannot be read: {error}.") from error
    if not content:
        raise SettingInvalid(f"{name}_FILE names {path}, which is empty.")
    return content


def _url(environment: Mapping[str, str], name: str, default: str | None) -> str:
    value = _value(environment, name, default).rstrip("/")
    if value and not value.startswith(("http://", "https://")):
        raise SettingInvalid(f"{name} must begin with http:// or https://, and is {value}.")
    return value


def _switch(environment: Mapping[str, str], name: str, default: str) -> bool:
    value = _value(environment, name, default)
    if value not in {"on", "off"}:
        raise SettingInvalid(f"{name} must be on or off, and is {value}.")
    return value == "on"


def _moment(environment: Mapping[str, str], name: str) -> datetime | None:
    value = environment.get(name, "").strip()
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise SettingInvalid(f"{name} must be a moment such as 2020-11-20T09:00+08:00, and is {value}.") from error
    if moment.tzinfo is None:
        raise SettingInvalid(f"{name} must say its offset, such as +08:00, and is {value}.")
    return moment
