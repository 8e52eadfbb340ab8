"""Tests of where the servers' programs are found, and of what is said when there is none."""

import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from server import program
from server.program import Program, ProgramMissing, find_mongod, find_store


def script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_a_named_mongod_comes_first(tmp_path: Path) -> None:
    named = script(tmp_path / "mongod", "echo 'db version v8.0.4'")
    assert str(find_mongod(named)) == "mongod 8.0.4"


def test_a_named_minio_comes_first(tmp_path: Path) -> None:
    named = script(tmp_path / "minio", "echo 'minio version RELEASE.2025-10-15T17-29-55Z (commit-id=x)'")
    found = find_store(named)
    assert (found.name, found.version) == ("minio", "RELEASE.2025-10-15T17-29-55Z")


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing on PATH, no wheel, nothing built."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sysconfig, "get_path", lambda _name: str(tmp_path))
    monkeypatch.setattr(program, "VERSITYGW", tmp_path / "versitygw")


def test_without_any_store_the_message_says_what_to_do(bare_machine: None) -> None:
    with pytest.raises(ProgramMissing, match=r"There is no object store.*Install `minio`.*TEST_S3_URL"):
        find_store()


def test_without_any_mongod_the_message_says_what_to_do(bare_machine: None) -> None:
    with pytest.raises(ProgramMissing, match=r"Install MongoDB 6.0 or later.*TEST_MONGODB_URL"):
        find_mongod()


@pytest.mark.parametrize("find", [find_mongod, find_store])
def test_a_named_program_that_is_not_there_is_not_replaced_by_another(find: Callable[[str], Program]) -> None:
    with pytest.raises(ProgramMissing, match=r"There is no `/nowhere/else`"):
        find("/nowhere/else")


def test_a_program_for_another_system_says_so(tmp_path: Path) -> None:
    broken = script(tmp_path / "mongod", "echo 'libcrypto.so.3: cannot open shared object file' >&2; exit 127")
    with pytest.raises(ProgramMissing, match=r"(?s)does not run here: libcrypto\.so\.3.*MONGODB_URL"):
        find_mongod(broken)


def test_a_file_that_is_no_program_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mongod"
    path.write_bytes(b"\x7fELF")
    path.chmod(0o755)
    with pytest.raises(ProgramMissing, match="does not run here"):
        find_mongod(str(path))
