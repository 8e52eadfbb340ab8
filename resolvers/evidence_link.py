"""What is signed for a paper (上传表单与查阅链接): never kept, never logged, made anew each time it is asked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from authorization.scope import Kind
from casework.evidence import EvidenceState
from documents.evidence import EvidenceDocument
from documents.read_log import ReadLogDocument
from documents.reading import find_row
from documents.record import utc_now
from resolvers.act import Outcome
from resolvers.desk import Desk
from resolvers.evidence import may_open
from resolvers.reader import whole
from storage.evidence_key import incoming_key
from storage.upload import UploadForm

UPLOAD_SECONDS = 15 * 60
LINK_LIFE = timedelta(minutes=5)
ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "application/ofd": "ofd",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link to one version of one paper, and when it ends."""

    url: str
    expires_at: datetime


async def upload_form(desk: Desk, outcome: Outcome) -> UploadForm | None:
    """The form by which an announced paper is sent; none once it is in the file."""
    paper = await _paper(desk, outcome)
    if paper is None or paper.state is EvidenceState.STORED:
        return None
    return await desk.doors.store.sign_upload(
        incoming_key(paper.id),
        size=paper.size,
        media_type=paper.media_type,
        sha256=paper.sha256,
        seconds=UPLOAD_SECONDS,
    )


async def download_link(desk: Desk, outcome: Outcome) -> Link | None:
    """The link of an opening: five minutes from the entry in the read log on; none when they are over.

    The first answer to a key again is no new opening, so it gives no more time; and the policy is asked each time.
    """
    paper, entry = await _paper(desk, outcome), await _opening(desk, outcome)
    if paper is None or paper.version_id is None or entry is None:
        return None
    ends = entry.at + LINK_LIFE
    seconds = int((ends - utc_now()).total_seconds())
    if seconds < 1 or not may_open(desk.viewer, paper.kind, entry.purpose):
        return None
    url = desk.doors.store.sign_download(
        paper.key, paper.version_id, filename=filename(paper), media_type=paper.media_type, seconds=seconds
    )
    return Link(url, ends)


def filename(paper: EvidenceDocument) -> str:
    """Under which name a paper is saved: it names the case and the paper, and no person."""
    return f"{paper.case_number}-{paper.kind}-{paper.id}.{ENDINGS[paper.media_type]}"


async def _paper(desk: Desk, outcome: Outcome) -> EvidenceDocument | None:
    row = await whole(desk, Kind.EVIDENCE, outcome.result["evidence"]) if _done(outcome) else None
    return EvidenceDocument.model_validate(row) if row else None


async def _opening(desk: Desk, outcome: Outcome) -> ReadLogDocument | None:
    known = {"_id": outcome.result.get("opening"), "officialId": desk.official.id}
    row = await find_row(desk.doors.database, "readLog", known, {})
    return ReadLogDocument.model_validate(row) if row else None


def _done(outcome: Outcome) -> bool:
    return not outcome.refusals and "evidence" in outcome.result
