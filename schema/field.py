"""How a field is declared: its group in the access matrix comes first, and without one the schema is not built."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any, TypeVar

import strawberry
from strawberry.extensions import FieldExtension
from strawberry.schema_directive import Location
from strawberry.utils.str_converters import to_camel_case

from authorization.mask import MASK_SENTENCES, Mask, masked
from authorization.sight import SENTENCES, Group, Sight, role_sight
from authorization.state import CONDITIONS, WITHHELD, ObjectState
from authorization.visibility import FieldRule, VisibilityTable, Visible
from casework.office import Role
from compiler.declaration import Derived, Gathered, Listed, Relation, Root, Stored, Way
from documents.database import Row
from resolvers.shape import Shapes
from schema.context import Info

TABLE = VisibilityTable()
RULE, WAY, ROOT, SHAPES = "jiuzhu.rule", "jiuzhu.way", "jiuzhu.root", "jiuzhu.shapes"
VOCABULARIES: dict[str, dict[str, tuple[str, str]]] = {}  # by the enum's name, each value with its labels
E = TypeVar("E", bound=type[Enum])


def described(enum: E, description: str, labels: Mapping[Any, tuple[str, str]]) -> E:
    """Make an enum part of the schema, each value with its English and its official Chinese label."""
    made: Any = strawberry.enum(enum, description=description)
    for value in made.__strawberry_definition__.values:
        zh, en = labels[enum[value.name]]
        value.description = f"{en} {zh}".strip()
    told = {value.name: labels[enum[value.name]] for value in made.__strawberry_definition__.values}
    if all(zh for zh, _ in told.values()):  # one without Chinese labels describes the schema, not the work
        VOCABULARIES[made.__strawberry_definition__.name] = told
    return enum


def _audience(group: Group) -> tuple[str, str]:
    """Who has a group how, as one sentence: the row of the access matrix, told once for all its fields."""
    sights = {role: role_sight(role, group) for role in Role}
    clear = ", ".join(role for role, seen in sights.items() if seen is Sight.CLEAR)
    covered = ", ".join(role for role, seen in sights.items() if seen is Sight.MASKED)
    return "", f"{SENTENCES[group]}. Clear to {clear or 'nobody'}; masked to {covered or 'nobody'}; null to others."


described(Group, "Facts that are seen alike, and by whom.", {group: _audience(group) for group in Group})
described(
    ObjectState,
    "A state outside which an object withholds a field.",
    {s: ("", c.sentence) for s, c in CONDITIONS.items()},
)
described(Mask, "How a masked value is shown.", {mask: ("", sentence) for mask, sentence in MASK_SENTENCES.items()})


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    name="visible",
    description="Who reads the field is told by its group; whoever has the group masked has the mask, or null. "
    "Whoever reads a logged field clear is named in the read log.",
)
class VisibleDirective:
    group: Group = strawberry.directive_field(name="group")
    mask: Mask | None = strawberry.directive_field(name="mask", default=strawberry.UNSET)
    coarse: bool | None = strawberry.directive_field(name="coarse", default=strawberry.UNSET)
    always_masked: bool | None = strawberry.directive_field(name="alwaysMasked", default=strawberry.UNSET)
    only_while: ObjectState | None = strawberry.directive_field(name="onlyWhile", default=strawberry.UNSET)
    logged: bool | None = strawberry.directive_field(name="logged", default=strawberry.UNSET)


def _directive(visible: Visible) -> VisibleDirective:
    return VisibleDirective(
        group=visible.group,
        mask=visible.mask or strawberry.UNSET,
        coarse=visible.coarse or strawberry.UNSET,
        always_masked=visible.always_masked or strawberry.UNSET,
        only_while=visible.only_while or strawberry.UNSET,
        logged=visible.sensitive or strawberry.UNSET,
    )


def shown(
    group: Group,
    description: str,
    *,
    mask: Mask | None = None,
    path: str | None = None,
    masked_path: str | None = None,
    always_masked: bool = False,
    coarse: bool = False,
    personal: bool = False,
    needs: Sequence[str] = (),
    derived: Callable[[Row], Any] | None = None,
    derived_on: Callable[[Row, date], Any] | None = None,
    embedded: str | None = None,
    only_while: ObjectState | None = None,
) -> Any:
    """A field that shows a stored path of the row, named like the field unless `path` says otherwise.

    `derived` computes it from the paths it `needs` instead, `derived_on` from the case day too; `embedded` names the
    type of what it leads to; outside the state `only_while` it is null to all but those whom that state names.
    """
    way = _way(derived, derived_on)
    visible = Visible(group, mask, masked_path, always_masked, coarse, personal, only_while)

    def resolve(root: Row, info: Info) -> Any:
        seen = visible.sight(info.context.desk.viewer)
        if kept_back(visible, root, info):
            return None
        if isinstance(way, Derived):
            return way.of(root, info.context.desk)
        if seen is Sight.MASKED and visible.mask is not None:
            return masked(visible.mask, root.get(masked_path or path or info.field_name))
        return root.get(path or info.field_name)

    rule = {"visible": visible, "path": path, "needs": tuple(needs), "embedded": embedded}
    return _made(description, resolve, {RULE: rule, WAY: way}, visible)


def kept_back(visible: Visible, root: Any, info: Info) -> bool:
    """Whether the field is null to this viewer, by his sight or by the object's state: asked by every declaration."""
    if visible.sight(info.context.desk.viewer) is Sight.HIDDEN:
        return True
    return visible.only_while is not None and info.field_name in root.get(WITHHELD, ())


