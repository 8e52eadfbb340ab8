"""The papers of a case (佐证材料): what kinds there are, what a file must be, and what may still be added."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from casework.matter import ENDED, State
from casework.refusal import Refusal


class EvidenceKind(StrEnum):
    """What a paper is (材料类别; M220 art.12, 19; M57 art.9, 16; the file order of 一户一档)."""

    APPLICATION_FORM = "APPLICATION_FORM"
    HOUSEHOLD_REGISTER = "HOUSEHOLD_REGISTER"
    IDENTITY_CARD = "IDENTITY_CARD"
    INCOME_PROOF = "INCOME_PROOF"
    PROPERTY_PROOF = "PROPERTY_PROOF"
    ACCOUNT_BOOK = "ACCOUNT_BOOK"
    DISABILITY_CERTIFICATE = "DISABILITY_CERTIFICATE"
    DIAGNOSIS = "DIAGNOSIS"
    AUTHORISATION = "AUTHORISATION"
    SURVEY_FORM = "SURVEY_FORM"
    ASSESSMENT_RECORD = "ASSESSMENT_RECORD"
    OPINION_FORM = "OPINION_FORM"
    NOTICE_PHOTO = "NOTICE_PHOTO"
    CONFIRMATION_NOTICE = "CONFIRMATION_NOTICE"
    REFUSAL_NOTICE = "REFUSAL_NOTICE"
    RECEIPT = "RECEIPT"
    OTHER = "OTHER"


EVIDENCE_LABELS: dict[EvidenceKind, tuple[str, str]] = {
    EvidenceKind.APPLICATION_FORM: ("申请书", "Application form"),
    EvidenceKind.HOUSEHOLD_REGISTER: ("户口簿", "Household register"),
    EvidenceKind.IDENTITY_CARD: ("居民身份证", "Identity card"),
    EvidenceKind.INCOME_PROOF: ("收入证明", "Proof of income"),
    EvidenceKind.PROPERTY_PROOF: ("财产证明", "Proof of property"),
    EvidenceKind.ACCOUNT_BOOK: ("银行存折", "Account book"),
    EvidenceKind.DISABILITY_CERTIFICATE: ("残疾人证", "Disability certificate"),
    EvidenceKind.DIAGNOSIS: ("诊断证明", "Diagnosis"),
    EvidenceKind.AUTHORISATION: ("家庭经济状况核对授权书", "Authorisation of the information check"),
    EvidenceKind.SURVEY_FORM: ("入户调查表", "Survey form"),
    EvidenceKind.ASSESSMENT_RECORD: ("民主评议记录", "Assessment record"),
    EvidenceKind.OPINION_FORM: ("初审意见表", "Opinion form"),
    EvidenceKind.NOTICE_PHOTO: ("公示照片", "Photograph of the notice"),
    EvidenceKind.CONFIRMATION_NOTICE: ("确认通知书", "Confirmation notice"),
    EvidenceKind.REFUSAL_NOTICE: ("不予确认告知书", "Refusal notice"),
    EvidenceKind.RECEIPT: ("送达回证", "Receipt of service"),
    EvidenceKind.OTHER: ("其他材料", "Other paper"),
}


class EvidenceState(StrEnum):
    """Whether a paper is in the file (材料状态)."""

    REQUESTED = "REQUESTED"
    STORED = "STORED"


class Malware(StrEnum):
    """What a scanner said of the file (病毒检测)."""

    NOT_SCANNED = "NOT_SCANNED"
    CLEAN = "CLEAN"
    INFECTED = "INFECTED"


EVIDENCE_STATE_LABELS: dict[EvidenceState, tuple[str, str]] = {
    EvidenceState.REQUESTED: ("待上传", "Announced, not yet in the file"),
    EvidenceState.STORED: ("已归入案卷", "In the file, under retention"),
}
MALWARE_LABELS: dict[Malware, tuple[str, str]] = {
    Malware.NOT_SCANNED: ("未检测", "Not scanned"),
    Malware.CLEAN: ("未发现病毒", "Nothing was found"),
    Malware.INFECTED: ("发现病毒", "Something was found"),
}

MAX_BYTES = 20 * 1024 * 1024
MEDIA_TYPES = frozenset({"application/pdf", "image/jpeg", "image/png", "image/tiff", "application/ofd"})
AFTER_DECISION = frozenset({EvidenceKind.CONFIRMATION_NOTICE, EvidenceKind.REFUSAL_NOTICE, EvidenceKind.RECEIPT})

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What identifies a file: bytes, media type, and SHA-256 as 64 lower-case hexadecimal digits."""

    size: int
    media_type: str
    sha256: str


