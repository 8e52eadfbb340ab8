"""Short citations are told in full, in both languages."""

import pytest

from casework.refusal import Refusal
from casework.source import SOURCES, cited


@pytest.mark.parametrize(
    ("basis", "zh", "en"),
    [
        (
            "M220 art.25, 29; M57 art.19",
            "《最低生活保障审核审批办法（试行）》第25、29条；《最低生活保障审核确认办法》第19条",
            "Trial Measures for Approving Dibao (2012), art. 25, 29; Measures for Confirming Dibao (2021), art. 19",
        ),
        (
            "SEED part two",
            "《社会救助确认权委托下放乡镇试点工作实施方案》第二部分",
            "the county's plan of 2020, part two",
        ),
        ("SEED parts two, three and five", "《社会救助确认权委托下放乡镇试点工作实施方案》第二、三、五部分", None),
        ("M23", "《关于进一步加强和改进临时救助工作的意见》", "Opinions on Temporary Assistance (2018)"),
        ("GB 11643", "GB 11643", "GB 11643"),
    ],
)
def test_a_citation_is_told_in_full(basis: str, zh: str, en: str | None) -> None:
    assert cited(basis, chinese=True) == zh
    if en is not None:
        assert cited(basis, chinese=False) == en


def _all(kind: type[Refusal]) -> list[type[Refusal]]:
    return [kind, *(each for sub in kind.__subclasses__() for each in _all(sub))]


def test_every_refusal_cites_a_known_source() -> None:
    for refusal in _all(Refusal)[1:]:
        for clause in filter(None, refusal.basis.split(";")):
            key = clause.split()[0]
            assert key in SOURCES or not key.isascii() or key.startswith("GB"), (refusal, clause)
