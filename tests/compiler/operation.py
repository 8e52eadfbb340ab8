"""Random operations, drawn from the schema: any selection, aliases, fragments, conditions, good and bad arguments."""

from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_required_argument,
)
from hypothesis import strategies as st

from schema.build import SCHEMA

CORE: Any = SCHEMA._schema  # noqa: SLF001 - Strawberry has no public way to it
ROOTS = sorted(set(CORE.query_type.fields) - {"readLog"})
MAX_DEPTH = 7
NUMBERS = {"first": [1, 2, 3, 50, 100], "last": [1, 2, 100]}
BAD_NUMBERS = {"first": [0, -1, 101], "last": [0, 101]}
# What is no day, an end before its beginning, a period too long, and a name of no list are among them.
DAYS = ["2020-06-01", "2020-06-01", "2020-12-31", "2020-12-31", "2017-01-01", "nonsense"]
LISTS: dict[str, list[Any]] = {
    "from": DAYS,
    "to": DAYS,
    "names": [["State"], ["Tier", "Matter", "Tier"], [], None, ["Mater"]],
}
STATES, MATTERS = ["FILED", "CONFIRMED", "ON_NOTICE"], ["RURAL_DIBAO", "TEMPORARY_ASSISTANCE"]


@dataclass(slots=True)
class Drawn:
    """An operation with its variables, whose values name what is to be put in from the county."""

    text: str
    variables: dict[str, Any]


@dataclass(slots=True)
class Drawing:
    """The operation as it grows."""

    draw: Any
    types: dict[str, str] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    aliases: int = 0

    def chance(self, percent: int) -> bool:
        return bool(self.draw(st.integers(0, 99)) >= 100 - percent)

    def pick(self, values: list[Any]) -> Any:
        return self.draw(st.sampled_from(values))

    def variable(self, type_: str, value: Any) -> str:
        name = f"v{len(self.types)}"
        self.types[name], self.variables[name] = type_, value
        return f"${name}"

    def selection(self, type_: GraphQLNamedType, depth: int, parent: str = "") -> str:
        if depth > 1 and self.chance(10):
            name = f"F{len(self.fragments)}"
            self.fragments.append("")
            self.fragments[int(name[1:])] = f"fragment {name} on {type_.name} {self.fields(type_, depth, parent)}"
            return f"{{ ...{name}{self.condition()} }}"
        return self.fields(type_, depth, parent)

    def fields(self, type_: Any, depth: int, parent: str) -> str:
        fits = [name for name, each in type_.fields.items() if self._fits(each, depth)]
        chosen = [self.pick(fits) for _ in range(self.draw(st.integers(1, 5)))] if fits else []
        parts = [self.field(name, type_.fields[name], depth, type_.name) for name in chosen] or ["__typename"]
        if self.chance(10):
            parts.append("__typename")
        if is_abstract_type(type_):
            parts += [f"... on {each.name} {self.fields(each, depth, parent)}" for each in self._some_types(type_)]
        elif self.chance(8):
            parts.append(f"...{self.condition()} {self.fields(type_, depth, parent)}")
        return "{ " + " ".join(parts) + " }"

    def _some_types(self, type_: Any) -> list[GraphQLObjectType]:
        return [each for each in CORE.get_possible_types(type_) if self.chance(40)]

    def _fits(self, each: GraphQLField, depth: int) -> bool:
        return bool(is_leaf_type(get_named_type(each.type))) or depth < MAX_DEPTH

    def field(self, name: str, each: GraphQLField, depth: int, parent: str) -> str:
        inner, arguments = get_named_type(each.type), self.arguments(name, each)
        leaf = is_leaf_type(inner)
        aliased = bool(arguments) or self.chance(25) or not leaf or is_abstract_type(CORE.type_map[parent])
        self.aliases += aliased
        alias = f"a{self.aliases}: " if aliased and (arguments or self.chance(60) or leaf) else ""
        selection = "" if leaf else f" {self.selection(inner, depth + 1, parent)}"
        return f"{alias}{name}{arguments}{self.condition()}{selection}"

    def condition(self) -> str:
        if not self.chance(6):
            return ""
        value = self.chance(50)
        given = self.variable("Boolean!", value) if self.chance(60) else str(value).lower()
        return f" @{self.pick(['skip', 'include'])}(if: {given})"

    def arguments(self, field_name: str, each: GraphQLField) -> str:
        given = {
            name: self.argument(name, str(argument.type), field_name)
            for name, argument in each.args.items()
            if is_required_argument(argument) or self.chance(25)
        }
        return f"({', '.join(f'{name}: {value}' for name, value in given.items())})" if given else ""

    def argument(self, name: str, type_: str, field_name: str) -> str:
        if name in NUMBERS:
            number = self.pick(BAD_NUMBERS[name] if self.chance(8) else NUMBERS[name])
            return self.variable("Int", number) if self.chance(50) else str(number)
        if name in ("after", "before"):
            return self.variable("String", self.pick(["CURSOR", "CURSOR", "CURSOR", "nonsense"]))
        if name in LISTS:
            return self.variable(type_, self.pick(LISTS[name]))
        if name in ("state", "matter", "role"):
            return self._enum(name, type_, field_name)
        value = {"id": "ID", "ids": ["ID"] * 3, "number": "NUMBER"}.get(name, "AREA")
        return self.variable(type_, value)

    def _enum(self, name: str, type_: str, field_name: str) -> str:
        values = STATES if field_name == "applications" and name == "state" else list(CORE.type_map[type_].values)
        value = self.pick(MATTERS if name == "matter" else values)
        return self.variable(type_, value) if self.chance(50) else str(value)


@st.composite
def operations(draw: Any) -> Drawn:
    """Any operation that the schema admits."""
    drawing = Drawing(draw)
    roots = [drawing.pick(ROOTS) for _ in range(draw(st.integers(1, 3)))]
    fields = [
        f"r{n}: {root}{drawing.arguments(root, CORE.query_type.fields[root])} "
        f"{drawing.selection(get_named_type(CORE.query_type.fields[root].type), 1)}"
        for n, root in enumerate(roots)
    ]
    declared = ", ".join(f"${name}: {type_}" for name, type_ in drawing.types.items())
    text = f"query Drawn{f'({declared})' if declared else ''} {{ {' '.join(fields)} }} {' '.join(drawing.fragments)}"
    return Drawn(text, drawing.variables)
