"""A link opens one version of one paper for a short time; a stream gives any part of it."""

from asyncio import sleep
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import pytest
import pytest_asyncio

from storage.download import disposition
from storage.errors import FileMissing
from storage.evidence_store import EvidenceStore, StoreAddress
from tests.storage.conftest import PDF, Put

NAME = '王小明 "户口簿".pdf'


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as browser:
        yield browser


@pytest_asyncio.fixture
async def paper(store: EvidenceStore, put: Put, key: str) -> tuple[str, str]:
    """The final key and version of an admitted paper."""
    until = datetime.now(UTC) + timedelta(days=1)
    final = f"511526/app_1/{key}"
    version = await store.admit(key, final, retain_until=until, media_type="application/pdf", sha256=put(key, PDF))
    return final, version


def link(store: EvidenceStore, paper: tuple[str, str], seconds: int = 60) -> str:
    return store.sign_download(*paper, filename=NAME, media_type="application/pdf", seconds=seconds)


async def test_a_link_downloads_the_bytes_under_a_chinese_name(
    store: EvidenceStore, browser: httpx.AsyncClient, paper: tuple[str, str]
) -> None:
    answer = await browser.get(link(store, paper))
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["content-type"] == "application/pdf"
    assert unquote(answer.headers["content-disposition"].split("UTF-8''")[1]) == NAME


async def test_a_link_names_its_version(store: EvidenceStore, paper: tuple[str, str]) -> None:
    assert parse_qs(urlsplit(link(store, paper)).query)["versionId"] == [paper[1]]


async def test_a_link_opens_neither_another_key_nor_another_version(
    store: EvidenceStore, browser: httpx.AsyncClient, paper: tuple[str, str]
) -> None:
    other = paper[1][:-1] + ("0" if paper[1][-1] != "0" else "1")
    for old, new in ((paper[0], f"{paper[0]}x"), (paper[1], other), ("type=application%2Fpdf", "type=text%2Fhtml")):
        assert old in link(store, paper)
        assert (await browser.get(link(store, paper).replace(old, new))).status_code == 403


async def test_a_link_expires(store: EvidenceStore, browser: httpx.AsyncClient, paper: tuple[str, str]) -> None:
    url = link(store, paper, seconds=1)
    await sleep(2.1)
    assert (await browser.get(url)).status_code == 403


def test_a_link_is_signed_for_the_address_that_browsers_use(address: StoreAddress) -> None:
    store = EvidenceStore(replace(address, public_url="https://papers.example"))
    url = link(store, ("a", "b"))
    store.close()
    assert url.startswith(f"https://papers.example/{address.bucket_prefix}-evidence/a?")


def test_a_name_has_a_harmless_fallback_for_old_clients() -> None:
    assert disposition('张"a\r\n.pdf') == "attachment; filename=\"__a__.pdf\"; filename*=UTF-8''%E5%BC%A0%22a%0D%0A.pdf"


@pytest.mark.parametrize(("offset", "length"), [(0, None), (5, None), (0, 1), (3, 7)])
async def test_a_stream_gives_the_part_that_was_asked_for(
    store: EvidenceStore, paper: tuple[str, str], offset: int, length: int | None
) -> None:
    stream = await store.open_stream(*paper, offset, length)
    end = len(PDF) if length is None else offset + length
    assert b"".join([chunk async for chunk in stream]) == PDF[offset:end]


async def test_a_stream_may_be_closed_before_its_end_and_twice(store: EvidenceStore, paper: tuple[str, str]) -> None:
    stream = await store.open_stream(*paper)
    stream.close()
    stream.close()


async def test_a_reader_may_leave_in_the_middle(store: EvidenceStore, put: Put, key: str) -> None:
    data = PDF + bytes(4 * 1024 * 1024)
    until = datetime.now(UTC) + timedelta(seconds=5)
    final = f"511526/app_1/{key}"
    version = await store.admit(key, final, retain_until=until, media_type="application/pdf", sha256=put(key, data))
    chunks = aiter(await store.open_stream(final, version))
    assert data.startswith(await anext(chunks))
    await chunks.aclose()


async def test_a_stream_of_a_missing_paper_is_refused_before_the_first_byte(store: EvidenceStore) -> None:
    with pytest.raises(FileMissing):
        await store.open_stream("511526/app_1/evd_none", "01KB0000000000000000000000", 0, 10)