class Sighted(FieldExtension):
    """Lets no resolver run for a viewer from whom its field is kept back."""

    def __init__(self, visible: Visible) -> None:
        self.visible = visible

    def resolve(self, next_: Any, source: Any, info: Info, **given: Any) -> Any:
        return None if kept_back(self.visible, source, info) else next_(source, info, **given)

    async def resolve_async(self, next_: Any, source: Any, info: Info, **given: Any) -> Any:
        return None if kept_back(self.visible, source, info) else await next_(source, info, **given)


def _way(derived: Callable[[Row], Any] | None, derived_on: Callable[[Row, date], Any] | None) -> Way:
    if derived_on is not None:
        return Derived(lambda row, desk: derived_on(row, desk.today))
    return Derived(lambda row, _desk: derived(row)) if derived is not None else Stored()


def related(
    group: Group,
    description: str,
    resolver: Callable[..., Any] | None = None,
    *,
    needs: Sequence[str] = (),
    relation: Relation | None = None,
    gathered: Gathered | None = None,
    only_while: ObjectState | None = None,
) -> Any:
    """A field that leads to other records, read through their own scope by `resolver`; needs paths of the row.

    A declared `relation` is compiled; it needs its local path, and one record is its resolver's to find. So is what is
    `gathered` from other records, for which its resolver asks the same.
    """
    visible = Visible(group, only_while=only_while)
    if gathered is not None:
        return _declared(visible, description, resolver, (gathered.local,), {WAY: gathered}, sighted=True)
    if relation is None:
        return _declared(visible, description, resolver, needs, sighted=True)
    found = resolver or _led(relation)
    return _declared(visible, description, found, (relation.local,), {WAY: relation}, sighted=True)


def _led(relation: Relation) -> Callable[..., Any]:
    async def resolve(root: Any, info: Info) -> Any:
        id_ = root.get(relation.local)
        return await info.context.loader(relation.kind, relation.type_name).load(id_) if id_ else None

    return resolve


def structural(
    description: str, resolver: Callable[..., Any] | None = None, *, gathered: Gathered | None = None
) -> Any:
    """A field of the answer's frame (edges, payloads, access): the same for everybody, never a stored fact.

    One that is `gathered` is found out for all rows of a level together, by their ids.
    """
    if gathered is None:
        return _declared(Visible(Group.STRUCTURE), description, resolver, ())
    return _declared(Visible(Group.STRUCTURE), description, _gathering(gathered), (), {WAY: gathered})


def _gathering(gathered: Gathered) -> Callable[..., Any]:
    async def resolve(root: Any, info: Info) -> Any:
        async def load(ids: list[str]) -> Any:
            return await gathered.load(info.context.desk, ids)

        return await info.context.gathered(gathered.name, load).load(root[gathered.local])

    return resolve


def asked(
    description: str, resolver: Callable[..., Any], *, root: Root | None = None, shapes: Shapes | None = None
) -> Any:
    """A root question; its resolver reads through the viewer's scope, and a declared `root` is compiled.

    A list has published `shapes`, which a compiled root brings along.
    """
    published = root.shapes if isinstance(root, Listed) else shapes
    more = {ROOT: root} if root else {}
    return _declared(Visible(Group.STRUCTURE), description, resolver, (), {**more, SHAPES: published})


def _declared(
    visible: Visible,
    description: str,
    resolver: Callable[..., Any] | None,
    needs: Sequence[str],
    more: Mapping[str, Any] = {},
    *,
    sighted: bool = False,
) -> Any:
    rule = {"visible": visible, "path": None, "needs": tuple(needs), "embedded": None}
    extensions = (Sighted(visible),) if sighted else ()
    return _made(description, resolver, {RULE: rule, **more}, visible, extensions)


def _made(
    description: str,
    resolver: Callable[..., Any] | None,
    metadata: Mapping[str, Any],
    visible: Visible,
    extensions: Sequence[FieldExtension] = (),
) -> Any:
    told = {"description": description, "metadata": metadata, "directives": [_directive(visible)]}
    field: Any = strawberry.field
    return field(resolver=resolver, extensions=list(extensions), **told)


def enter(type_name: str, fields: Sequence[Any]) -> None:
    """Enter a type's fields into the visibility table; the name of a field is its path unless told otherwise."""
    TABLE.types[type_name] = tuple(_field_rule(each) for each in fields if RULE in each.metadata)


def _field_rule(field: Any) -> FieldRule:
    name = field.graphql_name or to_camel_case(field.python_name)
    rule = field.metadata[RULE]
    direct = rule["path"] or (None if rule["needs"] or rule["visible"].group is Group.STRUCTURE else name)
    return FieldRule(name, rule["visible"], direct, rule["needs"], rule["embedded"])
