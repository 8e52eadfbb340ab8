"""The keys of a data folder: what seals identifiers, signs tokens and signs cursors, made once and kept private."""

import base64
import hashlib
import json
import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from server.data_folder import write_private

MASTER, ISSUER, JWKS, CURSOR = "master.key", "issuer.pem", "jwks.json", "cursor.key"
_FILES = (MASTER, ISSUER, JWKS, CURSOR)
MASTER_BYTES, CURSOR_BYTES = 96, 32


class KeysUnusable(Exception):
    """A key is missing or damaged beside data that needs it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The four keys of a data folder."""

    folder: Path
    master: bytes = field(repr=False)
    issuer: Ed25519PrivateKey = field(repr=False)
    cursor: bytes = field(repr=False)
    jwks: dict[str, list[dict[str, str]]]

    @property
    def key_id(self) -> str:
        return self.jwks["keys"][0]["kid"]


def prepare_keys(folder: Path, *, sealed: bool = False) -> Keys:
    """Load the keys, making them on first use; `sealed` says that there is data already, which new keys cannot open.

    Raises `KeysUnusable`.
    """
    if not folder.exists():
        if sealed:
            raise KeysUnusable(
                f"{folder} is missing, and without its keys the data beside it cannot be read: restore it."
            )
        _make(folder)
    return load_keys(folder)


def load_keys(folder: Path) -> Keys:
    """Load what `prepare_keys` made; raises `KeysUnusable` with the name of the file that is missing or damaged."""
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise KeysUnusable(f"{folder} lacks {', '.join(missing)}: restore it; a new key would not open what is kept.")
    issuer = _issuer(folder / ISSUER)
    jwks = _public(issuer)
    if _json(folder / JWKS) != jwks:
        raise KeysUnusable(f"{folder / JWKS} does not belong to {ISSUER}: restore both.")
    return Keys(
        folder=folder,
        master=read_key(folder / MASTER, MASTER_BYTES),
        issuer=issuer,
        cursor=read_key(folder / CURSOR, CURSOR_BYTES),
        jwks=jwks,
    )


def read_key(path: Path, length: int) -> bytes:
    """The bytes of one symmetric key; raises `KeysUnusable` when the file is missing or has another length."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KeysUnusable(f"{path} cannot be read: {error.strerror}.") from error
    if len(content) != length:
        raise KeysUnusable(f"{path} is damaged: it has {len(content)} bytes, not {length}.")
    return content


def _make(folder: Path) -> None:
    """Make all keys in a draft folder and then give it its name: a crash leaves all of them or none."""
    draft = folder.with_name(f".{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700, parents=True)
    issuer = Ed25519PrivateKey.generate()
    write_private(draft / MASTER, secrets.token_bytes(MASTER_BYTES))
    write_private(draft / CURSOR, secrets.token_bytes(CURSOR_BYTES))
    write_private(draft / ISSUER, _pem(issuer))
    write_private(draft / JWKS, json.dumps(_public(issuer), indent=2).encode())
    draft.rename(folder)


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _issuer(path: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeysUnusable(f"{path} is damaged: {error}.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeysUnusable(f"{path} is not an Ed25519 key.")
    return key


def _public(key: Ed25519PrivateKey) -> dict[str, list[dict[str, str]]]:
    """The key set that others check tokens with; the key's id is its thumbprint (RFC 7638)."""
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    member = {"crv": "Ed25519", "kty": "OKP", "x": _base64(raw)}
    thumbprint = hashlib.sha256(json.dumps(member, separators=(",", ":"), sort_keys=True).encode()).digest()
    return {"keys": [{**member, "alg": "EdDSA", "use": "sig", "kid": _base64(thumbprint)}]}


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _json(path: Path) -> object:
    try:
        return json.loads(path.read_text())
    except ValueError as error:
        raise KeysUnusable(f"{path} is damaged: {error}.") from error
