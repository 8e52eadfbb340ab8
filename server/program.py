"""Where the programs of the embedded servers are: on PATH, in a wheel, or built into .tools."""

import re
import shutil
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VERSITYGW = TOOLS / "bin" / "versitygw"
VERSITYGW_VERSION = "v1.8.0"
MONGOD, MINIO = "mongod", "minio"

MONGOD_REMEDY = (
    "Install MongoDB 6.0 or later so that `mongod` is on PATH (or name it by MONGOD), or use a replica set that runs "
    "elsewhere: MONGODB_URL for the product, TEST_MONGODB_URL for the tests."
)
STORE_REMEDY = (
    "Install `minio` so that it is on PATH (or name it by MINIO), or Go 1.25 or later and run `make servers` again, or "
    "use a store that runs elsewhere: S3_URL for the product, TEST_S3_URL for the tests, each with its keys."
)


class ProgramMissing(Exception):
    """A server's program is not here, or does not run here."""


@dataclass(frozen=True, slots=True)
class Program:
    """A server's executable and the version that it says it is."""

    name: str
    path: Path
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def find_mongod(named: str = MONGOD) -> Program:
    """The `mongod` named or on PATH, else the one of the wheel; raises `ProgramMissing`."""
    wheel = Path(sysconfig.get_path("purelib")) / "fiftyone" / "db" / "bin" / "mongod"
    path = _which(named) or (_which(str(wheel)) if named == MONGOD else None)
    if path is None:
        raise ProgramMissing(f"There is no `{named}`. {MONGOD_REMEDY}")
    return Program("mongod", path, _version(path, r"db version v(\S+)", MONGOD_REMEDY))


def find_store(named: str = MINIO) -> Program:
    """The `minio` named or on PATH, else VersityGW as set-up built it; raises `ProgramMissing`."""
    if path := _which(named):
        return Program("minio", path, _version(path, r"version (\S+)", STORE_REMEDY))
    if named != MINIO:
        raise ProgramMissing(f"There is no `{named}`. {STORE_REMEDY}")
    if path := _which(str(VERSITYGW)):
        return Program("versitygw", path, _version(path, r"Version\s*: (\S+)", STORE_REMEDY))
    raise ProgramMissing(f"There is no object store: neither `{named}` nor {VERSITYGW}. {STORE_REMEDY}")


def _which(name: str) -> Path | None:
    found = shutil.which(name)
    return Path(found) if found else None


def _version(path: Path, pattern: str, remedy: str) -> str:
    """Run it once: a program built for another system says so here, not in the middle of a start."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - a program named by whoever runs this
    except OSError as error:
        raise ProgramMissing(f"{path} does not run here: {error}. {remedy}") from error
    found = re.search(pattern, answer.stdout)
    if answer.returncode or found is None:
        raise ProgramMissing(f"{path} does not run here: {(answer.stderr or answer.stdout).strip()[:500]}\n{remedy}")
    return found[1]
