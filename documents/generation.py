"""Generations of the deterministic key: one in use, and while it is rotated the one before beside it."""

from dataclasses import dataclass
from typing import Any

KEYRING = "keyring"
STATE = "generation"


@dataclass(frozen=True, slots=True)
class Generations:
    """Which generation seals and claims what is new, and which one besides must still be looked at."""

    current: int
    previous: int | None = None

    @property
    def known(self) -> tuple[int, ...]:
        """Every generation under which a number may be claimed, the current one first."""
        return (self.current,) if self.previous is None else (self.current, self.previous)

    @classmethod
    def of(cls, row: dict[str, Any] | None) -> "Generations":
        """As the keyring says; a keyring that says nothing never rotated."""
        return cls(row["current"], row["previous"]) if row else cls(1)


def identity_key(generation: int) -> str:
    """The name of the data key that seals identity numbers."""
    return "identity" if generation == 1 else f"identity-{generation}"


def claims_key(generation: int) -> str:
    """The name of the key of the claims' hashes in the keyring."""
    return "claims" if generation == 1 else f"claims-{generation}"
