"""Prepares a fresh checkout: the locked environment in .venv, and the object store built into .tools.

Run by make as `python3 -m server.set_up environment|servers`, the first with nothing installed: standard library only.
What is already there is not made again; stamps hold the digest of what it was made from.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

from server.program import (
    MINIO,
    ROOT,
    STORE_REMEDY,
    TOOLS,
    VERSITYGW,
    VERSITYGW_VERSION,
    Program,
    ProgramMissing,
    find_mongod,
    find_store,
)
from server.settings import ServerPrograms, servers_elsewhere

VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
_VERSITYGW_MODULE = "github.com/versity/versitygw/cmd/versitygw"
_MODULE_CACHE = TOOLS / "go-cache"


class StepFailed(Exception):
    """A command of set-up failed."""


def prepare_environment() -> None:
    """Make .venv and bring it to exactly what requirements/dev.txt locks."""
    stamp, made_from = VENV / ".stamp", _digest(REQUIREMENTS / "uv.txt", REQUIREMENTS / "dev.txt")
    if _stamped(stamp, made_from):
        return
    python = VENV / "bin" / "python"
    if not python.exists():
        _say("making .venv")
        venv.create(VENV, with_pip=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"]
    _run("installing uv", [*pip, "--requirement", str(REQUIREMENTS / "uv.txt")])
    uv = [str(VENV / "bin" / "uv"), "pip", "sync", "--python", str(python)]
    _run("installing what requirements/dev.txt locks", [*uv, str(REQUIREMENTS / "dev.txt")])
    stamp.write_text(made_from)


def prepare_servers(environment: Mapping[str, str]) -> None:
    """See that both servers can be started here, building the store if need be; a server elsewhere needs neither."""
    programs, elsewhere = ServerPrograms.from_environment(environment), servers_elsewhere(environment)
    if not elsewhere.mongodb:
        find_mongod(programs.mongod)
    if not elsewhere.store:
        _prepare_store(programs.minio)


def _prepare_store(minio: str) -> None:
    try:
        found = find_store(minio)
    except ProgramMissing:
        if minio != MINIO:
            raise
        found = None
    if found is None or _outdated(found):
        _build_store()
        find_store(minio)


def _outdated(store: Program) -> bool:
    return store.path == VERSITYGW and store.version != VERSITYGW_VERSION


def _build_store() -> None:
    """Build VersityGW with the Go on PATH; where there is none, or it is too old, with the one of a wheel."""
    go = shutil.which("go")
    if go:
        try:
            _go_install(go, {})
        except StepFailed:
            _say(f"{go} could not build it; trying with Go from a package")
        else:
            return
    with_wheel = {"GOMODCACHE": str(_MODULE_CACHE / "mod"), "GOCACHE": str(_MODULE_CACHE / "build"), "GOROOT": ""}
    try:
        _go_install(str(_wheel_go()), with_wheel)
    except StepFailed as error:
        raise ProgramMissing(f"The object store could not be built: {error}. {STORE_REMEDY}") from error
    for leftover in (TOOLS / "go", _MODULE_CACHE):
        shutil.rmtree(leftover, ignore_errors=True)


def _wheel_go() -> Path:
    """Install the toolchain apart from .venv: it is only needed for this one build."""
    where = TOOLS / "go"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"]
    locked = ["--no-deps", "--upgrade", "--target", str(where), "--requirement", str(REQUIREMENTS / "go.txt")]
    _run("installing Go from a package", [*pip, *locked])
    return where / "go" / "bin" / "go"


def _go_install(go: str, environment: Mapping[str, str]) -> None:
    """Module proxies are those of whoever runs this; modules are checked against Go's checksum database."""
    flags = f"{os.environ.get('GOFLAGS', '')} -modcacherw".strip()
    fixed = {"CGO_ENABLED": "0", "GOBIN": str(VERSITYGW.parent), "GOFLAGS": flags}
    linked = f"-s -w -X main.Version={VERSITYGW_VERSION}"
    command = [go, "install", "-v", "-trimpath", "-ldflags", linked, f"{_VERSITYGW_MODULE}@{VERSITYGW_VERSION}"]
    VERSITYGW.parent.mkdir(parents=True, exist_ok=True)
    run_counting(f"building VersityGW {VERSITYGW_VERSION}", command, {**os.environ, **fixed, **environment})


def _run(title: str, command: Sequence[str]) -> None:
    _say(f"{title} ...")
    started = time.monotonic()
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - the commands of this file
        raise StepFailed(f"{title} failed")
    _say(f"{title}: {time.monotonic() - started:.0f} s")


def run_counting(title: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
    """Run a command that prints a line for each thing it has done, and show how many; all lines when it fails."""
    started, lines = time.monotonic(), []
    with subprocess.Popen(  # noqa: S603 - the commands of this file
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        for line in running.stdout or ():
            lines.append(line)
            if sys.stderr.isatty() or len(lines) % 100 == 1:
                _say(f"{title} ... {len(lines)} steps, {time.monotonic() - started:.0f} s", rewrite=True)
    if running.returncode:
        raise StepFailed(f"{title} failed:\n{''.join(lines[-20:])}")
    _say(f"{title}: {time.monotonic() - started:.0f} s")


def _say(text: str, *, rewrite: bool = False) -> None:
    """Tell it on standard error; on a terminal a count stays on its line."""
    start, end = ("\r\x1b[K", "") if rewrite and sys.stderr.isatty() else ("", "\n")
    sys.stderr.write(f"{start}set-up: {text}{end}")
    sys.stderr.flush()


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _stamped(stamp: Path, made_from: str) -> bool:
    return stamp.exists() and stamp.read_text() == made_from


def main(arguments: list[str]) -> int:
    try:
        if arguments == ["environment"]:
            prepare_environment()
        elif arguments == ["servers"]:
            prepare_servers(os.environ)
        else:
            _say("say `environment` or `servers`")
            return 2
    except (StepFailed, ProgramMissing) as error:
        _say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
