"""A rule's no: a fact with a code, the clause that failed, and the path of the input at fault."""

import re
import sys
from typing import ClassVar, Literal

from casework.source import cited

Language = Literal["zh", "en"]


class Refusal(Exception):
    """A fact that keeps an act from being done; each subclass is one code, told in Chinese and in English.

    `zh` and `en` are `str.format` templates over the facts given at the raise; `basis` is the clause that failed.
    """

    zh: ClassVar[str]
    en: ClassVar[str]
    basis: ClassVar[str] = ""

    def __init__(self, *path: str, **facts: object) -> None:
        super().__init__(self.code())
        self.path = path
        self.facts = facts

    @classmethod
    def code(cls) -> str:
        """The class's name in capitals: `OutsideMandate` is `OUTSIDE_MANDATE`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).upper()

    def message(self, language: Language) -> str:
        """The sentence to show, with the clause in brackets."""
        sentence = (self.zh if language == "zh" else self.en).format(**self.facts)
        return f"{sentence} [{cited(self.basis, chinese=language == 'zh')}]" if self.basis else sentence


def refusals_in(*modules: str) -> tuple[type[Refusal], ...]:
    """Every refusal that the named modules define; an act lists by them what it may answer."""
    return tuple(
        each
        for module in modules
        for each in vars(sys.modules[module]).values()
        if isinstance(each, type) and issubclass(each, Refusal) and each.__module__ == module
    )
