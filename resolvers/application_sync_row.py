"""What becomes of one row that the city's platform brings: a new case, a correction of it, or a proposal."""

from collections.abc import Mapping
from typing import Any, TypedDict, TypeVar, Unpack

from authorization.scope import Kind, scope
from casework.application_sync import (
    SyncOutcome,
    check_fixed,
    check_not_relied_on,
    outcome_of,
)
from casework.hardship import HardshipCause, check_cause, check_not_open
from casework.matter import Matter, State
from casework.money import parse_money
from casework.text import checked_text
from documents.application import ApplicationDocument, ProposedChangePart
from documents.household import ExternalReferencePart, HouseholdDocument
from documents.record import RecordDocument, utc_now
from resolvers.act import (
    Hand,
)
from resolvers.application import TEXT_LIMIT, checked_cause_day, claim_of, day_of, drafted, filed, other_claims
from resolvers.household import HouseholdGiven, established
from resolvers.household_correction import Correction, correct, correction
from resolvers.reader import within

REFERENCE_LIMIT = 100
D = TypeVar("D", bound=RecordDocument)


class RowGiven(TypedDict):
    """One application with its family, by the platform's own references."""

    reference: str
    household_reference: str | None
    household: HouseholdGiven
    matter: Matter
    statement: str
    requested_amount: str | None
    cause: HardshipCause | None
    cause_on: str | None
    near_relative: bool
    near_relative_note: str | None


async def synced(hand: Hand, **row: Unpack[RowGiven]) -> dict[str, str]:
    """Take in one row: a new case, the correction of one that is not accepted yet, or a proposal."""
    mark = _mark(hand, row["reference"], "reference")
    family = _mark(hand, row["household_reference"] or row["reference"], "householdReference")
    household = await _brought(hand, Kind.HOUSEHOLD, HouseholdDocument, family)
    case = await _brought(hand, Kind.APPLICATION, ApplicationDocument, mark)
    check_fixed(_fixed(case, household, row))
    if household is None:
        household = await established(hand, row["household"], "household", reference=family)
        await hand.transaction.create(household)
        made = Correction({}, [])
    else:
        made = await correction(hand, household, row["household"], "household")
    if case is None:
        return await _created(hand, household, made, mark, row)
    return await _restated(hand, case, household, made, row)


def _mark(hand: Hand, reference: str, *path: str) -> ExternalReferencePart:
    """The reference as it is kept: under the platform that gives it."""
    text = checked_text(reference, *path, limit=REFERENCE_LIMIT)
    return ExternalReferencePart(system=hand.desk.official.id, reference=text)


async def _brought(hand: Hand, kind: Kind, document: type[D], mark: ExternalReferencePart) -> D | None:
    """The record that the platform brought under its reference."""
    own = {"externalReference.reference": mark.reference}
    return await hand.transaction.load(document, within(scope(hand.desk.official, kind), own))


def _fixed(case: ApplicationDocument | None, household: HouseholdDocument | None, row: RowGiven) -> list[str]:
    """What of a known case or family the row would change, though it makes them what they are."""
    compared = {
        "matter": case is not None and case.matter is not row["matter"],
        "householdReference": case is not None and (household is None or case.household_id != household.id),
        "household.village": household is not None and household.village != row["household"]["village"],
    }
    return [path for path, differs in compared.items() if differs]


async def _created(
    hand: Hand, household: HouseholdDocument, made: Correction, mark: ExternalReferencePart, row: RowGiven
) -> dict[str, str]:
    await _corrected_family(hand, household, made)
    case = drafted(hand, household, row["matter"], "")
    case.external_reference = mark
    _assign(case, _changes(hand, case, household, row))
    return {**await filed(hand, case), "outcome": SyncOutcome.CREATED}


async def _restated(
    hand: Hand, case: ApplicationDocument, household: HouseholdDocument, made: Correction, row: RowGiven
) -> dict[str, str]:
    changes = _changes(hand, case, household, row)
    outcome = outcome_of(case.state, differs=bool(changes or made.changes))
    if outcome is SyncOutcome.CORRECTED:
        _assign(case, changes)
        check_cause(case.matter, case.cause, day_of(case.cause_on))
        check_not_open(claim_of(case), await other_claims(hand, case.household_id, besides=case.id))
        await _corrected_family(hand, household, made, besides=case.id)
        _stand_on(case, household)
        await hand.keep(case)
    elif case.state is not State.FILED:
        await _propose(hand, case, changes, made)
    return {"application": case.id, "outcome": outcome}


def _changes(hand: Hand, case: ApplicationDocument, household: HouseholdDocument, row: RowGiven) -> dict[str, Any]:
    """What the row states otherwise than the case; what it leaves out stays, but no kin leaves no note of kin."""
    asked, note = row["requested_amount"], row["near_relative_note"] if row["near_relative"] else None
    stated = {
        "statement": checked_text(row["statement"], "statement", limit=TEXT_LIMIT),
        "requested_amount": parse_money(asked, "requestedAmount") if asked is not None else None,
        "cause": row["cause"],
        "cause_on": checked_cause_day(row["cause_on"], household, hand.desk.today),
        "near_relative": row["near_relative"],
        "near_relative_note": checked_text(note, "nearRelativeNote", limit=TEXT_LIMIT) if note else None,
    }
    changes = {name: value for name, value in stated.items() if value not in (None, getattr(case, name))}
    dropped = {"near_relative_note": None} if case.near_relative_note and not row["near_relative"] else {}
    return {**changes, **dropped}


def _assign(case: ApplicationDocument, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        setattr(case, name, value)


async def _corrected_family(hand: Hand, household: HouseholdDocument, made: Correction, *, besides: str = "") -> None:
    """Correct the family, and let its other cases, none of them accepted, stand on it as it is now.

    They are written, not only read: an acceptance at the same time and this correction cannot both commit.
    """
    if not made.changes:
        return
    others = await hand.transaction.read(ApplicationDocument, {"householdId": household.id, "_id": {"$ne": besides}})
    check_not_relied_on([case.state for case in others], "household")
    await correct(hand, household, made, "household")
    for each in others:
        case = await hand.transaction.load(ApplicationDocument, {"_id": each.id, "state": State.FILED})
        if case is not None:
            _stand_on(case, household)
            await hand.transaction.keep(case)


def _stand_on(case: ApplicationDocument, household: HouseholdDocument) -> None:
    case.household_version_id = household.version_id
    case.applicant_name, case.member_count = household.head_name, len(household.members)


async def _propose(hand: Hand, case: ApplicationDocument, changes: Mapping[str, Any], made: Correction) -> None:
    """Keep what differs as the platform's latest proposal; one that differs in nothing takes the earlier one back."""
    differs = bool(changes or made.changes)
    proposal = ProposedChangePart(**changes, household=made.names, received_at=utc_now()) if differs else None
    if _said(proposal) != _said(case.proposed_change):
        case.proposed_change = proposal
        await hand.keep(case)


def _said(proposal: ProposedChangePart | None) -> dict[str, Any] | None:
    return proposal.model_dump(exclude={"received_at"}) if proposal else None
