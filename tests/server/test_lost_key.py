"""A lost, damaged or wrong key is one line and exit status 2, and a running server says so when asked."""

import asyncio
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from server.settings import Settings
from tests.adversity.test_outage import away
from tests.api import Api, environment, prepared, process, running_api
from tests.servers import Servers
from tests.story import registered


@pytest.fixture
def own(servers: Servers, tmp_path: Path) -> Iterator[Api]:
    """An API with a database and keys of its own."""
    with running_api(servers, tmp_path) as running:
        asyncio.run(prepared(running))
        yield running


def run(settings: Settings, *command: str) -> subprocess.CompletedProcess[str]:
    told = [sys.executable, "-m", "server", *command]
    return subprocess.run(told, env=environment(settings), capture_output=True, text=True, check=False, timeout=60)  # noqa: S603


WRONG = r"SealsBroken: the master key does not open this database's data keys: restore the key file .*k\w{12}.*\n"
MISSING = r"KeysUnusable: .*master\.key cannot be read: No such file or directory\.\n"
SHORT = r"KeysUnusable: .*master\.key is damaged: it has 7 bytes, not 96\.\n"


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("migrate",), ("keys", "rotate"), ("seed",)])
@pytest.mark.parametrize(("content", "line"), [(secrets.token_bytes(96), WRONG), (None, MISSING), (b"damaged", SHORT)])
def test_a_command_ends_with_one_line_and_status_two(
    api: Api, tmp_path: Path, command: tuple[str, ...], content: bytes | None, line: str
) -> None:
    key = tmp_path / "master.key"
    if content is not None:
        key.write_bytes(content)
    told = run(replace(api.settings, master_key_file=key), *command)
    assert (told.returncode, told.stdout) == (2, ""), told.stderr
    assert re.fullmatch(line, told.stderr), told.stderr


def test_a_running_server_whose_vault_has_another_master_key_is_not_ready(own: Api, tmp_path: Path) -> None:
    registered(own)
    ready = own.client.get("/readyz")
    assert (ready.status_code, ready.json()["seals"]) == (200, {"open": True})
    told = run(own.settings, "keys", "rewrap", "--to", str(tmp_path / "next.key"))
    assert (told.returncode, told.stderr) == (0, "")
    assert "MASTER_KEY_FILE" in told.stdout
    assert (tmp_path / "next.key").stat().st_mode & 0o777 == 0o600
    after = own.client.get("/readyz")
    assert (after.status_code, after.json()["seals"]["open"]) == (503, False)
    assert "restart with the key file that does" in after.json()["seals"]["problem"]
    with (
        (tmp_path / "second.log").open("wb") as log,
        process(replace(own.settings, master_key_file=tmp_path / "next.key"), log) as (_, url),
    ):
        assert httpx.get(f"{url}/readyz").json()["seals"] == {"open": True}
    assert run(own.settings, "migrate").returncode == 2


def test_a_server_that_finds_another_vault_when_its_database_comes_says_so(
    api: Api, servers: Servers, tmp_path: Path
) -> None:
    other = tmp_path / "other.key"
    other.write_bytes(secrets.token_bytes(96))
    with (tmp_path / "late.log").open("wb") as log:
        with away(servers):
            running = process(replace(api.settings, master_key_file=other), log)
            _, url = running.__enter__()
            assert httpx.get(f"{url}/readyz", timeout=10).json()["seals"] == {"open": None}
        try:
            for _ in range(100):
                told = httpx.get(f"{url}/readyz", timeout=10).json()["seals"]
                if told["open"] is not None:
                    break
                time.sleep(0.2)
            assert told["open"] is False
            assert "does not open this database's data keys" in told["problem"]
        finally:
            running.__exit__(None, None, None)


@pytest.mark.slow
def test_a_data_folder_gets_its_new_master_key_with_its_vault(tmp_path: Path) -> None:
    data, new = tmp_path / "data", tmp_path / "new.key"

    def told(*command: str) -> subprocess.CompletedProcess[str]:
        asked = [sys.executable, "-m", "server", *command, "--data", str(data)]
        return subprocess.run(asked, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603

    assert told("migrate").returncode == 0
    old = (data / "keys" / "master.key").read_bytes()
    assert told("keys", "rewrap", "--to", str(new)).stdout.startswith("2 data keys are wrapped by ")
    assert (data / "keys" / "master.key").read_bytes() == new.read_bytes() != old
    assert told("migrate").stdout == "0 migrations ran\n"
    (data / "keys" / "master.key").write_bytes(old)
    lost = told("migrate")
    assert (lost.returncode, lost.stdout) == (2, "")
    assert re.fullmatch(WRONG, lost.stderr), lost.stderr
    assert told("keys", "rewrap", "--to", str(new)).returncode == 0, "as after an interruption before the file"
    assert told("migrate").stdout == "0 migrations ran\n"
