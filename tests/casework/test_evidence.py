"""Papers: what may be declared, what must arrive, what a decided case still takes."""

from dataclasses import replace
from typing import Any

import pytest

from casework.evidence import (
    AFTER_DECISION,
    MAX_BYTES,
    MEDIA_TYPES,
    AlreadyCompleted,
    CaseClosedToPapers,
    DigestDiffers,
    DigestInvalid,
    EvidenceKind,
    FileEmpty,
    FileTooLarge,
    MediaTypeDiffers,
    MediaTypeNotAllowed,
    PaperFacts,
    SizeDiffers,
    UploadMissing,
    check_arrived,
    check_declared,
    check_takes_paper,
)
from casework.matter import ENDED, State
from casework.refusal import Refusal

PAPER = PaperFacts(1024, "application/pdf", "0a" * 32)


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
@pytest.mark.parametrize("size", [1, MAX_BYTES])
def test_an_archivable_file_may_be_declared(size: int, media_type: str) -> None:
    check_declared(size, media_type, PAPER.sha256)


@pytest.mark.parametrize(
    ("refusal", "changes", "field"),
    [
        (FileEmpty, {"size": 0}, "size"),
        (FileEmpty, {"size": -1}, "size"),
        (FileTooLarge, {"size": MAX_BYTES + 1}, "size"),
        (MediaTypeNotAllowed, {"media_type": "text/html"}, "mediaType"),
        (MediaTypeNotAllowed, {"media_type": "image/svg+xml"}, "mediaType"),
        (DigestInvalid, {"sha256": "0A" * 32}, "sha256"),
        (DigestInvalid, {"sha256": "0a" * 31}, "sha256"),
        (DigestInvalid, {"sha256": "0a" * 32 + "\n"}, "sha256"),
    ],
)
def test_what_no_archive_takes_is_refused(refusal: type[Refusal], changes: dict[str, Any], field: str) -> None:
    said = replace(PAPER, **changes)

    with pytest.raises(refusal) as raised:
        check_declared(said.size, said.media_type, said.sha256, "input")
    assert raised.value.path == ("input", field)


def test_the_declared_file_may_be_kept() -> None:
    check_arrived(PAPER, replace(PAPER))


@pytest.mark.parametrize(
    ("refusal", "arrived"),
    [
        (UploadMissing, None),
        (SizeDiffers, replace(PAPER, size=1023)),
        (DigestDiffers, replace(PAPER, sha256="0b" * 32)),
        (MediaTypeDiffers, replace(PAPER, media_type="image/png")),
    ],
)
def test_another_file_than_declared_is_refused(refusal: type[Refusal], arrived: PaperFacts | None) -> None:
    with pytest.raises(refusal):
        check_arrived(PAPER, arrived)


@pytest.mark.parametrize("kind", EvidenceKind)
@pytest.mark.parametrize("state", State)
def test_a_decided_case_takes_its_notices_and_receipts_alone(state: State, kind: EvidenceKind) -> None:
    if state not in ENDED or kind in AFTER_DECISION:
        check_takes_paper(state, kind)
        return
    with pytest.raises(CaseClosedToPapers):
        check_takes_paper(state, kind)


def test_a_paper_in_the_file_is_never_replaced() -> None:
    assert AlreadyCompleted().code() == "ALREADY_COMPLETED"
