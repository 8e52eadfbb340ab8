"""Tests of the keys: made once, private, and never quietly replaced."""

from pathlib import Path

import jwt
import pytest

from server.keys import KeysUnusable, load_keys, prepare_keys


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def test_keys_are_made_once_and_loaded_afterwards(folder: Path) -> None:
    made = prepare_keys(folder)
    loaded = prepare_keys(folder)
    assert (loaded.master, loaded.cursor, loaded.jwks) == (made.master, made.cursor, made.jwks)
    assert (len(made.master), len(made.cursor)) == (96, 32)


def test_two_folders_share_no_key(tmp_path: Path) -> None:
    one, other = prepare_keys(tmp_path / "one"), prepare_keys(tmp_path / "other")
    assert one.master != other.master
    assert one.cursor != other.cursor
    assert one.key_id != other.key_id


def test_the_public_key_set_checks_what_the_issuer_signs(folder: Path) -> None:
    keys = prepare_keys(folder)
    token = jwt.encode({"sub": "x"}, keys.issuer, algorithm="EdDSA", headers={"kid": keys.key_id})
    public = jwt.PyJWKSet.from_dict(keys.jwks)[keys.key_id]
    assert jwt.decode(token, public, algorithms=["EdDSA"]) == {"sub": "x"}


def test_the_public_key_set_holds_nothing_private(folder: Path) -> None:
    assert set(prepare_keys(folder).jwks["keys"][0]) == {"kty", "crv", "x", "alg", "use", "kid"}


def test_only_the_owner_may_read_them(folder: Path) -> None:
    prepare_keys(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_a_representation_shows_no_key(folder: Path) -> None:
    keys = prepare_keys(folder)
    assert repr(keys.master) not in repr(keys)
    assert repr(keys.cursor) not in repr(keys)


@pytest.mark.parametrize("name", ["master.key", "issuer.pem", "jwks.json", "cursor.key"])
def test_a_missing_key_is_named_and_not_replaced(folder: Path, name: str) -> None:
    prepare_keys(folder)
    (folder / name).unlink()
    with pytest.raises(KeysUnusable, match=name):
        prepare_keys(folder)
    assert not (folder / name).exists()


@pytest.mark.parametrize("name", ["master.key", "issuer.pem", "jwks.json", "cursor.key"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\xff" * 95])
def test_a_damaged_key_is_named_and_left_as_it_is(folder: Path, name: str, content: bytes) -> None:
    prepare_keys(folder)
    (folder / name).write_bytes(content)
    with pytest.raises(KeysUnusable, match=name):
        prepare_keys(folder)
    assert (folder / name).read_bytes() == content


def test_a_foreign_key_set_is_refused(folder: Path, tmp_path: Path) -> None:
    prepare_keys(folder)
    (folder / "jwks.json").write_bytes((prepare_keys(tmp_path / "other").folder / "jwks.json").read_bytes())
    with pytest.raises(KeysUnusable, match=r"does not belong to issuer\.pem"):
        load_keys(folder)


def test_keys_missing_beside_data_are_not_made_anew(folder: Path) -> None:
    with pytest.raises(KeysUnusable, match="without its keys the data beside it cannot be read"):
        prepare_keys(folder, sealed=True)
    assert not folder.exists()


def test_a_crash_while_making_them_leaves_none_behind(folder: Path) -> None:
    draft = folder.with_name(".keys.draft")
    draft.mkdir()
    (draft / "master.key").write_bytes(b"half")
    assert len(prepare_keys(folder).master) == 96
    assert not draft.exists()
