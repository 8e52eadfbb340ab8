"""What kind of paper a file really is, told by its content and never by its name.

Five kinds are accepted, and a table of their signatures is smaller than a dependency: the libraries `filetype` and
`puremagic` know hundreds of kinds to refuse, and neither tells an OFD from any other ZIP. An OFD (GB/T 33190) is a ZIP
with `OFD.xml` at its root; its directory of names is read, nothing in it is ever decompressed.
"""

import struct
from collections.abc import Iterator

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
TIFF = "image/tiff"
OFD = "application/ofd"
ACCEPTED = frozenset({PDF, JPEG, PNG, TIFF, OFD})

HEAD_BYTES = 64
TAIL_BYTES = 512 * 1024  # a ZIP keeps its directory at the end; this holds that of some 5,000 pages

_SIGNATURES = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", PNG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
)
_LOCAL_HEADER = b"PK\x03\x04"
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")


def sniff(head: bytes, tail: bytes = b"") -> str | None:
    """The media type of a file with these first and last bytes; None when it is none of the five.

    `head` holds the first HEAD_BYTES or more, `tail` the last TAIL_BYTES or fewer (all of a shorter file).
    """
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    return OFD if head.startswith(_LOCAL_HEADER) and b"OFD.xml" in _names(tail) else None


def _names(tail: bytes) -> Iterator[bytes]:
    """The names in a ZIP's central directory, as far as it lies whole within the file's last bytes."""
    at, stop = _directory(tail)
    while at >= 0 and at + _ENTRY.size <= stop and tail.startswith(b"PK\x01\x02", at):
        entry = _ENTRY.unpack_from(tail, at)
        name, extra, comment = entry[10:13]
        yield tail[at + _ENTRY.size : at + _ENTRY.size + name]
        at += _ENTRY.size + name + extra + comment


def _directory(tail: bytes) -> tuple[int, int]:
    """Where the central directory begins and ends in these last bytes; it stands directly before the end record."""
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or end + _END.size > len(tail):
        return -1, -1
    size = _END.unpack_from(tail, end)[5]
    return end - size, end
