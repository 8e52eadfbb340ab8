"""Colleagues: who holds which post today in the viewer's own area."""

from typing import Any

from authorization.scope import Filter, Kind, own_codes, own_posts
from casework.office import Role
from documents.database import Row
from resolvers.desk import Desk
from resolvers.reader import Page, Slice, page
from resolvers.shape import Chosen

# The role and the area of each post that is held on `$$day` and lies between `$$from` and `$$below`.
HELD_POSTS: Row = {
    "$map": {
        "input": {
            "$filter": {
                "input": "$posts",
                "as": "post",
                "cond": {
                    "$and": [
                        {"$gte": ["$$post.area", "$$from"]},
                        {"$lt": ["$$post.area", "$$below"]},
                        {"$lte": ["$$post.validFrom", "$$day"]},
                        {"$or": [{"$lte": ["$$post.validTo", None]}, {"$gte": ["$$post.validTo", "$$day"]}]},
                    ]
                },
            }
        },
        "as": "post",
        "in": {"role": "$$post.role", "area": "$$post.area"},
    }
}


def held_by(desk: Desk) -> Row:
    """The parameters of `HELD_POSTS`: the day, and the codes of the viewer's own area."""
    codes: Any = own_codes(desk.official)
    # No code lies between one and the same with a blank behind it.
    first, below = (codes, f"{codes} ") if isinstance(codes, str) else (codes["$gte"], codes["$lt"])
    return {"day": desk.today.isoformat(), "from": first, "below": below}


def in_post(desk: Desk, role: Role | None = None) -> Filter:
    """Whoever holds a post today in the viewer's area."""
    day = desk.today.isoformat()
    post: Row = {
        **own_posts(desk.official),
        "validFrom": {"$lte": day},
        "$or": [{"validTo": None}, {"validTo": {"$gte": day}}],
        **({"role": role} if role else {}),
    }
    return {"posts": {"$elemMatch": post}}


async def officials_in_post(desk: Desk, chosen: Chosen, role: Role | None, asked: Page) -> Slice:
    """A page of officials, each with his posts of today in the viewer's area and no other."""
    day = desk.today.isoformat()
    part = await page(desk, Kind.OFFICIAL, "Official", in_post(desk, role), asked, chosen.order, chosen.bound)
    for row in part.rows:
        row["posts"] = [each for each in row.get("posts", []) if _held(each, desk, day)]
    return part


def _held(post: Row, desk: Desk, day: str) -> bool:
    inside = all(
        post[name] == code or (name == "areas" and code in post[name])
        for name, code in own_posts(desk.official).items()
    )
    return inside and post["validFrom"] <= day and (post["validTo"] is None or day <= post["validTo"])


def roles_of(row: Row) -> list[Role]:
    return sorted({Role(post["role"]) for post in row["posts"]})


def area_of(row: Row) -> str | None:
    """Where he sits; of several areas the highest."""
    return min((post["area"] for post in row["posts"]), key=lambda code: (len(code), code), default=None)
