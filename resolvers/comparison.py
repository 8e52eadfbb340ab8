"""Comparing townships over a period: counted by the database, within what the viewer may know of."""

from decimal import ROUND_HALF_UP, Decimal

from authorization.scope import NOBODY, Filter, Kind, compared, own_codes
from authorization.sight import Sight
from casework.matter import State
from casework.office import Tier
from casework.period import Period, parse_period
from casework.refusal import Refusal
from documents.database import Row
from documents.reading import aggregate_rows
from resolvers.desk import Desk
from resolvers.fault import ArgumentInvalid
from resolvers.reader import shown_rows, within

TYPE = "TownshipComparison"
COUNTS = ("accepted", "confirmed", "refused", "open", "overdue")
_ONE_PLACE, _THREE_PLACES = Decimal("0.1"), Decimal("0.001")
_NO_YUAN = {"$toDecimal": "0.00"}


async def compare_townships(desk: Desk, start: str, end: str) -> list[Row]:
    """One row for each township in the viewer's area, also when nothing happened there. Raises `ArgumentInvalid`."""
    try:
        period = parse_period(start, end)
    except Refusal as no:
        raise ArgumentInvalid.by(no) from no
    cases = compared(desk.official)
    if cases == NOBODY:
        return []
    townships = await _townships(desk, period)
    counting = pipeline(cases, period, desk.today.isoformat(), amounts=_sees_amounts(desk))
    counted = {row["_id"]: row for row in await aggregate_rows(desk.doors.database, Kind.APPLICATION, counting)}
    return [_told(township, counted.get(township["code"], {})) for township in townships]


async def _townships(desk: Desk, period: Period) -> list[Row]:
    """The townships in the viewer's area that there were in the period, by code."""
    found = {
        "code": own_codes(desk.official),
        "level": Tier.TOWNSHIP,
        "validFrom": {"$lte": period.end.isoformat()},
        "$or": [{"validTo": None}, {"validTo": {"$gte": period.start.isoformat()}}],
    }
    return await shown_rows(desk, Kind.JURISDICTION, "Jurisdiction", found, [("code", 1)], 1000)


def _sees_amounts(desk: Desk) -> bool:
    """Whether the viewer has the sum clear; else no amount is even added up."""
    return "confirmedAmount" in desk.doors.table.named(TYPE, desk.viewer, Sight.CLEAR)


def pipeline(cases: Filter, period: Period, today: str, *, amounts: bool) -> list[Row]:
    """One command: each part finds by an index of its own, then the parts are put together by township."""
    between = {"$gte": period.start.isoformat(), "$lte": period.end.isoformat()}
    decided: Row = {
        "confirmed": _sum_where({"$eq": ["$state", State.CONFIRMED]}),
        "refused": _sum_where({"$eq": ["$state", State.REFUSED]}),
        "days": {"$sum": "$decision.workingDays"},
        "dated": _sum_where({"$isNumber": "$decision.workingDays"}),
    }
    if amounts:
        decided["confirmedAmount"] = {"$sum": "$decision.amount"}
    overdue = {"$and": [{"$gt": ["$dueOn", None]}, {"$lt": ["$dueOn", today]}]}
    parts = [
        _counted(cases, {"acceptedOn": between}, {"accepted": {"$sum": 1}}),
        _counted(cases, {"decidedOn": between}, decided),
        _counted(
            cases,
            {"ended": False, "state": {"$ne": State.FILED}},
            {"open": {"$sum": 1}, "overdue": _sum_where(overdue)},
        ),
    ]
    names = [*COUNTS, "days", "dated"]
    together: Row = {name: {"$sum": f"${name}"} for name in names}
    shown: Row = dict.fromkeys(names, 1)
    if amounts:
        together["confirmedAmount"] = {"$sum": "$confirmedAmount"}
        shown["confirmedAmount"] = {"$toString": {"$add": ["$confirmedAmount", _NO_YUAN]}}
    others = [{"$unionWith": {"coll": Kind.APPLICATION, "pipeline": part}} for part in parts[1:]]
    return [*parts[0], *others, {"$group": {"_id": "$_id", **together}}, {"$project": shown}]


def _counted(cases: Filter, which: Filter, measures: Row) -> list[Row]:
    return [{"$match": within(cases, which)}, {"$group": {"_id": "$township", **measures}}]


def _sum_where(condition: Row) -> Row:
    return {"$sum": {"$cond": [condition, 1, 0]}}


def _told(township: Row, counted: Row) -> Row:
    """A township's row; an average or a share of nothing is none."""
    counts = {name: counted.get(name, 0) for name in COUNTS}
    decisions = counts["confirmed"] + counts["refused"]
    return {
        "township": township,
        **counts,
        "averageWorkingDays": _ratio(counted.get("days", 0), counted.get("dated", 0), _ONE_PLACE),
        "refusedRate": _ratio(counts["refused"], decisions, _THREE_PLACES),
        "confirmedAmount": counted.get("confirmedAmount", "0.00"),
    }


def _ratio(part: int, whole: int, places: Decimal) -> float | None:
    return float((Decimal(part) / whole).quantize(places, ROUND_HALF_UP)) if whole else None
