"""Every refusal that a test of casework meets is told in both languages at once: no template lacks a fact."""

import pytest

from casework.refusal import Refusal


@pytest.fixture(autouse=True)
def _told(monkeypatch: pytest.MonkeyPatch) -> None:
    make = Refusal.__init__

    def tell(refusal: Refusal, *path: str, **facts: object) -> None:
        make(refusal, *path, **facts)
        if facts:
            assert "{" not in refusal.message("zh") + refusal.message("en")

    monkeypatch.setattr(Refusal, "__init__", tell)
