"""Faults of a request, answered in GraphQL's `errors` with a code of a closed list; a rule's no is never one.

RequestFault
├── CursorInvalid      CURSOR_INVALID
├── CursorStale        CURSOR_STALE
├── PageSizeInvalid    PAGE_SIZE_INVALID
├── PageEndsInvalid    PAGE_ENDS_INVALID
├── FilterNotPublished FILTER_NOT_PUBLISHED
├── FilterWithheld     FILTER_WITHHELD
├── ListTooLong        LIST_TOO_LONG
├── ArgumentInvalid    ARGUMENT_INVALID
└── UnknownName        ARGUMENT_INVALID
"""

from typing import ClassVar, Self

from casework.refusal import Language, Refusal


class RequestFault(Exception):
    """A request that cannot be answered as it stands; `path` names the argument."""

    code: ClassVar[str]
    zh: ClassVar[str]
    en: ClassVar[str]

    def __init__(self, *path: str, **facts: object) -> None:
        super().__init__(self.code)
        self.path = path
        self.facts = facts

    def message(self, language: Language) -> str:
        return (self.zh if language == "zh" else self.en).format(**self.facts)


class CursorInvalid(RequestFault):
    code = "CURSOR_INVALID"
    zh = "游标无效：请使用本次查询返回的游标，或从第一页重新开始"
    en = "The cursor is not one of this query's: use one that it returned, or start again at the first page"


class CursorStale(RequestFault):
    code = "CURSOR_STALE"
    zh = "游标属于另一筛选条件或另一经办人员：请从第一页重新开始"
    en = "The cursor belongs to another filter or official: start again at the first page"


class PageSizeInvalid(RequestFault):
    code = "PAGE_SIZE_INVALID"
    zh = "first 与 last 只能给出一个，且须在 1 至 100 之间"
    en = "Give either first or last, between 1 and 100"


class PageEndsInvalid(RequestFault):
    code = "PAGE_ENDS_INVALID"
    zh = "after 只能与 first 同用，before 只能与 last 同用"
    en = "Give after with first only, and before with last only"


class FilterNotPublished(RequestFault):
    code = "FILTER_NOT_PUBLISHED"
    zh = "不支持这一组合筛选；按 {order} 排序时可用的组合：{published}"
    en = "This combination of filters is not published; in the order {order} there are: {published}"


class FilterWithheld(RequestFault):
    code = "FILTER_WITHHELD"
    zh = "不能按您无权查看的内容筛选或排序"
    en = "What you may not see clear you cannot filter or sort by"


class ListTooLong(RequestFault):
    code = "LIST_TOO_LONG"
    zh = "一次最多 {limit} 项"
    en = "At most {limit} items at a time"


class ArgumentInvalid(RequestFault):
    code = "ARGUMENT_INVALID"
    zh = "参数无效：{zh}"
    en = "The argument is not valid: {en}"

    @classmethod
    def by(cls, refusal: Refusal) -> Self:
        """The fault of an argument that a rule refuses; the refusal's path names the argument."""
        return cls(*refusal.path, zh=refusal.message("zh"), en=refusal.message("en"))


class UnknownName(RequestFault):
    code = "ARGUMENT_INVALID"
    zh = "没有名为“{name}”的代码表"
    en = "There is no code list called {name}"
