"""A replica set of one: founded on the first start, resumed on a later one, and waited for until it takes writes."""

import time
from typing import Any

from pymongo import MongoClient
from pymongo.errors import OperationFailure

NAME = "rs0"
_NOT_YET_INITIALIZED, _NOT_A_MEMBER = 94, 93
_ELECTION_MS, _SELECTION_MS = 1000, 5000
_POLL_SECONDS = 0.02

Client = MongoClient[dict[str, Any]]


class NoPrimary(Exception):
    """The replica set did not become writable in time."""


def initiate(host: str, seconds: float = 60.0) -> None:
    """Make the one `mongod` at `host` (`address:port`) the primary of a set of which it is the only member, and wait.

    A set that was founded on another port is told its member's new host. Raises `NoPrimary` after `seconds`.
    """
    with _connected(f"mongodb://{host}/?directConnection=true") as client:
        _found_or_resume(client, host)
        deadline = time.monotonic() + seconds
        while not client.admin.command("hello").get("isWritablePrimary"):
            if time.monotonic() > deadline:
                raise NoPrimary(f"{host} did not become primary in {seconds:.0f} s")
            time.sleep(_POLL_SECONDS)


def server_version(url: str) -> str:
    """The version of the MongoDB behind a URL; PyMongo's own error when none answers in time."""
    with _connected(url) as client:
        return str(client.server_info()["version"])


def _connected(url: str) -> Client:
    return MongoClient(url, serverSelectionTimeoutMS=_SELECTION_MS)


def _found_or_resume(client: Client, host: str) -> None:
    try:
        members = client.admin.command("replSetGetStatus")["members"]
    except OperationFailure as error:
        if error.code == _NOT_YET_INITIALIZED:
            client.admin.command("replSetInitiate", _configuration(host))
            return
        if error.code != _NOT_A_MEMBER:
            raise
        members = []
    if [member["name"] for member in members] != [host]:
        _move(client, host)


def _configuration(host: str) -> dict[str, Any]:
    member = {"_id": 0, "host": host}
    return {"_id": NAME, "members": [member], "settings": {"electionTimeoutMillis": _ELECTION_MS}}


def _move(client: Client, host: str) -> None:
    """Force the member's new host: the set has no primary that could be asked, since it does not find itself in it."""
    kept = client.local["system.replset"].find_one({}) or {}
    client.admin.command("replSetReconfig", {**_configuration(host), "version": kept.get("version", 1) + 1}, force=True)
