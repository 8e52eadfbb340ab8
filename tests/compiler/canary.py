"""Values that occur nowhere else, put where some official may not look: if one of them is seen, it leaked."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bson.decimal128 import Decimal128

from authorization.official import ViewerClass
from authorization.sight import Sight
from authorization.visibility import FieldRule
from schema.field import TABLE
from tests import kept
from tests.api import Api

_HANDLERS = ("filedBy", "acceptedBy", "surveys.0.by", "surveys.0.investigators.0", "opinions.0.by", "notices.0.by")
# By collection, each stored path with the coordinate of the field that shows it.
PLACES: dict[str, dict[str, str]] = {
    "applications": {
        "applicantName": "Application.applicantName",
        "statement": "Application.statement",
        "nearRelativeNote": "Application.nearRelativeNote",
        "requestedAmount": "Application.requestedAmount",
        "causeOn": "Application.causeOn",
        "surveys.0.property": "Survey.property",
        "surveys.0.health": "Survey.health",
        "surveys.0.text": "Survey.text",
        "surveys.0.monthlyIncome": "Survey.monthlyIncome",
        "corrections.items.0": "Corrections.items",
        "corrections.text": "Corrections.text",
        "extension.text": "Extension.text",
        "opinions.0.text": "Opinion.text",
        "opinions.0.amount": "Opinion.amount",
        "decision.text": "Decision.text",
        "decision.amount": "Decision.amount",
        "decision.lateReason": "Decision.lateReason",
        **{f"{path}.name": "Handler.name" for path in (*_HANDLERS, "decision.by")},
    },
    "households": {
        "headName": "Household.headName",
        "address": "Household.address",
        "phone": "Household.phone",
        "bankAccountMask": "Household.bankAccount",
        "propertyNote": "Household.propertyNote",
        "members.0.name": "Member.name",
        "members.0.birthDay": "Member.birthDay",
        "members.0.identityMask": "Member.identityNumber",
        "members.0.phone": "Member.phone",
        "members.0.disability": "Member.disability",
        "members.0.illness": "Member.illness",
        "members.0.monthlyIncome": "Member.monthlyIncome",
    },
    "evidence": {"title": "Evidence.title", "requestedBy.name": "Handler.name"},
    "supervision": {
        "purpose": "Supervision.purpose",
        "findings.0.text": "Finding.text",
        "findings.0.clause": "Finding.clause",
        "openedBy.name": "Handler.name",
    },
    "journal": {"legalBasis": "JournalEntry.legalBasis", "digest": "JournalEntry.digest"},
}
_SHOWN_MASKED = {"Member.identityNumber", "Household.bankAccount"}  # kept masked: whoever has the mask sees this value


def planted(api: Api, ids: dict[str, str]) -> dict[str, str]:
    """Plant every canary in the record of each collection; each with the coordinate that it belongs to."""
    canaries: dict[str, str] = {}
    with kept.opened(api) as database:
        for collection, places in PLACES.items():
            values = {path: _canary(len(canaries) + n, where) for n, (path, where) in enumerate(places.items())}
            done = database[collection].update_one({"_id": ids[collection]}, {"$set": values})
            assert done.matched_count == 1, collection
            canaries |= {_text(values[path]): where for path, where in places.items()}
    return canaries


def _canary(serial: int, where: str) -> Any:
    if where.endswith(("mount", "Income")):
        return Decimal128(Decimal("70000.17") + serial * 100)
    if where.endswith(("On", "Day")):
        return (date(1907, 1, 1) + timedelta(days=serial)).isoformat()
    return f"鹂canary{serial:03d}tail"


def _text(value: Any) -> str:
    """The part of a canary that no mask leaves: masks keep a first sign or the last two."""
    return value[1:-2] if isinstance(value, str) and value.startswith("鹂") else str(value)


def forbidden(canaries: dict[str, str], viewer: ViewerClass) -> dict[str, str]:
    """The canaries that this viewer may never see: of fields that he has hidden or masked."""
    return {value: where for value, where in canaries.items() if not _may_see(where, viewer)}


def _may_see(where: str, viewer: ViewerClass) -> bool:
    type_name, name = where.split(".")
    rule = next(each for each in TABLE.types[type_name] if each.name == name)
    seen = rule.visible.sight(viewer)
    return seen is Sight.CLEAR or (seen is Sight.MASKED and where in _SHOWN_MASKED)


ROOT_TYPES = {
    "applications": ("Application", "CaseFile"),
    "households": ("Household",),
    "mandates": ("Mandate",),
    "supervision": ("Supervision",),
    "evidence": ("Evidence",),
    "journal": ("JournalEntry",),
    "jurisdictions": ("Jurisdiction",),
    "calendars": ("Calendar",),
}


def allowed_names(collection: str, viewer: ViewerClass) -> set[str]:
    """The last names of all paths that this viewer's projections of a collection may be made from."""
    found = {"_id", "seq"}  # by which pages are ordered
    for type_name in ROOT_TYPES[collection]:
        found |= {path for rule in TABLE.types[type_name] for path in _names(rule, viewer)}
    return found


def _names(rule: FieldRule, viewer: ViewerClass) -> set[str]:
    own = {path.rsplit(".", 1)[-1] for path in rule.paths(viewer)}
    if (condition := rule.visible.condition(viewer)) is not None:
        own |= {condition.proposition.path}
    if not own or rule.embedded is None:
        return own
    return own | {name for each in TABLE.types[rule.embedded] for name in _names(each, viewer)}
