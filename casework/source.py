"""The sources of the rules (依据): short keys in the code, full titles wherever a clause is told."""

import re

SOURCES: dict[str, tuple[str, str]] = {
    "M57": ("《最低生活保障审核确认办法》", "Measures for Confirming Dibao (2021)"),
    "M220": ("《最低生活保障审核审批办法（试行）》", "Trial Measures for Approving Dibao (2012)"),
    "M83": ("《关于进一步做好最低生活保障等社会救助兜底保障工作的通知》", "Notice on Social Assistance (2022)"),
    "M23": ("《关于进一步加强和改进临时救助工作的意见》", "Opinions on Temporary Assistance (2018)"),
    "G649": ("《社会救助暂行办法》", "Interim Measures for Social Assistance (2014)"),
    "CC": ("《民法典》", "Civil Code"),
    "HOL": ("《全国年节及纪念日放假办法》", "Measures for Public Holidays (2024)"),
    "PIPL": ("《个人信息保护法》", "Personal Information Protection Law"),
    "ARCH": ("《档案法》", "Archives Law"),
    "SEED": ("《社会救助确认权委托下放乡镇试点工作实施方案》", "the county's plan of 2020"),
}
_NUMERALS = {"one": "一", "two": "二", "three": "三", "four": "四", "five": "五", "six": "六"}
_CLAUSE = re.compile(r"^(?P<key>[A-Z]+\d*) ?(?P<kind>art\.|parts?)? ?(?P<places>.*)$")


def cited(basis: str, *, chinese: bool) -> str:
    """A short citation such as `M220 art.25, 29; M57 art.19` in full; what is no key of ours stays as it is."""
    clauses = [_told(clause.strip(), chinese=chinese) for clause in basis.split(";")]
    return "；".join(clauses) if chinese else "; ".join(clauses)


def _told(clause: str, *, chinese: bool) -> str:
    found = _CLAUSE.match(clause)
    if found is None or found["key"] not in SOURCES:
        return clause
    title, title_en = SOURCES[found["key"]]
    if not chinese:
        return ", ".join(filter(None, (title_en, f"{found['kind'] or ''} {found['places']}".strip())))
    return title + _place(found["kind"] or "", found["places"])


def _place(kind: str, places: str) -> str:
    if not places:
        return ""
    if kind == "art.":
        return f"第{places.replace(', ', '、')}条"
    named = [_NUMERALS.get(each, each) for each in re.split(r", | and ", places)]
    return f"第{'、'.join(named)}部分"
