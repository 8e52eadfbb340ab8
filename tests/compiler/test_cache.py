"""What is kept of compiled operations stays bounded, whatever is sent."""

import sys
from typing import Any

from authorization.official import ViewerClass
from casework.office import Organ, Role, Tier
from compiler.cache import Cache
from compiler.compiler import MAX_OPERATIONS, MAX_TEXT, Compiler
from compiler.document import MAX_PLANS, read_operation
from compiler.reason import NotCompilable
from schema.answering import COMPILER

WINDOW = ViewerClass(Tier.TOWNSHIP, Organ.TOWNSHIP_GOVERNMENT, frozenset({Role.TOWNSHIP_WINDOW}))


def test_the_longest_unused_is_forgotten_first() -> None:
    cache: Cache[str, int] = Cache(2)
    cache.keep("a", 1)
    cache.keep("b", 2)
    assert cache.get("a") == 1
    cache.keep("c", 3)
    assert (cache.get("a"), cache.get("b"), cache.get("c"), len(cache)) == (1, None, 3, 2)


def test_what_is_kept_weighs_no_more_than_allowed() -> None:
    cache: Cache[int, int] = Cache(100, heaviest=10)
    for n in range(50):
        cache.keep(n, n, weight=4)
        assert cache.weight <= 10
    assert (len(cache), cache.get(49), cache.get(48), cache.get(47)) == (2, 49, 48, None)


def test_one_that_is_too_heavy_alone_is_kept_until_the_next() -> None:
    cache: Cache[int, int] = Cache(100, heaviest=10)
    cache.keep(1, 1, weight=50)
    assert cache.get(1) == 1
    cache.keep(2, 2, weight=1)
    assert (cache.get(1), cache.get(2), cache.weight) == (None, 2, 1)


def test_a_flood_of_distinct_documents_leaves_the_cache_bounded() -> None:
    operations: Any = COMPILER.operations
    for n in range(MAX_OPERATIONS + 500):
        text = f"{{ viewer {{ a{n}: area }} }}"
        COMPILER.plan(WINDOW, text, None, None)
    assert (len(operations), operations.weight <= MAX_TEXT) == (MAX_OPERATIONS, True)


def test_long_documents_leave_the_cache_below_a_million_characters() -> None:
    compiler = Compiler(COMPILER.catalogue)
    texts = [f"{{ viewer {{ area }} }} # {n} {'x' * 400_000}" for n in range(4)]
    for text in texts:
        compiler.plan(WINDOW, text, None, None)
    assert [compiler.operations.get((text, None)) is not None for text in texts] == [False, False, True, True]


def test_the_bounds_are_these() -> None:
    assert (MAX_OPERATIONS, MAX_TEXT, MAX_PLANS) == (1000, 1_048_576, 256)


def test_conditions_of_one_document_leave_its_plans_bounded() -> None:
    names = [f"v{n}" for n in range(9)]
    fields = " ".join(f"{name}: area @include(if: ${name})" for name in names)
    text = f"query({', '.join(f'${name}: Boolean!' for name in names)}) {{ viewer {{ name {fields} }} }}"
    for n in range(2 ** len(names)):
        COMPILER.plan(WINDOW, text, {name: bool(n >> bit & 1) for bit, name in enumerate(names)}, None)
    kept = COMPILER.operations.get((text, None))
    assert not isinstance(kept, NotCompilable)
    assert kept is not None
    assert len(kept.plans) == MAX_PLANS


def test_a_deeply_nested_document_is_refused_and_not_fatal() -> None:
    text = "{ viewer " * (sys.getrecursionlimit() * 2)
    assert isinstance(read_operation(COMPILER.catalogue, text, None), NotCompilable)
