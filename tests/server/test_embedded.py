"""Tests of the embedded servers: they resume, refuse company, and leave nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.replica_set import server_version
from server.data_folder import AlreadyRunning, DataFolder, Ports, running_servers
from server.embedded import EmbeddedServers
from server.keys import KeysUnusable
from server.object_store import kept_credentials
from server.process import ServerFailed, ServerProcess, free_port, port_answers
from server.program import ProgramMissing
from server.settings import ServerPrograms
from tests.server.probe import keep_word, kept_words

CHILD = """
import signal, sys, time
from pathlib import Path
from server.embedded import EmbeddedServers
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
with EmbeddedServers(Path(sys.argv[1])) as servers:
    print(servers.mongod.process.pid, servers.store.process.pid, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def product(data: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that runs the embedded servers of the folder."""
    command = [sys.executable, "-c", CHILD, str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own lines
        yield process
        process.kill()


def pids(product: "subprocess.Popen[str]") -> list[int]:
    assert product.stdout is not None
    return [int(pid) for pid in product.stdout.readline().split()]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def ended_within(seconds: float, watched: list[int]) -> bool:
    deadline = time.monotonic() + seconds
    while any(alive(pid) for pid in watched):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.slow
def test_a_second_start_resumes_the_folder_on_other_ports(data: Path) -> None:
    with EmbeddedServers(data) as first:
        keep_word(first.endpoints, "公示")
        ports = (first.mongod.port, first.store.port)
    taken = Ports(free_port(), free_port())
    DataFolder(data).keep_ports(taken)
    with EmbeddedServers(data) as second:
        assert kept_words(second.endpoints) == ("公示", "公示")
        assert (second.mongod.port, second.store.port) == (taken.mongod, taken.store) != ports


@pytest.mark.slow
def test_a_later_start_has_the_same_addresses_and_keys(data: Path) -> None:
    with EmbeddedServers(data) as first:
        before = first.endpoints
    with EmbeddedServers(data) as second:
        assert second.endpoints == before


@pytest.mark.slow
def test_a_start_beside_a_running_one_says_who_and_where(data: Path) -> None:
    with EmbeddedServers(data) as servers:
        servers.announce_api("http://127.0.0.1:8000")
        with pytest.raises(
            AlreadyRunning, match=rf"process {os.getpid()} is using it; it answers at http://127.0.0.1:8000"
        ):
            EmbeddedServers(data).__enter__()
        assert server_version(servers.mongodb_url) == servers.mongod.program.version


@pytest.mark.slow
def test_other_commands_find_the_servers_only_while_they_run(data: Path) -> None:
    assert running_servers(data) is None
    with EmbeddedServers(data) as servers:
        assert running_servers(data) == servers.endpoints
    assert running_servers(data) is None


@pytest.mark.slow
def test_killing_the_product_leaves_no_server(data: Path, product: "subprocess.Popen[str]") -> None:
    watched = pids(product)
    os.kill(product.pid, signal.SIGKILL)
    product.wait()
    assert ended_within(15, watched)
    with EmbeddedServers(data) as servers:
        assert servers.endpoints.pid == os.getpid()


@pytest.mark.slow
def test_a_start_right_after_a_crash_waits_for_the_old_servers(data: Path, product: "subprocess.Popen[str]") -> None:
    watched = pids(product)
    os.kill(product.pid, signal.SIGKILL)
    product.wait()
    with EmbeddedServers(data):
        assert not any(alive(pid) for pid in watched)


@pytest.mark.slow
@pytest.mark.parametrize("asked_by", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_both_servers_before_the_product(
    data: Path, product: "subprocess.Popen[str]", asked_by: signal.Signals
) -> None:
    watched = pids(product)
    os.kill(product.pid, asked_by)
    product.wait(15)
    assert not any(alive(pid) for pid in watched)
    assert not (data / "servers.json").exists()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere only the pipe protects")
def test_killing_a_watchdog_leaves_no_server(data: Path) -> None:
    with EmbeddedServers(data) as servers:
        watched = [servers.mongod.process.pid, servers.store.process.pid]
        for pid in watched:
            os.kill(int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1]), signal.SIGKILL)
        assert ended_within(15, watched)


@pytest.mark.slow
def test_each_server_stops_and_starts_by_itself_on_its_port(data: Path) -> None:
    with EmbeddedServers(data) as servers:
        keep_word(servers.endpoints, "受理")
        for part in (servers.mongod, servers.store):
            port = part.port
            part.stop()
            assert not port_answers(port)
            part.start()
            assert part.port == port
        assert kept_words(servers.endpoints) == ("受理", "受理")


@pytest.mark.slow
def test_data_without_its_keys_is_refused_before_anything_starts(data: Path) -> None:
    with EmbeddedServers(data):
        pass
    (data / "keys").rename(data / "mislaid")
    with pytest.raises(KeysUnusable, match="without its keys the data beside it cannot be read"):
        EmbeddedServers(data).__enter__()
    assert running_servers(data) is None


def test_everything_in_the_folder_is_private(data: Path) -> None:
    with EmbeddedServers(data):
        modes = {path.name: path.stat().st_mode & 0o077 for path in [data, *data.iterdir(), *(data / "keys").iterdir()]}
    assert modes == dict.fromkeys(modes, 0)


def test_a_missing_program_is_told_with_its_remedy(data: Path) -> None:
    with pytest.raises(ProgramMissing, match=r"There is no `/nowhere/minio`.*TEST_S3_URL"):
        EmbeddedServers(data, ServerPrograms(minio="/nowhere/minio")).__enter__()
    with EmbeddedServers(data):
        pass  # the folder was not left locked


def test_a_server_that_ends_while_starting_shows_the_end_of_its_log(tmp_path: Path) -> None:
    process = ServerProcess("shell", tmp_path / "shell.log")
    process.start(["/bin/sh", "-c", "echo no room >&2; exit 3"])
    with pytest.raises(ServerFailed, match=r"(?s)shell ended while starting.*no room"):
        process.wait_until(lambda: False)
    process.stop()


def test_credentials_are_made_once(tmp_path: Path) -> None:
    made = kept_credentials(tmp_path / "keys.json")
    assert kept_credentials(tmp_path / "keys.json") == made
    assert made.secret_key not in repr(made)
