"""What is kept of what was compiled: the most recently used, bounded by number and by weight."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


@dataclass(slots=True)
class Cache(Generic[K, V]):
    """Forgets what was asked for longest ago when there is more than `most` entries, or more than `heaviest` in all."""

    most: int
    heaviest: int = 0
    weight: int = 0
    _kept: OrderedDict[K, tuple[V, int]] = field(default_factory=OrderedDict)

    def get(self, key: K) -> V | None:
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def keep(self, key: K, value: V, weight: int = 0) -> V:
        """Keep a value under a key that is not kept yet."""
        self._kept[key] = value, weight
        self.weight += weight
        while len(self._kept) > self.most or (self.heaviest and self.weight > self.heaviest and len(self._kept) > 1):
            _, (_, freed) = self._kept.popitem(last=False)
            self.weight -= freed
        return value

    def __len__(self) -> int:
        return len(self._kept)
