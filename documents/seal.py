"""Sealed values: encrypted before they reach the database, beside a mask that may be shown."""

import hmac
import secrets
from dataclasses import dataclass, field
from typing import Any, Self, cast

from bson.binary import Binary
from bson.codec_options import CodecOptions
from pymongo import AsyncMongoClient
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.encryption import AsyncClientEncryption
from pymongo.errors import DuplicateKeyError, EncryptionError, PyMongoError

from documents.generation import KEYRING, STATE, Generations, claims_key, identity_key

KEY_VAULT = "keyVault"
DETERMINISTIC = "AEAD_AES_256_CBC_HMAC_SHA_512-Deterministic"
RANDOM = "AEAD_AES_256_CBC_HMAC_SHA_512-Random"
_RANDOM, _FINGERPRINT = "random", "fingerprint"
Client = AsyncMongoClient[dict[str, Any]]
Encryption = AsyncClientEncryption[dict[str, Any]]


class SealsBroken(Exception):
    """The keys at hand do not open what the database holds."""


def provider(master_key: bytes) -> str:
    """The name under which data keys say which master key wraps them; it tells nothing of the key."""
    return f"local:k{hmac.digest(master_key, b'jiuzhu master key', 'sha256').hex()[:12]}"


def vault_of(client: Client, namespace: str, *master_keys: bytes) -> Encryption:
    """A key vault that these master keys open; the first of them also opens what names no key."""
    named = {provider(each): {"key": each} for each in master_keys}
    options: CodecOptions[dict[str, Any]] = CodecOptions()
    return AsyncClientEncryption({"local": {"key": master_keys[0]}, **named}, namespace, client, options)


@dataclass(slots=True)
class Seals:
    """Encrypts and opens sealed values by the data keys in the key vault (explicit client-side encryption).

    `generation` is that of the opening; acts ask for the one in force in their own transaction.
    """

    client: Client
    database: str
    master_key: bytes = field(repr=False)
    encryption: Encryption
    fingerprint_key: bytes = field(repr=False)
    generation: int
    _claim_keys: dict[int, bytes] = field(default_factory=dict, repr=False)

    @classmethod
    async def open(cls, client: Client, database: str, master_key: bytes) -> Self:
        """Open the vault with the master key, making the data keys on first use.

        Raises `SealsBroken` when the master key is not the one that the vault was made with.
        """
        encryption = vault_of(client, f"{database}.{KEY_VAULT}", master_key)
        await client[database][KEY_VAULT].create_index(
            "keyAltNames", unique=True, partialFilterExpression={"keyAltNames": {"$exists": True}}
        )
        try:
            generation = Generations.of(await client[database][KEYRING].find_one({"_id": STATE})).current
            seals = cls(client, database, master_key, encryption, b"", generation)
            await seals.ensure(_RANDOM)
            seals.fingerprint_key = await seals.kept_key(_FINGERPRINT, like=claims_key(1))
            await seals.prepare(generation)
        except EncryptionError as error:
            await encryption.close()
            raise SealsBroken(
                "the master key does not open this database's data keys: restore the key file that this database was "
                f"last opened with (the file at hand is {provider(master_key).removeprefix('local:')}"
                f"{await _wanted(client, database)})"
            ) from error
        else:
            return seals

    async def prepare(self, generation: int) -> None:
        """Make the keys of a generation unless they are there."""
        await self.ensure(identity_key(generation))
        self._claim_keys[generation] = await self.kept_key(claims_key(generation))
        await self.identity("opens", generation)  # a vault that opens the one must open the other

    async def ensure(self, name: str) -> None:
        """Make a data key unless it is there; two that make it at once make one."""
        if await self.encryption.get_key_by_alt_name(name) is not None:
            return
        try:
            await self.encryption.create_data_key(provider(self.master_key), key_alt_names=[name])
        except (DuplicateKeyError, EncryptionError) as error:
            if await self.encryption.get_key_by_alt_name(name) is None:
                raise SealsBroken(f"the data key {name} could not be made") from error

    async def kept_key(self, name: str, like: str = "") -> bytes:
        """A key of the keyring: random, kept sealed, so that a new master key leaves every hash as it is.

        Where it is missing beside `like`, it was one with it until now, and stays so.
        """
        keyring = self.client[self.database][KEYRING]
        kept = await keyring.find_one({"_id": name})
        if kept is None:
            twin = await keyring.find_one({"_id": like})
            sealed = twin["sealed"] if twin else await self._sealed(secrets.token_bytes(32))
            await keyring.update_one({"_id": name}, {"$setOnInsert": {"sealed": sealed}}, upsert=True)
            kept = await keyring.find_one({"_id": name}) or {}
        return bytes(await self.encryption.decrypt(kept["sealed"]))

    async def _sealed(self, key: bytes) -> Binary:
        return await self.encryption.encrypt(key, RANDOM, key_alt_name=_RANDOM)

    async def generations(self, session: AsyncClientSession | None = None) -> Generations:
        """The generations in force, as the session's snapshot has them."""
        return Generations.of(await self.client[self.database][KEYRING].find_one({"_id": STATE}, session=session))

    async def identity(self, number: str, generation: int | None = None) -> Binary:
        """Seal an identity-card number; equal numbers give equal ciphertexts within a generation."""
        name = identity_key(generation or self.generation)
        return await self.encryption.encrypt(number, DETERMINISTIC, key_alt_name=name)

    async def account(self, number: str) -> Binary:
        """Seal a bank account; equal accounts give different ciphertexts."""
        return await self.encryption.encrypt(number, RANDOM, key_alt_name=_RANDOM)

    async def opened(self, sealed: Binary) -> str:
        return cast("str", await self.encryption.decrypt(sealed))

    def claim(self, number: str) -> str:
        """The keyed hash under which a number claims its one household, of the generation at the opening."""
        return hmac.digest(self._claim_keys[self.generation], number.encode(), "sha256").hex()

    async def claimed(self, number: str, generation: int) -> str:
        """The keyed hash of a number by a generation's key."""
        if generation not in self._claim_keys:
            self._claim_keys[generation] = await self.kept_key(claims_key(generation))
        return hmac.digest(self._claim_keys[generation], number.encode(), "sha256").hex()

    def fingerprint(self, text: str) -> str:
        """A keyed hash by which an input is known again: without the key, no guess of its numbers can be tried.

        Its key is its own and is not rotated with the claims: the journal's digests must be found again for decades.
        """
        return hmac.digest(self.fingerprint_key, f"input:{text}".encode(), "sha256").hex()

    async def usable(self) -> bool:
        """Whether the master key at hand still opens the vault as it is now, asked without what is remembered."""
        fresh = vault_of(self.client, f"{self.database}.{KEY_VAULT}", self.master_key)
        try:
            kept = await self.client[self.database][KEYRING].find_one({"_id": _FINGERPRINT}) or {}
            return bytes(await fresh.decrypt(kept["sealed"])) == self.fingerprint_key
        except (PyMongoError, KeyError):
            return False
        finally:
            await fresh.close()

    async def close(self) -> None:
        await self.encryption.close()


async def _wanted(client: Client, database: str) -> str:
    """Which master key the vault names, to tell one lost file from another."""
    names = await client[database][KEY_VAULT].distinct("masterKey.provider")
    known = sorted(str(each).removeprefix("local:") for each in names if str(each) != "local")
    return f", it wants {', '.join(known)}" if known else ""
