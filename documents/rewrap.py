"""Rotating the master key (更换主密钥): the data keys are wrapped anew, and all of them switched at once."""

from typing import Any

from pymongo import AsyncMongoClient
from pymongo.errors import EncryptionError

from documents.database import SELECTION_MS, Row, Session
from documents.outage import outage_told
from documents.seal import KEY_VAULT, Seals, SealsBroken, provider, vault_of

_DRAFT = f"{KEY_VAULT}.rewrap"


class VaultChanged(Exception):
    """A data key was made or retired meanwhile: run the command again."""


async def rewrap(url: str, name: str, old: bytes, new: bytes) -> int:
    """Wrap every data key by the new master key; afterwards the old one opens nothing. Returns how many there are.

    What an interrupted run left undone is done by running it again, for no key is switched before all are wrapped.
    Raises `SealsBroken` when neither key opens the vault, `VaultChanged`.
    """
    client: AsyncMongoClient[Row] = AsyncMongoClient(
        url, tz_aware=True, serverSelectionTimeoutMS=SELECTION_MS, connectTimeoutMS=SELECTION_MS
    )
    try:
        with outage_told():
            count = await _rewrapped(client, name, old, new)
            await (await Seals.open(client, name, new)).close()
            return count
    finally:
        await client.close()


async def _rewrapped(client: AsyncMongoClient[Row], name: str, old: bytes, new: bytes) -> int:
    vault, draft = client[name][KEY_VAULT], client[name][_DRAFT]
    await draft.drop()
    before = [row async for row in vault.find()]
    if not before:
        return 0
    await draft.insert_many(before)
    encryption = vault_of(client, f"{name}.{_DRAFT}", old, new)
    try:
        await encryption.rewrap_many_data_key({}, provider=provider(new))
    except EncryptionError as error:
        raise SealsBroken("neither the old nor the new master key opens this database's data keys") from error
    finally:
        await encryption.close()
    wrapped = [row async for row in draft.find()]

    async def switched(session: Session) -> None:
        kept: list[Any] = [row async for row in vault.find({}, session=session)]
        if [each["keyMaterial"] for each in kept] != [each["keyMaterial"] for each in before]:
            raise VaultChanged
        for row in wrapped:
            await vault.replace_one({"_id": row["_id"]}, row, session=session)

    async with client.start_session() as session:
        await session.with_transaction(switched)
    await draft.drop()
    return len(wrapped)
