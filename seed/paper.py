"""Scans of papers that nobody signed (演示扫描件): small PDF and PNG files that say what they stand for."""

import io
import time

from PIL import Image, ImageDraw

from casework.evidence import EvidenceKind

_SIZE = (620, 438)
_WHITE, _INK = 255, 40
_MADE = time.struct_time((2020, 1, 1, 0, 0, 0, 2, 1, 0))  # a scan is the same bytes on every run
PDF, PNG = "application/pdf", "image/png"
_PHOTOGRAPHS = frozenset({EvidenceKind.NOTICE_PHOTO, EvidenceKind.IDENTITY_CARD})


def media_type_of(kind: EvidenceKind) -> str:
    """Photographs are PNG, forms are PDF."""
    return PNG if kind in _PHOTOGRAPHS else PDF


def scanned(kind: EvidenceKind, number: str) -> bytes:
    """A page with the paper's kind and its case number; it names no person."""
    page = Image.new("L", _SIZE, _WHITE)
    pen = ImageDraw.Draw(page)
    pen.rectangle((10, 10, _SIZE[0] - 10, _SIZE[1] - 10), outline=_INK, width=2)
    for line, text in enumerate((kind.replace("_", " "), number, "DEMONSTRATION - GENERATED, NOT A REAL PAPER")):
        pen.text((40, 60 + 60 * line), text, fill=_INK)
    written = io.BytesIO()
    if media_type_of(kind) == PNG:
        page.save(written, "PNG")
    else:
        page.save(written, "PDF", creationDate=_MADE, modDate=_MADE)
    return written.getvalue()
