"""Rotating the deterministic key (轮换密钥): a job that can be killed and run again, while all work goes on.

While it runs, two generations hold: what is new is sealed by the new key and claimed under both, so that look-up and
uniqueness hold whichever generation a household is in (docs/decisions/0010).
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from bson.binary import Binary
from pymongo.errors import DuplicateKeyError

from documents.database import Database, Row, Session
from documents.generation import KEYRING, STATE, Generations, claims_key, identity_key
from documents.outage import outage_told
from documents.record import utc_now
from documents.seal import KEY_VAULT

SETTLE_SECONDS = 65.0  # longer than any transaction lives (transactionLifetimeLimitSeconds is 60)
_BATCH = 50
_KEY_ID = slice(1, 17)  # of a sealed value: one byte of kind, sixteen of the data key's id
Tell = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a run of the job did."""

    generation: int
    households: int
    versions: int


async def rotate(database: Database, tell: Tell = lambda _line: None, settle: float = SETTLE_SECONDS) -> Rotated:
    """Bring every number and claim under the next generation of the key, and retire the one before.

    A run that was interrupted is taken up where it was. `settle` is how many seconds are waited for transactions that
    began under the earlier state: with less than the longest transaction's life, only while nothing else writes.
    """
    with outage_told():
        job = _Rotation(database, await _begun(database), settle)
        tell(f"generation {job.generations.current} follows {job.generations.previous}")
        await job.settled("beganAt")
        households, versions = await job.households(tell), await job.versions(tell)
        await job.retire(tell)
        return Rotated(job.generations.current, households, versions)


async def _begun(database: Database) -> Generations:
    """The two generations of the rotation under way, or of one that begins now with its keys made first."""
    keyring = database.database[KEYRING]
    row = await keyring.find_one({"_id": STATE})
    if row is not None and (row["previous"] is not None or row.get("retiring") is not None):
        return Generations(row["current"], row["previous"] or row["retiring"])
    now = Generations.of(row)
    await database.seals.prepare(now.current + 1)
    following = {"current": now.current + 1, "previous": now.current, "mark": "", "beganAt": utc_now()}
    try:
        await keyring.update_one(
            {"_id": STATE, "current": now.current, "previous": None}, {"$set": following}, upsert=True
        )
    except DuplicateKeyError:  # another run began it at the same moment
        return await _begun(database)
    return Generations(now.current + 1, now.current)


@dataclass(slots=True)
class _Rotation:
    """One rotation with its two generations; each step done twice changes nothing."""

    database: Database
    generations: Generations
    settle: float

    async def settled(self, since: str) -> None:
        """Wait until no transaction lives that began before the state changed; a later run waits for the rest only."""
        row = await self._state()
        if since in row:
            waited = (utc_now() - row[since]).total_seconds()
            await asyncio.sleep(max(0.0, self.settle - waited))

    async def households(self, tell: Tell) -> int:
        """Seal every household's numbers anew and claim them under the new key, one transaction a household."""
        done = 0
        async for ids in self._batches("households", (await self._state()).get("mark", "")):
            for id_ in ids:
                done += await self.database.transaction(lambda session, id_=id_: self._household(session, id_))  # type: ignore[misc]
            await self._mark({"mark": ids[-1]})
            tell(f"households up to {ids[-1]}")
        return done

    async def versions(self, tell: Tell) -> int:
        """Seal the numbers in the households' earlier states; nothing changes them, so no transaction is needed."""
        done = 0
        async for ids in self._batches("householdVersions", ""):
            async for row in self.database.database["householdVersions"].find({"_id": {"$in": ids}}):
                anew = await self._sealed_anew(row["snapshot"]["members"], "snapshot.members")
                if anew:
                    await self.database.database["householdVersions"].update_one({"_id": row["_id"]}, {"$set": anew})
                    done += 1
        tell(f"{done} earlier states")
        return done

    async def retire(self, tell: Tell) -> None:
        """Let the earlier generation go, last of all, once a second look finds nothing that its key alone opens."""
        before, database = self.generations.known[-1], self.database.database
        if (await self._state())["previous"] is not None:
            await self._mark({"previous": None, "retiring": before, "mark": "", "endedAt": utc_now()})
        await self.settled("endedAt")
        left = await self.households(lambda _line: None) + await self.versions(lambda _line: None)
        tell(f"{left} were written under generation {before} meanwhile")
        await database["identityClaims"].delete_many({"generation": before})
        await database[KEYRING].delete_one({"_id": claims_key(before)})
        await database[KEY_VAULT].delete_one({"keyAltNames": identity_key(before)})
        await database[KEYRING].update_one({"_id": STATE}, {"$unset": {"retiring": "", "mark": "", "endedAt": ""}})
        tell(f"generation {before} is retired")

    async def _household(self, session: Session, id_: str) -> bool:
        """Whether anything of the household was still of the earlier generation."""
        households = self.database.database["households"]
        row = await households.find_one({"_id": id_}, session=session)
        anew = await self._sealed_anew(row["members"], "members") if row else {}
        if row is None or not anew:
            return False
        for member in row["members"]:
            await self._claim(session, row["_id"], member)
        await households.update_one({"_id": id_}, {"$set": anew}, session=session)
        return True

    async def _claim(self, session: Session, household_id: str, member: Row) -> None:
        """The member's claim under the new key, wherever he has one under the earlier."""
        seals, claims = self.database.seals, self.database.database["identityClaims"]
        number = await seals.opened(Binary(member["identitySealed"], 6))
        new, old = [await seals.claimed(number, each) for each in self.generations.known]
        if await claims.find_one({"_id": new}, session=session) is not None:
            return
        kept = await claims.find_one({"_id": old, "householdId": household_id}, session=session)
        if kept is not None:
            twin = {**kept, "_id": new, "generation": self.generations.current}
            await claims.insert_one(twin, session=session)

    async def _sealed_anew(self, members: list[Row], path: str) -> Row:
        """The numbers that the new key does not seal yet, sealed by it, by their paths."""
        seals, key = self.database.seals, await self._key()
        return {
            f"{path}.{place}.identitySealed": await seals.identity(
                await seals.opened(Binary(member["identitySealed"], 6)), self.generations.current
            )
            for place, member in enumerate(members)
            if bytes(member["identitySealed"])[_KEY_ID] != key
        }

    async def _key(self) -> bytes:
        name = identity_key(self.generations.current)
        found = await self.database.seals.encryption.get_key_by_alt_name(name)
        return bytes(found["_id"]) if found else b""

    async def _batches(self, collection: str, mark: str) -> AsyncIterator[list[str]]:
        """Ids after the mark in their order, some at a time."""
        while True:
            found = self.database.database[collection].find({"_id": {"$gt": mark}}, {"_id": 1}, sort=[("_id", 1)])
            ids = [row["_id"] async for row in found.limit(_BATCH)]
            if not ids:
                return
            yield ids
            mark = ids[-1]

    async def _state(self) -> Row:
        return await self.database.database[KEYRING].find_one({"_id": STATE}) or {}

    async def _mark(self, change: Row) -> None:
        """Note how far the job is, unless another run has ended it."""
        ours = {"_id": STATE, "current": self.generations.current}
        await self.database.database[KEYRING].update_one(ours, {"$set": change})
