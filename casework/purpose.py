"""Why somebody looks at what is masked for him (查阅目的): a closed list, told before and kept."""

from enum import StrEnum

from casework.refusal import Refusal


class Purpose(StrEnum):
    """What a paper or a number is looked at for (PIPL art.6; rules.md 4.2)."""

    CASE_HANDLING = "CASE_HANDLING"
    VERIFICATION = "VERIFICATION"
    SUPERVISION = "SUPERVISION"
    COMPLAINT_HANDLING = "COMPLAINT_HANDLING"
    ARCHIVE_USE = "ARCHIVE_USE"


PURPOSE_LABELS: dict[Purpose, tuple[str, str]] = {
    Purpose.CASE_HANDLING: ("办理案件", "Handling the case"),
    Purpose.VERIFICATION: ("核对信息", "Verifying what was declared"),
    Purpose.SUPERVISION: ("监督检查", "Supervision"),
    Purpose.COMPLAINT_HANDLING: ("办理投诉举报", "Handling a complaint"),
    Purpose.ARCHIVE_USE: ("利用档案", "Use of the archive"),
}


class PurposeMissing(Refusal):
    """What is masked for the viewer is opened for a purpose only (PIPL art.6)."""

    zh = "须说明查阅目的"
    en = "Say for which purpose it is opened"
    basis = "PIPL art.6"
