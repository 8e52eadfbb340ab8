"""The frame of an answer: objects that Python answers with, and what of a type is masked or withheld."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from graphql import GraphQLOutputType, get_named_type, is_leaf_type

from authorization.official import ViewerClass
from authorization.sight import Sight
from authorization.visibility import VisibilityTable
from compiler.declaration import Catalogue
from compiler.leaf import is_list, teller
from compiler.reason import NotCompilable, Reason
from compiler.selection import Selected, Selections

_ACCESS: dict[str, Callable[[VisibilityTable, str, ViewerClass], list[str]]] = {
    "masked": lambda table, type_name, viewer: table.named(type_name, viewer, Sight.MASKED),
    "withheld": lambda table, type_name, viewer: table.named(type_name, viewer, Sight.HIDDEN),
    "mayBeWithheld": lambda table, type_name, viewer: table.conditional(type_name, viewer),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The selected attributes of an answered object, each by its response key."""

    leaves: tuple[tuple[str, Callable[[Any], Any]], ...]

    def tell(self, answered: Any) -> dict[str, Any]:
        return {key: told(answered) for key, told in self.leaves}


def frame(catalogue: Catalogue, selections: Selections, selected: Selected) -> Frame:
    """How the object of a selected field is told."""
    below = selections.below(selections.object_type(_type_name(selected)), selected)
    return Frame(tuple((each.key, _told(catalogue, selections, each)) for each in below))


def _told(catalogue: Catalogue, selections: Selections, each: Selected) -> Callable[[Any], Any]:
    if each.field is None:
        return lambda _answered: each.parent
    attribute = catalogue.attributes.get((each.parent, each.name))
    if attribute is None:
        raise NotCompilable(Reason.NOT_DECLARED, f"{each.parent}.{each.name}")
    found, tell = attrgetter(attribute), written(catalogue, selections, each, each.field.type)
    return lambda answered: tell(found(answered))


def written(
    catalogue: Catalogue, selections: Selections, each: Selected, type_: GraphQLOutputType
) -> Callable[[Any], Any]:
    """How a value that Python found for a selected field is told: a leaf, an object, or a list of them."""
    if is_leaf_type(get_named_type(type_)):
        return teller(type_)
    inner = frame(catalogue, selections, each).tell
    if is_list(type_):
        return lambda parts: [inner(part) for part in parts]
    return lambda part: None if part is None else inner(part)


def access(catalogue: Catalogue, selections: Selections, viewer: ViewerClass, selected: Selected) -> dict[str, Any]:
    """What of the parent type is masked and withheld: the same for every row, so told once when compiled."""
    below = selections.below(selections.object_type(_type_name(selected)), selected)
    table = catalogue.table
    return {
        each.key: each.parent if each.field is None else _ACCESS[each.name](table, selected.parent, viewer)
        for each in below
    }


def _type_name(selected: Selected) -> str:
    if selected.field is None:
        raise NotCompilable(Reason.NOT_DECLARED, selected.name)
    return str(get_named_type(selected.field.type).name)
