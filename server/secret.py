"""Makes the secrets that docker-compose.yml mounts: `python -m server.secret FOLDER`, once; existing ones stay."""

import base64
import secrets
import sys
from pathlib import Path

from server.keys import MASTER, prepare_keys

_MOUNTED_KEYS = ("master.key", "cursor.key", "jwks.json")


def make_secrets(folder: Path) -> list[str]:
    """Make what is missing and return its names.

    The folder is closed to others, the files in it are not: compose mounts them as they are, and the API, which is
    not root, must be able to read those that it is given.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    known_already = (folder / "keys" / MASTER).exists()
    keys = prepare_keys(folder / "keys")
    for name in _MOUNTED_KEYS:
        (keys.folder / name).chmod(0o644)
    made = [name for name, content in _contents(folder).items() if _write_once(folder / name, content)]
    return made if known_already else ["keys", *made]


def _contents(folder: Path) -> dict[str, str]:
    """The text of each secret; the two URLs hold the passwords that the files beside them have."""
    api, migrator = (_kept(folder / name) for name in ("mongo_api_password.txt", "mongo_migrator_password.txt"))
    return {
        "mongo_keyfile.txt": base64.b64encode(secrets.token_bytes(512)).decode(),
        "mongo_root_password.txt": _password(),
        "mongo_api_password.txt": api,
        "mongo_migrator_password.txt": migrator,
        "mongo_api_url.txt": _mongodb_url("jiuzhu_api", api),
        "mongo_migrator_url.txt": _mongodb_url("jiuzhu_migrator", migrator),
        "store_root_user.txt": f"root{secrets.token_hex(6)}",
        "store_root_password.txt": _password(),
        "store_api_access_key.txt": f"api{secrets.token_hex(8)}",
        "store_api_secret_key.txt": _password(),
        "store_encryption_key.txt": f"jiuzhu:{base64.b64encode(secrets.token_bytes(32)).decode()}",
    }


def _mongodb_url(user: str, password: str) -> str:
    return f"mongodb://{user}:{password}@mongo:27017/?replicaSet=rs0&authSource=jiuzhu"


def _password() -> str:
    """Letters and digits only: it stands in URLs and in a shell; 31 characters are under MinIO's limit of 40."""
    return f"k{secrets.token_hex(15)}"


def _kept(path: Path) -> str:
    return path.read_text() if path.exists() else _password()


def _write_once(path: Path, content: str) -> bool:
    if path.exists():
        return False
    path.write_text(content)
    path.chmod(0o644)
    return True


if __name__ == "__main__":
    names = make_secrets(Path(sys.argv[1]))
    sys.stdout.write(f"made {', '.join(names)}\n" if names else "all secrets are there already\n")
