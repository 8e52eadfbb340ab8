"""Papers for tests: announced over HTTP, sent to the store as a browser would, taken into the file."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any

import httpx
from minio import Minio
from PIL import Image

from casework.office import Role
from storage.connection import connect, patient_pool
from tests import kept
from tests.api import XUNCHANG, Api, Person
from tests.story import filed, step

Case = dict[str, Any]
PDF = b"%PDF-1.7\n% a synthetic paper\n%%EOF\n"
EVIDENCE = "evidence { id revision kind state caseNumber storedOn retainUntil }"
UPLOAD = "upload { method url fields { name value } headers { name value } expiresAt }"


def png(colour: str = "white") -> bytes:
    """A little scan."""
    written = BytesIO()
    Image.new("RGB", (12, 17), colour).save(written, "PNG")
    return written.getvalue()


def code(payload: Any) -> tuple[str, list[str]]:
    [error] = payload["userErrors"]
    return error["code"], error["path"]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def announcement(case: Case, data: bytes = PDF, kind: str = "HOUSEHOLD_REGISTER", **more: Any) -> dict[str, Any]:
    return {
        "applicationId": case["id"],
        "kind": kind,
        "title": "户口簿",
        "size": len(data),
        "mediaType": "application/pdf",
        "sha256": hashlib.sha256(data).hexdigest(),
        **more,
    }


def announced(api: Api, case: Case, *, role: Role = Role.TOWNSHIP_WINDOW, **given: Any) -> dict[str, Any]:
    """The payload of an announcement that must succeed."""
    given = announcement(case, **given)
    payload: dict[str, Any] = api.act(
        api.person(role, case["area"]), "requestEvidenceUpload", returns=f"{EVIDENCE} {UPLOAD}", **given
    )
    assert payload["userErrors"] == [], payload
    return payload


def sent(upload: dict[str, Any], data: bytes) -> httpx.Response:
    """The store's answer to the form with the file."""
    fields = {each["name"]: each["value"] for each in upload["fields"]}
    headers = {each["name"]: each["value"] for each in upload["headers"]}
    if upload["method"] == "PUT":
        return httpx.put(upload["url"], content=data, headers=headers)
    return httpx.post(upload["url"], data=fields, files={"file": ("scan", data)}, headers=headers)


def completing(api: Api, person: Person, paper: dict[str, Any], **given: Any) -> Any:
    given = {"id": paper["id"], "expectedRevision": paper["revision"], **given}
    return api.act(person, "completeEvidenceUpload", returns=EVIDENCE, **given)


def stored(api: Api, case: Case, data: bytes = PDF, *, role: Role = Role.TOWNSHIP_WINDOW, **given: Any) -> Any:
    """A paper in the file."""
    payload = announced(api, case, role=role, data=data, **given)
    assert sent(payload["upload"], data).is_success
    done = completing(api, api.person(role, case["area"]), payload["evidence"])
    assert done["userErrors"] == [], done
    return done["evidence"]


def accepted(api: Api, area: str = XUNCHANG, **given: Any) -> Case:
    case = filed(api, area, **given)
    return step(api, Role.TOWNSHIP_WINDOW, "acceptApplication", case, "2020-06-01T10:00+08:00")


@contextmanager
def outsider(api: Api) -> Iterator[Minio]:
    """The store, read and written past the API, with its own key."""
    http, settings = patient_pool(), api.settings
    yield connect(settings.s3_url, settings.s3_access_key, settings.s3_secret_key, settings.s3_region, http)
    http.clear()


def laid(api: Api, paper: dict[str, Any], data: bytes) -> None:
    """Lay bytes where the upload belongs, as through a form that caps nothing."""
    with outsider(api) as store:
        store.put_object(_bucket(api, "incoming"), paper["id"], BytesIO(data), len(data))


def incoming(api: Api) -> list[str]:
    """The keys of all uploads."""
    with outsider(api) as store:
        return [str(each.object_name) for each in store.list_objects(_bucket(api, "incoming"), recursive=True)]


def versions(api: Api, paper: dict[str, Any]) -> list[str]:
    """The versions in the file under this paper's key."""
    key = kept.record(api, "evidence", paper["id"])["key"]
    with outsider(api) as store:
        found = store.list_objects(_bucket(api, "evidence"), prefix=key, include_version=True)
        return [str(each.version_id) for each in found]


def lock(api: Api, paper: dict[str, Any]) -> Any:
    """How the store holds to this paper's version: the mode and the date."""
    row = kept.record(api, "evidence", paper["id"])
    with outsider(api) as store:
        return store.get_object_retention(_bucket(api, "evidence"), row["key"], version_id=row["versionId"])


def _bucket(api: Api, which: str) -> str:
    return f"{api.settings.bucket_prefix}-{which}"
