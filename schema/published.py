"""The published shapes of all lists: checked when the schema is built, and told as text that is committed."""

from collections.abc import Iterator
from typing import Any

from graphql import GraphQLSchema

from authorization.scope import Reach
from compiler.declaration import Relation
from resolvers.shape import ORDER, Narrowing, Shapes
from schema.field import SHAPES, TABLE, WAY

_PAGE = frozenset({"first", "after", "last", "before"})
_HEAD = """\
In which ways a list may be asked for: by these arguments together, in this order. Each has an index, for whoever
knows cases by his area, by the platform's own rows, or by assignment to his organ. Any other is refused by
FILTER_NOT_PUBLISHED, and what the viewer has not clear by FILTER_WITHHELD. Made by `make schema`; do not edit.
"""


def lists(core: GraphQLSchema) -> dict[str, Shapes]:
    """The published shapes of every root list, by the question's name."""
    fields = core.query_type.fields if core.query_type else {}
    found = {name: _declared(field).metadata.get(SHAPES) for name, field in sorted(fields.items())}
    return {name: shapes for name, shapes in found.items() if shapes is not None}


def relations(core: GraphQLSchema) -> Iterator[tuple[str, Relation]]:
    """Every list that a record leads to, by its coordinate."""
    for type_ in core.type_map.values():
        for name, field in getattr(type_, "fields", {}).items():
            way = getattr(_declared(field), "metadata", {}).get(WAY)
            if isinstance(way, Relation) and way.many:
                yield f"{type_.name}.{name}", way


def shape_faults(core: GraphQLSchema) -> list[str]:
    """What is wrong with how lists are published, each with its coordinate and the remedy."""
    found = lists(core)
    fields = core.query_type.fields if core.query_type else {}
    faults = [f"{at}: {fault}" for at, way in relations(core) for fault in _order_faults(way.type_name, way.order)]
    for name, field in fields.items():
        if name in found:
            faults += [f"Query.{name}: {fault}" for fault in _list_faults(found[name], set(field.args))]
        elif field.args.keys() >= _PAGE:
            faults.append(f"Query.{name}: publish the shapes of this list")
    return faults


def _list_faults(shapes: Shapes, arguments: set[str]) -> Iterator[str]:
    narrowing = arguments - _PAGE - {ORDER}
    for name in sorted(narrowing ^ shapes.narrowings.keys()):
        yield f"{name}: an argument and its stored path go together: declare both or neither"
    if (ORDER in arguments) != (len(shapes.orderings) > 1):
        yield f"{ORDER}: an argument of exactly those lists that have several"
    for name, each in shapes.narrowings.items():
        if not each.paths or not _is_shown(shapes.type_name, each):
            yield f"{name}: name the fields of {shapes.type_name} that tell what it narrows by"
    for ordering in shapes.orderings.values():
        yield from _order_faults(shapes.type_name, ordering.order)
        for name in sorted(set().union(*ordering.with_) - shapes.narrowings.keys()):
            yield f"{name}: published, but no argument"


def _is_shown(type_name: str, narrowing: Narrowing) -> bool:
    rules = TABLE.types[type_name]
    if narrowing.fields:
        return set(narrowing.fields) <= {rule.name for rule in rules}
    return set(narrowing.paths) <= {rule.path for rule in rules}


def _order_faults(type_name: str, order: Any) -> Iterator[str]:
    paths = [path for path, _ in order]
    for path in paths:
        if path not in {rule.path for rule in TABLE.types[type_name]} | {"_id"}:
            yield f"{path}: sorted by, but no field of {type_name} shows it"
    if paths[-1] not in {"_id", "seq"}:  # both are unique: the second within the record that leads to the list
        yield "let the id break ties"


def _declared(field: Any) -> Any:
    return getattr(field, "extensions", {}).get("strawberry-definition")


def published(core: GraphQLSchema) -> str:
    """All published shapes as text."""
    roots = [line for name, shapes in lists(core).items() for line in _told(name, shapes)]
    led = [f"{at}\n  ordered by {_by(way.order)}" for at, way in sorted(relations(core))]
    return "\n".join([_HEAD, *roots, *led]) + "\n"


def _told(name: str, shapes: Shapes) -> Iterator[str]:
    yield name
    for order, ordering in shapes.orderings.items():
        fixed = f", of those with {', '.join(ordering.fixed)} as the order needs" if ordering.fixed else ""
        yield f"  {order}: ordered by {_by(ordering.order)}{fixed}"
        assigned = shapes.published(order, Reach.ASSIGNMENT)
        for each in ordering.with_:
            note = "" if each in assigned else "  (not by assignment)"
            yield f"    {' + '.join(sorted(each)) or 'all'}{note}"


def _by(order: Any) -> str:
    return ", ".join(f"{path} {'ascending' if way > 0 else 'descending'}" for path, way in order)
