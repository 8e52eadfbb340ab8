"""Tests of the settings: what is missing is named, secrets may lie in files, and none is shown."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from server.data_folder import Endpoints
from server.settings import Elsewhere, ServerPrograms, SettingInvalid, Settings, servers_elsewhere

COMPLETE = {
    "MONGODB_URL": "mongodb://api:hush@mongo/?replicaSet=rs0",
    "S3_URL": "https://store.example/",
    "S3_ACCESS_KEY": "open",
    "S3_SECRET_KEY": "sesame",
    "JWKS": "https://issuer.example/jwks.json",
    "JWT_ISSUER": "https://issuer.example",
    "MASTER_KEY_FILE": "/run/secrets/master_key",
    "CURSOR_KEY_FILE": "/run/secrets/cursor_key",
}


def test_a_complete_environment_is_read() -> None:
    assert Settings.from_environment(COMPLETE) == Settings(
        mongodb_url="mongodb://api:hush@mongo/?replicaSet=rs0",
        s3_url="https://store.example",
        s3_public_url="https://store.example",
        s3_access_key="open",
        s3_secret_key="sesame",
        s3_region="us-east-1",
        bucket_prefix="jiuzhu",
        mongodb_database="jiuzhu",
        jwks="https://issuer.example/jwks.json",
        issuer="https://issuer.example",
        audience="jiuzhu",
        master_key_file=Path("/run/secrets/master_key"),
        cursor_key_file=Path("/run/secrets/cursor_key"),
        clock=None,
    )


@pytest.mark.parametrize("name", COMPLETE)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_or_empty_variable_is_named(name: str, value: str | None) -> None:
    environment = {key: text for key, text in COMPLETE.items() if key != name}
    with pytest.raises(SettingInvalid, match=name):
        Settings.from_environment(environment if value is None else {**environment, name: value})


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from a file\n")
    environment = {key: text for key, text in COMPLETE.items() if key != "S3_SECRET_KEY"}
    read = Settings.from_environment({**environment, "S3_SECRET_KEY_FILE": str(tmp_path / "secret")})
    assert read.s3_secret_key == "from a file"


def test_a_secret_that_is_given_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("another")
    with pytest.raises(SettingInvalid, match="S3_SECRET_KEY and S3_SECRET_KEY_FILE are both set"):
        Settings.from_environment({**COMPLETE, "S3_SECRET_KEY_FILE": str(tmp_path / "secret")})


@pytest.mark.parametrize(
    ("content", "told"), [(None, "cannot be read"), (b"", "is empty"), (b"\xff", "cannot be read")]
)
def test_a_secret_file_that_cannot_be_used_is_named(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    environment = {key: text for key, text in COMPLETE.items() if key != "MONGODB_URL"}
    with pytest.raises(SettingInvalid, match=rf"MONGODB_URL_FILE names {path}, which {told}"):
        Settings.from_environment({**environment, "MONGODB_URL_FILE": str(path)})


def test_a_store_address_without_a_scheme_is_refused() -> None:
    with pytest.raises(SettingInvalid, match="S3_URL must begin with http"):
        Settings.from_environment({**COMPLETE, "S3_URL": "store:9000"})


def test_browsers_may_reach_the_store_elsewhere() -> None:
    read = Settings.from_environment({**COMPLETE, "S3_PUBLIC_URL": "https://papers.example"})
    assert (read.s3_url, read.s3_public_url) == ("https://store.example", "https://papers.example")


def test_the_case_clock_has_an_offset() -> None:
    read = Settings.from_environment({**COMPLETE, "CASE_CLOCK": "2020-11-20T09:00+08:00"})
    assert read.clock == datetime(2020, 11, 20, 9, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize("value", ["2020-11-20T09:00", "tomorrow", "2020-13-01T00:00+08:00"])
def test_a_clock_that_names_no_moment_is_refused(value: str) -> None:
    with pytest.raises(SettingInvalid, match="CASE_CLOCK"):
        Settings.from_environment({**COMPLETE, "CASE_CLOCK": value})


def test_no_secret_is_in_the_representation() -> None:
    shown = repr(Settings.from_environment(COMPLETE))
    assert [secret for secret in ("hush", "open", "sesame") if secret in shown] == []


def test_a_data_folder_has_its_own_keys_and_servers(tmp_path: Path) -> None:
    endpoints = Endpoints(1, "mongodb://127.0.0.1:1", "http://127.0.0.1:2", "open", "sesame", "mongod", "minio")
    read = Settings.for_data_folder(tmp_path, endpoints)
    assert (read.mongodb_url, read.s3_url, read.s3_public_url) == (
        "mongodb://127.0.0.1:1",
        "http://127.0.0.1:2",
        "http://127.0.0.1:2",
    )
    assert (read.jwks, read.master_key_file) == (str(tmp_path / "keys/jwks.json"), tmp_path / "keys/master.key")


def test_programs_may_be_named() -> None:
    assert ServerPrograms.from_environment({"MONGOD": "/opt/mongod"}) == ServerPrograms("/opt/mongod", "minio")


@pytest.mark.parametrize(
    ("environment", "elsewhere"),
    [
        ({}, Elsewhere(mongodb=False, store=False)),
        ({"TEST_MONGODB_URL": "mongodb://a"}, Elsewhere(mongodb=True, store=False)),
        ({"S3_URL": "http://a", "MONGODB_URL_FILE": "/a"}, Elsewhere(mongodb=True, store=True)),
    ],
)
def test_a_named_server_needs_no_program_here(environment: dict[str, str], elsewhere: Elsewhere) -> None:
    assert servers_elsewhere(environment) == elsewhere
