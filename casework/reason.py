"""Why assistance is refused (不予确认的原因), and the article that each reason stands on."""

from enum import StrEnum

from casework.matter import Matter
from casework.refusal import Refusal


class RefusalReason(StrEnum):
    """Why a case is refused (rules.md section 7)."""

    REGISTERED_ELSEWHERE = "REGISTERED_ELSEWHERE"
    INCOME_ABOVE_STANDARD = "INCOME_ABOVE_STANDARD"
    PROPERTY_ABOVE_LIMIT = "PROPERTY_ABOVE_LIMIT"
    ALREADY_ASSISTED = "ALREADY_ASSISTED"
    STATEMENT_FALSE = "STATEMENT_FALSE"
    MEMBERS_DIFFER = "MEMBERS_DIFFER"
    COOPERATION_REFUSED = "COOPERATION_REFUSED"
    OTHER = "OTHER"


REFUSAL_LABELS: dict[RefusalReason, tuple[str, str]] = {
    RefusalReason.REGISTERED_ELSEWHERE: ("户籍不符", "Registered elsewhere"),
    RefusalReason.INCOME_ABOVE_STANDARD: ("人均收入超标准", "Income a head above the standard"),
    RefusalReason.PROPERTY_ABOVE_LIMIT: ("财产超规定", "Property above the limit"),
    RefusalReason.ALREADY_ASSISTED: ("已享受同类救助", "Already assisted in the same way"),
    RefusalReason.STATEMENT_FALSE: ("材料虚假", "False papers or statements"),
    RefusalReason.MEMBERS_DIFFER: ("成员认定不符", "Other members than stated"),
    RefusalReason.COOPERATION_REFUSED: ("拒不配合", "Cooperation refused without reason"),
    RefusalReason.OTHER: ("其他", "Another reason"),
}

_DIBAO_ARTICLES = {
    RefusalReason.REGISTERED_ELSEWHERE: "《社会救助暂行办法》第十一条第一项",
    RefusalReason.INCOME_ABOVE_STANDARD: "《社会救助暂行办法》第九条",
    RefusalReason.PROPERTY_ABOVE_LIMIT: "《社会救助暂行办法》第九条",
    RefusalReason.ALREADY_ASSISTED: "《社会救助暂行办法》第九条",
    RefusalReason.STATEMENT_FALSE: "《社会救助暂行办法》第五十八条",
    RefusalReason.MEMBERS_DIFFER: "《社会救助暂行办法》第九条",
    RefusalReason.COOPERATION_REFUSED: "《社会救助暂行办法》第五十八条",
    RefusalReason.OTHER: "《社会救助暂行办法》第十一条第三项",
}
_TEMPORARY_ARTICLES = {
    RefusalReason.REGISTERED_ELSEWHERE: "《社会救助暂行办法》第四十八条",
    RefusalReason.INCOME_ABOVE_STANDARD: "《社会救助暂行办法》第四十七条",
    RefusalReason.PROPERTY_ABOVE_LIMIT: "《社会救助暂行办法》第四十七条",
    RefusalReason.ALREADY_ASSISTED: "《社会救助暂行办法》第四十七条",
    RefusalReason.STATEMENT_FALSE: "《社会救助暂行办法》第五十八条",
    RefusalReason.MEMBERS_DIFFER: "《社会救助暂行办法》第四十七条",
    RefusalReason.COOPERATION_REFUSED: "《社会救助暂行办法》第五十八条",
    RefusalReason.OTHER: "《社会救助暂行办法》第四十七条",
}


class ReasonNotExplained(Refusal):
    """A refusal is told in writing with its reasons; "another reason" alone is none (G649 art.11; M57 art.21)."""

    zh = "选择“其他”原因时必须说明理由"
    en = "Another reason must be explained"
    basis = "G649 art.11; M57 art.21"


def article_of(reason: RefusalReason, matter: Matter) -> str:
    """Name the article that a refusal stands on: G649, in force for every case since 2014, not the dated measures."""
    return (_TEMPORARY_ARTICLES if matter is Matter.TEMPORARY_ASSISTANCE else _DIBAO_ARTICLES)[reason]


def check_explained(reason: RefusalReason, explanation: str) -> None:
    """Refuse "another reason" without words (G649 art.11; M57 art.21: in writing, with reasons)."""
    if reason is RefusalReason.OTHER and not explanation.strip():
        raise ReasonNotExplained("explanation")
