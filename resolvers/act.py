"""How every act is done: admitted, loaded through the scope, judged, and kept whole in one transaction, once."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeVar

from authorization.policy import ActName, admits
from authorization.scope import Kind, scope
from casework.refusal import Refusal
from documents.database import Session
from documents.outbox import IdempotencyDocument
from documents.record import RecordDocument
from documents.transaction import Deed, RevisionStale, Transaction
from resolvers.desk import Desk
from resolvers.reader import within

D = TypeVar("D", bound=RecordDocument)
MIN_KEY, MAX_KEY = 8, 100


class NotAdmitted(Refusal):
    zh = "您的岗位不能办理这一事项"
    en = "Your post does not admit you to this act"


class NotFound(Refusal):
    zh = "没有这一记录，或不在您的辖区内"
    en = "There is no such record, or it lies outside your area"


class StaleRevision(Refusal):
    zh = "记录已被他人更改，请按返回的最新版本重新核对"
    en = "The record was changed meanwhile; look at its current state, which comes with this answer"


class IdempotencyKeyInvalid(Refusal):
    zh = "幂等键须为 8 至 100 个字符"
    en = "An idempotency key has 8 to 100 characters"


class IdempotencyKeyReused(Refusal):
    zh = "这一幂等键已用于另一内容的请求"
    en = "This idempotency key was already used with another input"


COMMON_REFUSALS: tuple[type[Refusal], ...] = (
    NotAdmitted,
    NotFound,
    StaleRevision,
    IdempotencyKeyInvalid,
    IdempotencyKeyReused,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act: the ids it made or changed by their names, or the refusals."""

    result: Mapping[str, str]
    refusals: tuple[Refusal, ...] = ()
    replayed: bool = False


class Hand:
    """One official's hand on one transaction: what it loads, it loads through his scope.

    `found` is what the act found outside the transaction, before it began.
    """

    def __init__(self, desk: Desk, transaction: Transaction, subject: str, found: Any = None) -> None:
        self.desk = desk
        self.transaction = transaction
        self.subject = subject
        self.found = found

    async def load(self, kind: Kind, document: type[D], id_: str, revision: int | None, path: str = "id") -> D:
        """The record to change. Raises `NotFound` outside the scope, `StaleRevision` when another revision is asked."""
        scoped = within(scope(self.desk.official, kind), {"_id": id_})
        record = await self.transaction.load(document, scoped)
        if record is None:
            raise NotFound(path)
        if revision is not None and record.revision != revision:
            raise StaleRevision("expectedRevision")
        return record

    async def keep(self, record: RecordDocument) -> dict[str, str]:
        """Keep the changed record; the act's result names it."""
        await self.transaction.keep(record)
        return {self.subject: record.id}

    async def create(self, record: RecordDocument) -> dict[str, str]:
        """Keep the new record; the act's result names it."""
        await self.transaction.create(record)
        return {self.subject: record.id}


Result = Mapping[str, str]
Work = Callable[..., Awaitable[Result]]
Around = Callable[..., AbstractAsyncContextManager[Any]]


After = Callable[[Desk, Refusal], Awaitable[None]]


async def _silent(_desk: Desk, _refusal: Refusal) -> None:
    """Nothing is kept of a refusal, as a rule."""


def _nothing(_desk: Desk, **_given: Any) -> AbstractAsyncContextManager[None]:
    return nullcontext()


@dataclass(frozen=True, slots=True)
class Act:
    """An act as the schema offers it: its name, its legal basis, every refusal it may answer, and its work.

    `subject` names the record that it changes; its id is the input's `id`. `around` is what is done in the store,
    before the transaction (which may run several times) and after its commit; what it yields is the hand's `found`.
    `after` hears a refusal once its transaction has kept nothing: some answers are themselves to be journalled.
    """

    name: ActName
    basis: str
    subject: str
    refusals: tuple[type[Refusal], ...]
    work: Work
    around: Around = _nothing
    after: After = _silent

    async def __call__(self, desk: Desk, *, idempotency_key: str, **given: Any) -> Outcome:
        """Do the act once under its key; a refusal keeps nothing, the same key and input give the first result."""
        try:
            self._check(desk, idempotency_key)
            if self.around is not _nothing:
                await self._unused(desk, idempotency_key, given)
            async with self.around(desk, **given) as found:
                return await desk.doors.database.transaction(self.once(desk, idempotency_key, given, found))
        except (Refusal, RevisionStale) as no:
            refusal = no if isinstance(no, Refusal) else StaleRevision("expectedRevision")
            await self.after(desk, refusal)
            return Outcome({self.subject: given["id"]} if "id" in given else {}, (refusal,))

    def _check(self, desk: Desk, key: str) -> None:
        if not admits(self.name, desk.official):
            raise NotAdmitted
        if not MIN_KEY <= len(key) <= MAX_KEY:
            raise IdempotencyKeyInvalid("idempotencyKey")

    async def _unused(self, desk: Desk, key: str, given: Mapping[str, Any]) -> None:
        """Refuse a key that was used with another input before anything is done in the store."""
        claim, input_hash = self._claim(desk, key, given)
        earlier = await IdempotencyDocument.get_pymongo_collection().find_one({"_id": claim})
        if earlier is not None and earlier["inputHash"] != input_hash:
            raise IdempotencyKeyReused("idempotencyKey")

    def _claim(self, desk: Desk, key: str, given: Mapping[str, Any]) -> tuple[str, str]:
        """Under what an act is remembered, and the keyed hash by which its input is known again."""
        fingerprint = desk.doors.database.seals.fingerprint(digest(given))
        return digest([desk.official.id, self.name, key]), fingerprint

    def once(
        self, desk: Desk, key: str, given: Mapping[str, Any], found: Any = None
    ) -> Callable[[Session], Awaitable[Outcome]]:
        """The act's transaction: the work, and the key under which it is remembered; or the first result again."""
        claim, input_hash = self._claim(desk, key, given)

        async def attempt(session: Session) -> Outcome:
            transaction = Transaction(
                session, Deed(desk.official.id, self.name, self.basis, desk.today), desk.doors.database.seals
            )
            earlier = await transaction.earlier(claim)
            if earlier is not None:
                if earlier.input_hash != input_hash:
                    raise IdempotencyKeyReused("idempotencyKey")
                return Outcome(earlier.result, replayed=True)
            result = dict(await self.work(Hand(desk, transaction, self.subject, found), **given))
            await transaction.remember(claim, input_hash, result)
            return Outcome(result)

        return attempt


def act(
    name: ActName,
    basis: str,
    *,
    subject: str,
    refusals: tuple[type[Refusal], ...],
    around: Around = _nothing,
    after: After = _silent,
) -> Callable[[Work], Act]:
    """Make a function an act: it loads through the hand, decides by casework's rules, and keeps."""
    return lambda work: Act(name, basis, subject, (*COMMON_REFUSALS, *refusals), work, around, after)


def digest(value: Any) -> str:
    """SHA-256 of a value as canonical JSON, as hex."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()