class FileTooLarge(Refusal):
    """A scan of one paper is smaller."""

    zh = "文件不能超过 {most} MiB"
    en = "A file has {most} MiB at most"


class FileEmpty(Refusal):
    """There is nothing in the file."""

    zh = "文件为空"
    en = "The file is empty"


class MediaTypeNotAllowed(Refusal):
    """Archives keep PDF, OFD and images only (GB/T 18894; GB/T 33190)."""

    zh = "文件格式不在允许范围内：{allowed}"
    en = "The media type is none of {allowed}"
    basis = "GB/T 18894"


class DigestInvalid(Refusal):
    """Not a SHA-256."""

    zh = "SHA-256 应为 64 位小写十六进制数字"
    en = "A SHA-256 has 64 lower-case hexadecimal digits"


class UploadMissing(Refusal):
    """Nothing has arrived in the store."""

    zh = "文件尚未上传"
    en = "The file has not arrived"


class DigestDiffers(Refusal):
    """What arrived is not what was declared: reliable sources are identifiable (档案法 art.37)."""

    zh = "上传的文件与登记的 SHA-256 不一致"
    en = "What arrived has another SHA-256 than declared"
    basis = "ARCH art.37"


class SizeDiffers(Refusal):
    """What arrived is longer or shorter than declared."""

    zh = "上传的文件与登记的大小不一致"
    en = "What arrived has another size than declared"
    basis = "ARCH art.37"


class MediaTypeDiffers(Refusal):
    """What arrived is of another kind than it was said to be."""

    zh = "上传的文件与登记的格式不一致"
    en = "What arrived is of another media type than declared"
    basis = "ARCH art.37"


class AlreadyCompleted(Refusal):
    """The paper is in the file already, and is never replaced (档案法 art.37)."""

    zh = "该材料已归入案卷"
    en = "The paper is in the file already"
    basis = "ARCH art.37"


class CaseClosedToPapers(Refusal):
    """A decided case takes its notices and their receipts, and nothing that the decision did not see (M57 art.21)."""

    zh = "案件已办结，只能补充通知书和送达回证"
    en = "The case is decided: only its notices and receipts may be added"
    basis = "M57 art.21"


class PaperWithheld(Refusal):
    """The paper holds what this official may read masked at most (PIPL art.51)."""

    zh = "您的岗位不能查阅这一类材料"
    en = "Your post does not let you read papers of this kind"
    basis = "PIPL art.51"


def check_declared(size: int, media_type: str, sha256: str, *path: str) -> None:
    """Refuse a file that no archive would take (档案法 art.37; GB/T 18894)."""
    if size <= 0:
        raise FileEmpty(*path, "size")
    if size > MAX_BYTES:
        raise FileTooLarge(*path, "size", most=MAX_BYTES // 1024**2)
    if media_type not in MEDIA_TYPES:
        raise MediaTypeNotAllowed(*path, "mediaType", allowed=", ".join(sorted(MEDIA_TYPES)))
    if not _DIGEST.fullmatch(sha256):
        raise DigestInvalid(*path, "sha256")


def check_arrived(declared: PaperFacts, arrived: PaperFacts | None) -> None:
    """Refuse what is not, byte for byte, the file that was declared (档案法 art.37)."""
    if arrived is None:
        raise UploadMissing
    if arrived.size != declared.size:
        raise SizeDiffers
    if arrived.sha256 != declared.sha256:
        raise DigestDiffers
    if arrived.media_type != declared.media_type:
        raise MediaTypeDiffers


def check_not_stored(state: EvidenceState) -> None:
    """Refuse to replace a paper that is in the file (档案法 art.37)."""
    if state is EvidenceState.STORED:
        raise AlreadyCompleted


def check_stored(state: EvidenceState) -> None:
    """Refuse to open what never arrived (档案法 art.37)."""
    if state is not EvidenceState.STORED:
        raise UploadMissing


def ready_to_take_paper(state: State, kinds: Iterable[EvidenceKind]) -> None:
    """Refuse when a case takes no paper of any of these kinds, those that its official may know of (M57 art.21)."""
    taken = [kind for kind in kinds if state not in ENDED or kind in AFTER_DECISION]
    if not taken:
        raise CaseClosedToPapers("kind")


def check_takes_paper(state: State, kind: EvidenceKind) -> None:
    """Refuse to add to a decided case what its decision did not see (M57 art.21)."""
    if state in ENDED and kind not in AFTER_DECISION:
        raise CaseClosedToPapers("kind")
