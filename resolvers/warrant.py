"""Warrants of auditors: registered by the county's supervisor, asked for whenever an auditor sees an identifier."""

from typing import Any

from authorization.policy import ActName
from authorization.scope import Kind, scope
from casework.day import parse_day
from casework.office import Role
from casework.refusal import refusals_in
from casework.text import checked_text
from casework.warrant import WarrantMissing, WarrantRepeated, check_period
from documents.official import OfficialDocument
from documents.reading import find_row
from documents.record import new_id
from documents.warrant import WarrantDocument
from resolvers.act import Hand, NotFound, act
from resolvers.desk import Desk
from resolvers.reader import within

NUMBER_LIMIT = 50


@act(
    ActName.REGISTER_WARRANT,
    "PIPL art.6, 51",
    subject="warrant",
    refusals=refusals_in("casework.warrant", "casework.text", "casework.day"),
)
async def register_warrant(
    hand: Hand, *, number: str, official_id: str, valid_from: str, valid_to: str
) -> dict[str, str]:
    """Put an auditor's warrant on record (access table: auditors need a warrant on record)."""
    await _check_auditor(hand, official_id)
    first, last = parse_day(valid_from, "validFrom"), parse_day(valid_to, "validTo")
    check_period(first, last)
    text, county = checked_text(number, "number", limit=NUMBER_LIMIT), hand.desk.official.area
    if await hand.transaction.load(WarrantDocument, {"county": county, "number": text}) is not None:
        raise WarrantRepeated("number")
    made = WarrantDocument(
        id=new_id("wrt"),
        county=county,
        areas=[f"{county[:4]}00", county],
        number=text,
        official_id=official_id,
        valid_from=first.isoformat(),
        valid_to=last.isoformat(),
        registered_by=hand.desk.official.id,
    )
    return await hand.create(made)


async def _check_auditor(hand: Hand, official_id: str) -> None:
    """The holder audits the supervisor's own county on that day. Raises `NotFound`."""
    day = hand.desk.today.isoformat()
    post = {
        "role": Role.AUDITOR,
        "area": hand.desk.official.area,
        "validFrom": {"$lte": day},
        "$or": [{"validTo": None}, {"validTo": {"$gte": day}}],
    }
    wanted = within(scope(hand.desk.official, Kind.OFFICIAL), {"_id": official_id, "posts": {"$elemMatch": post}})
    found = await OfficialDocument.get_pymongo_collection().find_one(wanted, session=hand.transaction.session)
    if found is None:
        raise NotFound("officialId")


async def warranted(hand: Hand, number: str | None) -> str:
    """The warrant as the journal names it. Raises `WarrantMissing` unless the auditor's own is in force today."""
    wanted = {**in_force(hand.desk), "number": number}
    if number is None or await hand.transaction.load(WarrantDocument, wanted) is None:
        raise WarrantMissing("warrant")
    return f"审计通知书 {number}"


def in_force(desk: Desk) -> dict[str, Any]:
    """The filter of an auditor's own warrants that are in force on the case day."""
    day = desk.today.isoformat()
    own = {"officialId": desk.official.id, "county": desk.official.area}
    return {**own, "validFrom": {"$lte": day}, "validTo": {"$gte": day}}


async def any_in_force(desk: Desk) -> bool:
    """Whether the auditor holds any warrant that is in force."""
    return await find_row(desk.doors.database, "warrants", in_force(desk), {"_id": 1}) is not None
