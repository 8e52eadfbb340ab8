"""What the database holds, read beside the API: so that a test can say that nothing was kept."""

from collections.abc import Mapping
from typing import Any

from pymongo import MongoClient

from tests.api import CLOCK, Api, Person

_WHOLE = ("mandates", "mandateClaims", "supervision")
_COUNTED = ("journal", "outbox", "idempotency", "applications", "households")


def rows(api: Api, collection: str, filter_: Mapping[str, Any] = {}) -> list[dict[str, Any]]:
    """The rows of a collection, oldest first."""
    with MongoClient[dict[str, Any]](api.settings.mongodb_url) as client:
        return list(client[api.database_name][collection].find(filter_, sort=[("_id", 1)]))


def kept(api: Api) -> dict[str, Any]:
    """All that an act could have changed: mandates and supervision whole, the rest by its number."""
    with MongoClient[dict[str, Any]](api.settings.mongodb_url) as client:
        database = client[api.database_name]
        whole = {name: list(database[name].find(sort=[("_id", 1)])) for name in _WHOLE}
        return whole | {name: database[name].count_documents({}) for name in _COUNTED}


def refusal(code: str, zh: str, en: str, *path: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A refusal as a payload tells it, in Chinese and in English."""
    first, second = ({"code": code, "message": message, "path": list(path)} for message in (zh, en))
    return first, second


NOT_FOUND = ("没有这一记录，或不在您的辖区内", "There is no such record, or it lies outside your area")
NOT_ADMITTED = refusal("NOT_ADMITTED", "您的岗位不能办理这一事项", "Your post does not admit you to this act")


def not_found(path: str = "id") -> tuple[dict[str, Any], dict[str, Any]]:
    return refusal("NOT_FOUND", *NOT_FOUND, path)


def assert_refused(
    api: Api,
    person: Person,
    name: str,
    told: tuple[dict[str, Any], dict[str, Any]],
    *,
    clock: str = CLOCK,
    **given: Any,
) -> None:
    """An act answers exactly this refusal, in both languages, and nothing is kept."""
    before = kept(api)
    for language, error in zip(("zh", "en"), told, strict=True):
        payload = api.act(person, name, clock=clock, language=language, **given)
        assert payload == {"replayed": False, "userErrors": [error]}
    assert kept(api) == before
