"""Tests of docker-compose.yml and the Dockerfile, as far as they can be tested without Docker."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

from server.program import ROOT
from server.secret import make_secrets
from server.settings import Settings

Compose = dict[str, Any]


@pytest.fixture
def compose() -> Compose:
    """The file with each variable at its default."""
    text = (ROOT / "docker-compose.yml").read_text()
    loaded: Compose = yaml.safe_load(re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text))
    return loaded


def test_the_file_obeys_the_compose_specification(compose: Compose) -> None:
    assert PyCompose.from_json(json.dumps(compose)).service_names() == list(compose["services"])


def test_a_misspelt_key_would_have_been_noticed(compose: Compose) -> None:
    compose["services"]["api"]["prots"] = []
    with pytest.raises(ValueError, match="prots"):
        PyCompose.from_json(json.dumps(compose))


def test_nothing_but_the_api_is_published(compose: Compose) -> None:
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["api"]
    assert [name for name, service in compose["services"].items() if "outside" in service["networks"]] == ["api"]
    assert compose["networks"]["inside"] == {"internal": True}


@pytest.mark.parametrize("name", ["api", "migrate"])
def test_the_api_has_no_more_rights_than_it_needs(compose: Compose, name: str) -> None:
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_every_secret_that_is_mounted_is_made(compose: Compose, tmp_path: Path) -> None:
    make_secrets(tmp_path)
    files = [Path(secret["file"]).relative_to("secrets") for secret in compose["secrets"].values()]
    assert [str(file) for file in files if not (tmp_path / file).is_file()] == []


def test_every_mounted_secret_is_declared_and_used(compose: Compose) -> None:
    mounted = {
        each["source"] if isinstance(each, dict) else each
        for service in compose["services"].values()
        for each in service.get("secrets", [])
    }
    assert mounted == set(compose["secrets"])


def test_the_api_finds_all_its_settings_in_its_mounted_secrets(compose: Compose, tmp_path: Path) -> None:
    make_secrets(tmp_path)
    mounts = {"/run/secrets/mongo_url": tmp_path / "mongo_api_url.txt"}
    for name, secret in compose["secrets"].items():
        mounts[f"/run/secrets/{name}"] = tmp_path / Path(secret["file"]).relative_to("secrets")
    environment = compose["services"]["api"]["environment"]
    settings = Settings.from_environment(
        {name: str(mounts.get(value, value or "")) for name, value in environment.items()}
    )
    assert settings.mongodb_url == (tmp_path / "mongo_api_url.txt").read_text()
    assert len(settings.master_key_file.read_bytes()) == 96


def test_secrets_are_made_once(tmp_path: Path) -> None:
    first = make_secrets(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert "keys" in first
    assert make_secrets(tmp_path) == []
    assert {path: path.read_bytes() for path in before} == before


def test_only_the_owner_can_enter_the_folder_of_secrets(tmp_path: Path) -> None:
    make_secrets(tmp_path)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path, tmp_path / "keys")} == {0o700}


def test_the_image_holds_every_package_that_the_server_needs() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert copied_packages() == packages


AS_IN_THE_IMAGE = """
import importlib.metadata, re, sys
locked = set(sys.argv[1:])
absent = {
    top for top, found in importlib.metadata.packages_distributions().items()
    if not any(re.sub(r"[-_.]+", "-", each).lower() in locked for each in found)
}
class Image:
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in absent:
            raise ModuleNotFoundError(f"{name} is not in the image", name=name)
sys.meta_path.insert(0, Image)
import server.cli
"""


def test_the_command_line_loads_nothing_that_the_image_lacks(tmp_path: Path) -> None:
    for package in copied_packages():
        shutil.copytree(ROOT / package, tmp_path / package)
    locked = re.findall(r"^([\w.-]+)==", (ROOT / "requirements/runtime.txt").read_text(), re.MULTILINE)
    command = [sys.executable, "-c", AS_IN_THE_IMAGE, *locked]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603 - our own lines
    assert (answer.returncode, answer.stderr) == (0, "")


def copied_packages() -> set[str]:
    return set(re.findall(r"^COPY (\w+) \1$", (ROOT / "Dockerfile").read_text(), re.MULTILINE))


def test_the_store_policy_lets_no_paper_be_deleted() -> None:
    policy = json.loads((ROOT / "deploy/store-policy.json").read_text())
    allowed = {
        action
        for statement in policy["Statement"]
        if any("evidence" in resource for resource in statement["Resource"])
        for action in statement["Action"]
    }
    assert [action for action in allowed if "Delete" in action or "Bypass" in action or "*" in action] == []
