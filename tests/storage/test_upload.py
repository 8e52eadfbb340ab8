"""Uploads by a signed form: the store itself refuses what was not announced."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from hashlib import sha256

import httpx
import pytest
import pytest_asyncio

from storage.arrival import Arrived
from storage.errors import FileMissing
from storage.evidence_store import EvidenceStore
from storage.upload import UploadForm
from tests.storage.conftest import PDF, signed


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as browser:
        yield browser


async def send(browser: httpx.AsyncClient, form: UploadForm, data: bytes, **changed: str) -> int:
    file = ("户口簿.pdf", data, "application/octet-stream")
    return (await browser.post(form.url, data={**form.fields, **changed}, files={"file": file})).status_code


async def test_a_browser_sends_a_form_and_what_arrives_is_told_by_content(
    store: EvidenceStore, browser: httpx.AsyncClient, key: str
) -> None:
    form = await signed(store, key, PDF)
    assert (form.method, await send(browser, form, PDF)) == ("POST", 201)
    arrived = await store.inspect(key)
    assert arrived == Arrived(len(PDF), sha256(PDF).hexdigest(), "application/pdf", arrived.etag)


@pytest.mark.parametrize("data", [PDF + b"x", PDF[:-1], b"\0" * len(PDF), b""])
async def test_the_store_refuses_bytes_of_another_length_or_digest(
    store: EvidenceStore, browser: httpx.AsyncClient, key: str, data: bytes
) -> None:
    assert await send(browser, await signed(store, key, PDF), data) == 400
    with pytest.raises(FileMissing):
        await store.inspect(key)


@pytest.mark.parametrize("changed", [{"Content-Type": "text/html"}, {"key": "evd_other"}, {"x-amz-meta-name": "x"}])
async def test_the_store_refuses_a_form_that_was_changed(
    store: EvidenceStore, browser: httpx.AsyncClient, key: str, changed: dict[str, str]
) -> None:
    assert await send(browser, await signed(store, key, PDF), PDF, **changed) == 403
    for name in (key, "evd_other"):
        with pytest.raises(FileMissing):
            await store.inspect(name)


async def test_a_form_says_when_it_expires(store: EvidenceStore, key: str) -> None:
    form = await signed(store, key, PDF, seconds=300)
    assert 295 < (form.expires_at - datetime.now(UTC)).total_seconds() <= 300


async def test_a_store_without_form_policies_gets_a_plain_link(
    store: EvidenceStore, browser: httpx.AsyncClient, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.ability._caps_uploads", lambda *_: False)
    await store.prepare()
    form = await signed(store, key, PDF)
    await store.prepare()
    sent = await browser.put(form.url, content=PDF, headers=form.headers)
    assert (form.method, form.fields, sent.status_code) == ("PUT", {}, 200)
    assert (await store.inspect(key)).sha256 == sha256(PDF).hexdigest()
