"""Tests of set-up: done once, again when the lock changes, and clear about what it cannot do."""

import shutil
from pathlib import Path

import pytest

from server import set_up
from server.program import VERSITYGW, Program, ProgramMissing
from server.set_up import StepFailed
from server.settings import Elsewhere

Log = list[str]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a made-up lock and an environment that is there already."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/uv.txt").write_text("uv")
    (tmp_path / "requirements/dev.txt").write_text("pytest")
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").touch()
    monkeypatch.setattr(set_up, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(set_up, "REQUIREMENTS", tmp_path / "requirements")
    return tmp_path


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Log:
    """What would have been run."""
    log: Log = []
    monkeypatch.setattr(set_up, "_run", lambda title, _command: log.append(title))
    return log


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> Log:
    """Which Go would have built the store; the one called `old-go` cannot."""
    log: Log = []

    def go_install(go: str, _environment: dict[str, str]) -> None:
        log.append(go)
        if go == "old-go":
            raise StepFailed("too old")

    monkeypatch.setattr(set_up, "_go_install", go_install)
    monkeypatch.setattr(set_up, "_wheel_go", lambda: Path("wheel-go"))
    return log


def test_the_environment_is_made_once(checkout: Path, steps: Log) -> None:
    set_up.prepare_environment()
    assert steps == ["installing uv", "installing what requirements/dev.txt locks"]
    set_up.prepare_environment()
    assert len(steps) == 2


def test_a_changed_lock_is_installed_again(checkout: Path, steps: Log) -> None:
    set_up.prepare_environment()
    (checkout / "requirements/dev.txt").write_text("pytest, hypothesis")
    set_up.prepare_environment()
    assert len(steps) == 4


def test_a_failed_installation_is_tried_again(checkout: Path, monkeypatch: pytest.MonkeyPatch, steps: Log) -> None:
    def fail(title: str, _command: list[str]) -> None:
        raise StepFailed(title)

    with monkeypatch.context() as broken:
        broken.setattr(set_up, "_run", fail)
        assert set_up.main(["environment"]) == 1
    assert set_up.main(["environment"]) == 0
    assert len(steps) == 2


@pytest.mark.parametrize(
    ("on_path", "tried"), [("go", ["go"]), ("old-go", ["old-go", "wheel-go"]), (None, ["wheel-go"])]
)
def test_the_store_is_built_by_the_go_that_there_is(
    on_path: str | None, tried: Log, builds: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = Program("versitygw", VERSITYGW, "v1.7.0")
    monkeypatch.setattr(set_up, "find_store", lambda _minio: older)
    monkeypatch.setattr(shutil, "which", lambda _name: on_path)
    monkeypatch.setattr(shutil, "rmtree", lambda *_args, **_kwargs: None)
    set_up.prepare_servers({"TEST_MONGODB_URL": "mongodb://elsewhere"})
    assert builds == tried


def test_servers_elsewhere_need_nothing_here(builds: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up, "find_mongod", lambda _named: pytest.fail("looked for mongod"))
    set_up.prepare_servers({"TEST_MONGODB_URL": "mongodb://elsewhere", "TEST_S3_URL": "http://elsewhere"})
    assert builds == []


def test_a_machine_without_mongod_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(_named: str) -> Program:
        raise ProgramMissing("There is no `mongod`. Install MongoDB 6.0")

    monkeypatch.setattr(set_up, "find_mongod", missing)
    monkeypatch.setattr(set_up, "servers_elsewhere", lambda _environment: Elsewhere(mongodb=False, store=False))
    assert set_up.main(["servers"]) == 1
    assert "Install MongoDB 6.0" in capsys.readouterr().err


def test_a_failed_build_shows_what_was_said() -> None:
    with pytest.raises(StepFailed, match=r"(?s)building failed:.*no such module"):
        set_up.run_counting("building", ["/bin/sh", "-c", "echo no such module; exit 1"], {})


def test_another_word_is_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert set_up.main(["everything"]) == 2
    assert "`environment` or `servers`" in capsys.readouterr().err
