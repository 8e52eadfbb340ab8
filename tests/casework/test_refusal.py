"""What holds of every refusal and every code: one code each, two languages, a label for each value."""

import importlib
import inspect
import pkgutil
from enum import StrEnum
from string import Formatter
from types import ModuleType
from typing import Any

import pytest

import casework
from casework.office import Organ, Role, Tier
from casework.refusal import Refusal

MODULES = [importlib.import_module(f"casework.{module.name}") for module in pkgutil.iter_modules(casework.__path__)]


def own(kind: type, module: ModuleType) -> list[Any]:
    return [
        each
        for each in vars(module).values()
        if inspect.isclass(each) and issubclass(each, kind) and each.__module__ == module.__name__
    ]


REFUSALS = [each for module in MODULES for each in own(Refusal, module) if each is not Refusal]
ENUMS = [each for module in MODULES for each in own(StrEnum, module) if each not in {Tier, Organ, Role}]
LABELS = [
    labels
    for module in MODULES
    for name, labels in vars(module).items()
    if name.endswith("_LABELS") and next(iter(labels)).__class__.__module__ == module.__name__
]


def test_each_code_is_one_class() -> None:
    codes = [refusal.code() for refusal in REFUSALS]

    assert sorted(set(codes)) == sorted(codes)


@pytest.mark.parametrize("refusal", REFUSALS)
def test_each_refusal_is_told_in_both_languages_and_explains_itself(refusal: type[Refusal]) -> None:
    assert refusal.zh
    assert refusal.en
    assert refusal.__doc__
    assert refusal.zh.isascii() is False


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_refusal_without_facts_needs_none(refusal: type[Refusal]) -> None:
    fields = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (refusal.zh, refusal.en)]
    if any(fields):
        return
    told = refusal("input")

    assert told.path == ("input",)
    assert told.message("zh").startswith(refusal.zh)
    assert told.message("en").startswith(refusal.en)


@pytest.mark.parametrize("enum", ENUMS)
def test_every_value_has_its_label_in_both_languages(enum: type[StrEnum]) -> None:
    (labels,) = [labels for labels in LABELS if isinstance(next(iter(labels)), enum)]

    assert set(labels) == set(enum)
    assert all(zh and en for zh, en in labels.values())


@pytest.mark.parametrize("module", MODULES)
def test_every_public_rule_names_its_regulation(module: ModuleType) -> None:
    rules = [
        rule
        for name, rule in inspect.getmembers(module, inspect.isfunction)
        if rule.__module__ == module.__name__ and not name.startswith("_")
    ]

    assert all(rule.__doc__ for rule in rules), [rule.__name__ for rule in rules if not rule.__doc__]
