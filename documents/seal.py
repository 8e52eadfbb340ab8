"""Sealed values: encrypted before they reach the database, beside a mask that may be shown."""

import hmac
import secrets
from dataclasses import dataclass
from typing import Any, Self, cast

from bson.binary import Binary
from bson.codec_options import CodecOptions
from pymongo import AsyncMongoClient
from pymongo.asynchronous.encryption import AsyncClientEncryption
from pymongo.errors import EncryptionError

KEY_VAULT = "keyVault"
DETERMINISTIC = "AEAD_AES_256_CBC_HMAC_SHA_512-Deterministic"
RANDOM = "AEAD_AES_256_CBC_HMAC_SHA_512-Random"
_IDENTITY, _RANDOM, _CLAIMS = "identity", "random", "claims"


class SealsBroken(Exception):
    """The keys at hand do not open what the database holds."""


@dataclass(slots=True)
class Seals:
    """Encrypts and opens sealed values by the data keys in the key vault (explicit client-side encryption)."""

    encryption: AsyncClientEncryption[dict[str, Any]]
    claim_key: bytes

    @classmethod
    async def open(cls, client: AsyncMongoClient[dict[str, Any]], database: str, master_key: bytes) -> Self:
        """Open the vault with the master key, making the data keys on first use.

        Raises `SealsBroken` when the master key is not the one that the vault was made with.
        """
        vault = f"{database}.{KEY_VAULT}"
        providers = {"local": {"key": master_key}}
        options: CodecOptions[dict[str, Any]] = CodecOptions()
        encryption: AsyncClientEncryption[dict[str, Any]] = AsyncClientEncryption(providers, vault, client, options)
        await client[database][KEY_VAULT].create_index(
            "keyAltNames", unique=True, partialFilterExpression={"keyAltNames": {"$exists": True}}
        )
        try:
            for name in (_IDENTITY, _RANDOM):
                await _ensure_key(encryption, name)
            return cls(encryption, await _claim_key(client, database, encryption))
        except EncryptionError as error:
            await encryption.close()
            raise SealsBroken("the master key does not open this database's data keys") from error

    async def identity(self, number: str) -> Binary:
        """Seal an identity-card number; equal numbers give equal ciphertexts."""
        return await self.encryption.encrypt(number, DETERMINISTIC, key_alt_name=_IDENTITY)

    async def account(self, number: str) -> Binary:
        """Seal a bank account; equal accounts give different ciphertexts."""
        return await self.encryption.encrypt(number, RANDOM, key_alt_name=_RANDOM)

    async def opened(self, sealed: Binary) -> str:
        return cast("str", await self.encryption.decrypt(sealed))

    def claim(self, number: str) -> str:
        """The keyed hash under which a number claims its one household."""
        return hmac.digest(self.claim_key, number.encode(), "sha256").hex()

    def fingerprint(self, text: str) -> str:
        """A keyed hash by which an input is known again: without the key, no guess of its numbers can be tried."""
        return hmac.digest(self.claim_key, f"input:{text}".encode(), "sha256").hex()

    async def close(self) -> None:
        await self.encryption.close()


async def _ensure_key(encryption: AsyncClientEncryption[dict[str, Any]], name: str) -> None:
    if await encryption.get_key_by_alt_name(name) is None:
        await encryption.create_data_key("local", key_alt_names=[name])


async def _claim_key(
    client: AsyncMongoClient[dict[str, Any]], database: str, encryption: AsyncClientEncryption[dict[str, Any]]
) -> bytes:
    """The key of the claims' hashes: random, kept sealed, so that a new master key leaves every claim as it is."""
    keyring = client[database]["keyring"]
    kept = await keyring.find_one({"_id": _CLAIMS})
    if kept is None:
        sealed = await encryption.encrypt(secrets.token_bytes(32), RANDOM, key_alt_name=_RANDOM)
        await keyring.update_one({"_id": _CLAIMS}, {"$setOnInsert": {"sealed": sealed}}, upsert=True)
        kept = await keyring.find_one({"_id": _CLAIMS})
    return bytes(await encryption.decrypt(kept["sealed"])) if kept else b""
