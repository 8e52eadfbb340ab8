"""Many like cases at once: copies of one that was walked to the end of its notice over HTTP."""

from typing import Any

from documents.record import new_id
from tests import kept
from tests.api import Api


def copies(api: Api, case: dict[str, Any], count: int, *, one_household: bool = False) -> list[dict[str, Any]]:
    """As many cases as `count`, each of a household of its own unless told otherwise, exactly like `case`."""
    with kept.opened(api) as rows:
        model = rows["applications"].find_one({"_id": case["id"]}) or {}
        family = rows["households"].find_one({"_id": model["householdId"]}) or {}
        home = new_id("hh") if one_household else None
        made = [
            {
                **model,
                "_id": new_id("app"),
                "number": new_id("no"),
                "householdId": home or new_id("hh"),
            }
            for _ in range(count)
        ]
        homes = sorted({each["householdId"] for each in made})
        rows["households"].insert_many([{**family, "_id": each} for each in homes])
        rows["applications"].insert_many(made)
    return [{**case, "id": each["_id"], "household": each["householdId"]} for each in made]
