"""Colleagues: who holds which post today in the viewer's own area."""

from authorization.scope import Kind, own_posts
from casework.office import Role
from documents.database import Row
from resolvers.desk import Desk
from resolvers.reader import Page, Slice, page
from resolvers.shape import Chosen


async def officials_in_post(desk: Desk, chosen: Chosen, role: Role | None, asked: Page) -> Slice:
    """A page of officials, each with his posts of today in the viewer's area and no other."""
    day = desk.today.isoformat()
    post: Row = {
        **own_posts(desk.official),
        "validFrom": {"$lte": day},
        "$or": [{"validTo": None}, {"validTo": {"$gte": day}}],
        **({"role": role} if role else {}),
    }
    held = {"posts": {"$elemMatch": post}}
    part = await page(desk, Kind.OFFICIAL, "Official", held, asked, chosen.order, chosen.bound)
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
