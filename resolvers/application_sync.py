"""Taking in what the city's platform brings: each row whole or not at all, and once, however often it is sent."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from authorization.policy import ActName
from casework.application_sync import (
    AlreadyAccepted,
    ReferenceRepeated,
    SyncOutcome,
)
from casework.refusal import Refusal, refusals_in
from documents.database import Session
from documents.transaction import Deed, RevisionStale, Transaction
from resolvers.act import (
    COMMON_REFUSALS,
    Act,
    Hand,
    IdempotencyKeyReused,
    Outcome,
    Result,
    StaleRevision,
    Work,
    digest,
)
from resolvers.application_sync_row import REFERENCE_LIMIT, RowGiven, synced
from resolvers.desk import Desk
from resolvers.fault import ListTooLong
from resolvers.household import REGISTRATION_REFUSALS

MAX_ROWS = 100


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What came of one row: its case where there is one, and why not where it was not done."""

    index: int
    reference: str
    outcome: SyncOutcome
    application_id: str | None = None
    refusals: tuple[Refusal, ...] = ()
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Synced(Outcome):
    """What came of a call: its rows, in the order given."""

    rows: tuple[RowOutcome, ...] = ()


@dataclass(frozen=True, slots=True)
class SyncAct(Act):
    """The act on many rows, each an act under a key of its own; the first one kept binds the call's key to its rows.

    A refused row keeps nothing, so the same call again takes up exactly the rows that were refused or never reached.
    """

    async def __call__(self, desk: Desk, *, idempotency_key: str, **given: Any) -> Synced:
        """Take in each row once. Raises `ListTooLong`."""
        rows: Sequence[RowGiven] = given["rows"]
        try:
            self._check(desk, idempotency_key)
            if len(rows) > MAX_ROWS:
                raise ListTooLong("rows", limit=MAX_ROWS)
            call = _Call(desk, idempotency_key, *self._claim(desk, idempotency_key, given))
            await desk.doors.database.transaction(self._free(call))
        except Refusal as no:
            return Synced({}, (no,))
        done = [await self._row(call, index, rows) for index in range(len(rows))]
        kept = [each for each in done if each.outcome is not SyncOutcome.REFUSED]
        return Synced({}, replayed=bool(kept) and all(each.replayed for each in kept), rows=tuple(done))

    def _free(self, call: "_Call") -> Callable[[Session], Awaitable[bool]]:
        """Ask whether the key is free, or belongs to these very rows."""

        async def free(session: Session) -> bool:
            deed = Deed(call.desk.official.id, self.name, self.basis, call.desk.today)
            return await call.unbound(Transaction(session, deed, call.desk.doors.database.seals))

        return free

    async def _row(self, call: "_Call", index: int, rows: Sequence[RowGiven]) -> RowOutcome:
        row = rows[index]
        reference, desk = row["reference"], call.desk
        try:
            if any(reference.strip() == earlier["reference"].strip() for earlier in rows[:index]):
                raise ReferenceRepeated("reference")
            one = replace(self, work=call.binding(self.work))
            done = await desk.doors.database.transaction(one.once(desk, digest([call.key, reference.strip()]), row))
        except (Refusal, RevisionStale) as no:
            refusal = no if isinstance(no, Refusal) else StaleRevision()
            told = reference[:REFERENCE_LIMIT]
            return RowOutcome(index, told, SyncOutcome.REFUSED, refusals=(_placed(refusal, index),))
        outcome = SyncOutcome(done.result["outcome"])
        proposed = (_placed(AlreadyAccepted(), index),) if outcome is SyncOutcome.PROPOSED else ()
        return RowOutcome(index, reference, outcome, done.result["application"], proposed, done.replayed)


@dataclass(frozen=True, slots=True)
class _Call:
    """One call: its key, and what the key is remembered by."""

    desk: Desk
    key: str
    claim: str
    input_hash: str

    async def unbound(self, transaction: Transaction) -> bool:
        """Whether nothing was kept under the key yet. Raises `IdempotencyKeyReused` when other rows were."""
        earlier = await transaction.earlier(self.claim)
        if earlier is not None and earlier.input_hash != self.input_hash:
            raise IdempotencyKeyReused("idempotencyKey")
        return earlier is None

    def binding(self, work: Work) -> Work:
        """The work on one row, which also binds the call's key when it is the first one kept."""

        async def bound(hand: Hand, **row: Any) -> Result:
            result = await work(hand, **row)
            if await self.unbound(hand.transaction):
                await hand.transaction.remember(self.claim, self.input_hash, {})
            return result

        return bound


def _placed(refusal: Refusal, index: int) -> Refusal:
    """The refusal with its path from the whole input."""
    refusal.path = ("rows", str(index), *refusal.path)
    return refusal


sync_applications = SyncAct(
    ActName.SYNC_APPLICATIONS,
    "M57 art.4, 6, 10",
    "application",
    (
        *COMMON_REFUSALS,
        *REGISTRATION_REFUSALS,
        *refusals_in("casework.application_sync", "casework.hardship"),
    ),
    synced,
)
