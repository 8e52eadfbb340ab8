"""The kind of a paper is told by its content."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis.strategies import binary

from storage.media_type import TAIL_BYTES, sniff


def zipped(*names: str, comment: bytes = b"", size: int = 1) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name in names:
            archive.writestr(name, bytes(size))
    return out.getvalue()


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"%PDF-1.4\n", "application/pdf"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
        (b"II*\0\x08\0\0\0", "image/tiff"),
        (b"MM\0*\0\0\0\x08", "image/tiff"),
        (b"", None),
        (b" %PDF-1.4", None),
        (b"<html>", None),
        (b"GIF89a", None),
        (b"MZ\x90\0", None),
        (b"\x89PNG\r\n", None),
    ],
)
def test_a_kind_is_told_by_the_first_bytes(head: bytes, media_type: str | None) -> None:
    assert sniff(head, head) == media_type


def test_an_ofd_is_a_zip_with_its_document_at_the_root() -> None:
    data = zipped("OFD.xml", "Doc_0/Document.xml")
    assert sniff(data, data) == "application/ofd"


def test_an_ofd_is_told_wherever_its_document_stands_and_with_a_comment() -> None:
    data = zipped(*(f"Doc_0/Pages/Page_{n}/Content.xml" for n in range(2000)), "OFD.xml", comment=b"scan")
    assert sniff(data[:64], data[-TAIL_BYTES:]) == "application/ofd"


@pytest.mark.parametrize("names", [(), ("word/document.xml",), ("Doc_0/OFD.xml",), ("OFD.xml.exe",), ("ofd.xml",)])
def test_another_zip_is_of_no_accepted_kind(names: tuple[str, ...]) -> None:
    data = zipped(*names)
    assert sniff(data, data) is None


def test_a_zip_bomb_is_not_opened() -> None:
    data = zipped("a", size=100_000_000)
    assert sniff(data, data[-TAIL_BYTES:]) is None


def test_a_zip_cut_off_anywhere_is_never_an_ofd() -> None:
    data = zipped("OFD.xml", "Doc_0/Document.xml")
    assert {sniff(data[:end], data[:end]) for end in range(len(data))} == {None}


def test_a_name_inside_a_file_that_only_looks_like_a_zip_does_not_count() -> None:
    assert sniff(b"PK\x03\x04OFD.xml", b"PK\x03\x04OFD.xml") is None


@given(binary(max_size=200), binary(max_size=200))
def test_no_bytes_are_too_odd(before: bytes, after: bytes) -> None:
    data = b"PK\x03\x04" + before + b"PK\x01\x02" + after + b"PK\x05\x06" + before
    assert sniff(data, data) in {None, "application/ofd"}
