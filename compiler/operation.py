"""From an operation and a viewer class to a plan: each root field by its declaration, all below by projections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import OperationType, get_named_type

from authorization.official import ViewerClass
from authorization.scope import Kind
from compiler.act import ActPlan, Part, errors, fixed, record, replayed
from compiler.answered import Telling
from compiler.argument import Arguments
from compiler.connection import Parts, placed, places_of, projected
from compiler.declaration import Acted, Answered, ById, Catalogue, Listed, Narrowed, One, Told
from compiler.frame import frame
from compiler.pages import Pages
from compiler.plan import ActsPlan, NamedPlan, Plan, QuestionsPlan
from compiler.projection import Shaper, Spot
from compiler.reason import NotCompilable, Reason
from compiler.root import AnsweredPlan, ByIdPlan, FixedPlan, ListedPlan, OnePlan, RootPlan, ToldPlan
from compiler.rows import ID_SLOT, Rows
from compiler.selection import Selected, Selections
from compiler.withheld import withheld


@dataclass(frozen=True, slots=True)
class OperationCompiler:
    """Compiles one operation for one viewer class; each step raises `NotCompilable` for what it does not take."""

    catalogue: Catalogue
    selections: Selections
    viewer: ViewerClass

    def plan(self) -> Plan:
        """The operation's plan."""
        plan = self._plan(withheld(self.catalogue.table, self.selections, self.viewer))
        return NamedPlan(plan) if self.selections.names_id else plan

    def _plan(self, extensions: Mapping[str, Any]) -> Plan:
        name = self.selections.operation.name.value if self.selections.operation.name else None
        if self.selections.operation.operation is OperationType.MUTATION:
            acts = self.selections.roots(self.selections.object_type("Mutation"))
            return ActsPlan(tuple((each.asked_key, self._act(each)) for each in acts), extensions, name)
        questions = self.selections.roots(self.selections.object_type("Query"))
        return QuestionsPlan(tuple((each.asked_key, self._root(each)) for each in questions), extensions, name)

    def _act(self, each: Selected) -> ActPlan | str:
        if each.field is None:
            return each.parent
        acted = self.catalogue.acts[each.name]
        payload = self.selections.object_type(get_named_type(each.field.type).name)
        below = self.selections.below(payload, each)
        parts = tuple((part.key, self._part(acted, part)) for part in below)
        return ActPlan(acted, Arguments.of(self.catalogue, each), parts)

    def _part(self, acted: Acted, each: Selected) -> Part:
        if each.field is None:
            return fixed(each.parent)
        if each.name in acted.records:
            of = acted.records[each.name]
            return record(of, self.rows(of.kind, of.type_name, each, many=False))
        match each.name:
            case "userErrors":
                return errors(acted, frame(self.catalogue, self.selections, each))
            case "replayed":
                return replayed()
        raise NotCompilable(Reason.NOT_DECLARED, f"{each.parent}.{each.name}")

    def _root(self, each: Selected) -> RootPlan:
        if each.field is None:
            return FixedPlan(each.parent)
        match self.catalogue.roots.get(each.name):
            case Told() as root:
                return ToldPlan(root, frame(self.catalogue, self.selections, each))
            case Answered() as root:
                tell = Telling(self.catalogue, self.selections, self.viewer).of(each)
                return AnsweredPlan(root, Arguments.of(self.catalogue, each), tell)
            case One() as root:
                rows = self.rows(root.kind, root.type_name, each, many=False)
                return OnePlan(root, Arguments.of(self.catalogue, each), rows)
            case ById() as root:
                return ByIdPlan(root, Arguments.of(self.catalogue, each), self._by_prefix(root, each))
            case Listed() as root:
                arguments = Arguments.of(self.catalogue, each)
                sorted_by = root.shapes.paths(arguments.folded)
                pages = self.pages(root.shapes.kind, root.shapes.type_name, sorted_by, each, root.narrowed)
                return ListedPlan(root, arguments, pages)
        raise NotCompilable(Reason.NOT_DECLARED, f"Query.{each.name}")

    def _by_prefix(self, root: ById, each: Selected) -> dict[str, Rows]:
        known = {key: kind for key, kind in root.kinds.items() if kind[1] in self.catalogue.schema.type_map}
        return {key: self.rows(kind, name, each, many=root.several) for key, (kind, name) in known.items()}

    def rows(self, kind: Kind, type_name: str, each: Selected, *, many: bool) -> Rows:
        """Records of a type in the shape that is selected."""
        shaper = self._shaper()
        projection = shaper.shape(self.selections.object_type(type_name), each, Spot(many=many))
        key = next((key for key, expression in projection.items() if expression == "$_id"), None)
        added = {} if key else {ID_SLOT: "$_id"}
        attachments, logged = tuple(shaper.attachments), tuple(sorted(shaper.logged))
        return Rows(kind, {"_id": 0, **projection, **added}, attachments, key or ID_SLOT, spare=not key, logged=logged)

    def pages(
        self, kind: Kind, type_name: str, paths: Sequence[str], each: Selected, narrowed: Narrowed | None = None
    ) -> Pages:
        """Pages of records of a type in the shape that is selected; `paths` are those that they may be sorted by."""
        parts, shaper = Parts(self.selections), self._shaper(narrowed)
        told = parts.of(each)
        projection = projected(parts, shaper, self.selections.object_type(type_name))
        places, added = places_of(paths if parts.cursors else (), projection)
        key = placed("_id", projection, added) if shaper.logged else ID_SLOT
        shape, logged = {"_id": 0, **projection, **added}, tuple(sorted(shaper.logged))
        rows = Rows(kind, shape, tuple(shaper.attachments), key, logged=logged, narrowed=narrowed)
        return Pages(rows, places, tuple(added) if len(parts.nodes) == 1 else (), told)

    def _shaper(self, narrowed: Narrowed | None = None) -> Shaper:
        paths = narrowed.paths if narrowed else {}
        return Shaper(self.catalogue, self.selections, self.viewer, self.rows, self.pages, paths)
