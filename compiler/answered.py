"""What a plain function answers: objects as they are, rows as the visibility table has them for the viewer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLNonNull, GraphQLOutputType, get_named_type

from authorization.mask import masked
from authorization.official import ViewerClass
from authorization.sight import Sight
from authorization.visibility import FieldRule
from compiler.declaration import Catalogue, Derived, Stored
from compiler.frame import access, written
from compiler.leaf import is_list
from compiler.reason import NotCompilable, Reason
from compiler.selection import Selected, Selections
from documents.database import Row
from documents.reading import RowUnfit

Tell = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Telling:
    """How the answers to one operation are told to one viewer class; never what the read log must name."""

    catalogue: Catalogue
    selections: Selections
    viewer: ViewerClass

    def of(self, each: Selected) -> Tell:
        """How the value of a selected field is told."""
        type_ = _type(each)
        name = get_named_type(type_).name
        if name not in self.catalogue.table.types:
            return written(self.catalogue, self.selections, each, type_)
        tell = self._row(name, each)
        if is_list(type_):
            return lambda rows: [tell(row) for row in rows]
        return lambda row: None if row is None else tell(row)

    def _row(self, type_name: str, selected: Selected) -> Callable[[Row], Row]:
        below = self.selections.below(self.selections.object_type(type_name), selected)
        parts = [(each.key, self._part(each)) for each in below]
        return lambda row: {key: tell(row) for key, tell in parts}

    def _part(self, each: Selected) -> Callable[[Row], Any]:
        if each.field is None:
            return lambda _row: each.parent
        if each.name == "access":
            told = access(self.catalogue, self.selections, self.viewer, each)
            return lambda _row: told
        rule, way = self.catalogue.rule(each.parent, each.name), self.catalogue.ways.get((each.parent, each.name))
        if rule is None or not isinstance(way, Derived if rule.path is None else Stored) or self._is_kept(rule):
            raise NotCompilable(Reason.NOT_DECLARED, f"{each.parent}.{each.name}")
        found, tell = _seen(rule, rule.visible.sight(self.viewer)), self.of(each)
        return (
            _checked(lambda row: tell(found(row)))
            if isinstance(_type(each), GraphQLNonNull)
            else (lambda row: tell(found(row)))
        )

    def _is_kept(self, rule: FieldRule) -> bool:
        """Whether the read log must name the field, or the object's own state may withhold it: not ours to tell."""
        return rule.visible.is_logged(self.viewer) or rule.visible.condition(self.viewer) is not None


def _seen(rule: FieldRule, sight: Sight) -> Callable[[Row], Any]:
    """The value as the viewer has it: a stored one at its path, a derived one under the field's name."""
    mask, path = rule.visible.mask, rule.path or rule.name
    if sight is Sight.HIDDEN:
        return lambda _row: None
    if sight is Sight.MASKED and mask is not None:
        return lambda row: masked(mask, row.get(rule.visible.masked_path or path))
    return lambda row: row.get(path)


def _checked(tell: Callable[[Row], Any]) -> Callable[[Row], Any]:
    def told(row: Row) -> Any:
        value = tell(row)
        if value is None:
            raise RowUnfit
        return value

    return told


def _type(each: Selected) -> GraphQLOutputType:
    if each.field is None:
        raise NotCompilable(Reason.NOT_DECLARED, each.name)
    return each.field.type
