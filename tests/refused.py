"""How a refusal is asserted: its code, its sentence in both languages, its place, and that nothing was kept."""

from typing import Any

from tests.api import CLOCK, Api, Person
from tests.kept import digest

Told = tuple[dict[str, Any], dict[str, Any]]


def refusal(code: str, zh: str, en: str, *path: str) -> Told:
    """A refusal as a payload tells it, in Chinese and in English."""
    first, second = ({"code": code, "message": message, "path": list(path)} for message in (zh, en))
    return first, second


NOT_ADMITTED = refusal("NOT_ADMITTED", "您的岗位不能办理这一事项", "Your post does not admit you to this act")


def not_found(path: str = "id") -> Told:
    zh, en = "没有这一记录，或不在您的辖区内", "There is no such record, or it lies outside your area"
    return refusal("NOT_FOUND", zh, en, path)


def assert_refused(api: Api, person: Person, name: str, told: Told, *, clock: str = CLOCK, **given: Any) -> None:
    """An act answers exactly this refusal, in both languages, and nothing is kept."""
    before = digest(api)
    for language, error in zip(("zh", "en"), told, strict=True):
        payload = api.act(person, name, clock=clock, language=language, **given)
        assert payload == {"replayed": False, "userErrors": [error]}
    assert digest(api) == before
