"""Counting who sees and seeks identifiers, in the act's own transaction, and telling unusual use once."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from authorization.official import Official
from authorization.policy import ActName
from casework.identifier_use import Use, UseKind, alarms
from casework.purpose import Purpose
from documents.database import Session
from documents.identifier_use import MAX_USES, IdentifierAlarmDocument, IdentifierUseDocument, UsePart
from documents.reading import find_row
from documents.record import new_id, utc_now
from documents.transaction import Deed, Transaction
from resolvers.act import Hand
from resolvers.desk import SHANGHAI, Desk

Budget = Callable[[Sequence[Use], datetime], None]
ALARM = "identifierAlarm"
ALARM_BASIS = "PIPL art.51, 54"
_CODE_LENGTHS = (6, 9, 12)


def local_now() -> datetime:
    """The system's moment where the county is: budgets go by real time, never by the case clock."""
    return utc_now().astimezone(SHANGHAI)


async def budgeted(hand: Hand, budget: Budget) -> IdentifierUseDocument:
    """The official's uses of today, with room for one more. Raises `RateLimited`."""
    record, now = await used_today(hand), local_now()
    budget(uses_of(record), now)
    return record


async def used_today(hand: Hand) -> IdentifierUseDocument:
    """The official's uses of today, to be counted on."""
    now = local_now()
    kept = await hand.transaction.load(IdentifierUseDocument, {"_id": _use_id(hand.desk, now)})
    return kept or _no_uses(hand.desk, now)


async def uses_today(desk: Desk) -> list[Use]:
    """The official's uses of today, outside any act."""
    row = await find_row(desk.doors.database, "identifierUses", {"_id": _use_id(desk, local_now())}, {})
    return uses_of(IdentifierUseDocument.model_validate(row)) if row else []


async def counted(hand: Hand, record: IdentifierUseDocument, kind: UseKind, household_id: str | None = None) -> None:
    """Keep one more use, with the alarms that it raises; each reason is told once a day."""
    made = UsePart(at=utc_now(), kind=kind, household_id=household_id)
    record.uses = [*record.uses, made][-MAX_USES:]
    found = alarms(uses_of(record), hand.desk.doors.calendar) - set(record.alarms)
    record.alarms = sorted({*record.alarms, *found})
    await hand.transaction.put(record)
    deed = Deed(hand.desk.official.id, ALARM, ALARM_BASIS, hand.desk.today)
    told = Transaction(hand.transaction.session, deed, hand.desk.doors.database.seals)
    for reason in sorted(found):
        await told.create(
            IdentifierAlarmDocument(
                id=new_id("alm"),
                official_id=record.official_id,
                day=record.day,
                reason=reason,
                uses=len(record.uses),
                at=utc_now(),
                **_place(hand.desk.official),
            )
        )


async def missed(
    hand: Hand, record: IdentifierUseDocument, kind: UseKind, digest: str, purpose: Purpose | None, basis: str = ""
) -> None:
    """Keep a use that led to no household, with its journal entry under the official: a keyed digest, no number."""
    await counted(hand, record, kind)
    await hand.transaction.note(record, ["identityNumber"], digest, purpose, basis)


def number_digest(desk: Desk, number: str) -> str:
    """The keyed digest by which the journal tells one sought number from another."""
    return desk.doors.database.seals.fingerprint(f"number:{number}")


def uses_of(record: IdentifierUseDocument) -> list[Use]:
    return [Use(each.at.astimezone(SHANGHAI), each.kind, each.household_id) for each in record.uses]


def hand_on(desk: Desk, session: Session, act: ActName, basis: str, subject: str) -> Hand:
    """A hand on a transaction that remembers no key: for what is kept of an answer beside the act itself."""
    deed = Deed(desk.official.id, act, basis, desk.today)
    return Hand(desk, Transaction(session, deed, desk.doors.database.seals), subject)


def _use_id(desk: Desk, now: datetime) -> str:
    return f"use_{desk.official.id}_{now:%Y%m%d}"


def _no_uses(desk: Desk, now: datetime) -> IdentifierUseDocument:
    return IdentifierUseDocument(
        id=_use_id(desk, now),
        official_id=desk.official.id,
        day=f"{now:%Y-%m-%d}",
        uses=[],
        alarms=[],
        **_place(desk.official),
    )


def _place(official: Official) -> dict[str, Any]:
    """Where an official sits, with every area above (GB/T 2260, 10114)."""
    codes = [official.area[:length] for length in _CODE_LENGTHS if len(official.area) >= length]
    areas = list(dict.fromkeys([f"{official.area[:4]}00", *codes]))
    township, village = ([*codes, None, None])[1:3]
    return {"county": codes[0], "township": township, "village": village, "areas": areas}
