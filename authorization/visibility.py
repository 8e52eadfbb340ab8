"""Which stored paths a viewer's answer may be made from: one rule for each field, one table for all types."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from authorization.mask import Mask
from authorization.official import ViewerClass
from authorization.sight import SENSITIVE_GROUPS, Group, Sight, role_sight, sight
from authorization.state import CONDITIONS, Condition, Guard, ObjectState
from casework.office import Role


@dataclass(frozen=True, slots=True)
class Visible:
    """To whom a field is clear, masked (and how) or hidden: its group's row of the matrix, and its mask.

    `masked_path` is where the masked form is stored, `always_masked` says that no query ever shows the clear form,
    `coarse` that the field is what a masked viewer may have instead of its typed sibling, `personal` that it is
    sensitive though its group is not; `only_while` names the state outside which the object itself withholds it.
    """

    group: Group
    mask: Mask | None = None
    masked_path: str | None = None
    always_masked: bool = False
    coarse: bool = False
    personal: bool = False
    only_while: ObjectState | None = None

    @property
    def sensitive(self) -> bool:
        """Whether the read log says who had the field clear; what is always masked nobody has."""
        return (self.personal or self.group in SENSITIVE_GROUPS) and not self.always_masked

    def is_logged(self, viewer: ViewerClass) -> bool:
        """Whether an answer that shows the field to this viewer is said in the read log."""
        return self.sensitive and sight(viewer, self.group) is Sight.CLEAR

    def sight(self, viewer: ViewerClass) -> Sight:
        """How this viewer has the field: the widest sight of his roles."""
        return self._through(sight(viewer, self.group))

    def role_sight(self, role: Role) -> Sight:
        """How one role has the field."""
        return self._through(role_sight(role, self.group))

    def condition(self, viewer: ViewerClass) -> Condition | None:
        """The condition under which this viewer has the field, if it is not his always or never."""
        condition = CONDITIONS[self.only_while] if self.only_while is not None else None
        if condition is None or condition.always(viewer) or self.sight(viewer) is Sight.HIDDEN:
            return None
        return condition

    def _through(self, seen: Sight) -> Sight:
        """The group's sight as this field gives it; a masked group without a mask on the field hides it."""
        if self.coarse and seen is Sight.MASKED:
            return Sight.CLEAR
        if seen is Sight.CLEAR and self.always_masked:
            return Sight.MASKED
        return Sight.HIDDEN if seen is Sight.MASKED and self.mask is None else seen


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One field of a type: its GraphQL name, stored path, visibility, and the embedded type that it leads to.

    A field without a path is derived from `needs`; a relation has neither.
    """

    name: str
    visible: Visible
    path: str | None
    needs: tuple[str, ...] = ()
    embedded: str | None = None

    def paths(self, viewer: ViewerClass) -> tuple[str, ...]:
        """The stored paths that this viewer's form of the field is made from; none when hidden."""
        seen = self.visible.sight(viewer)
        if seen is Sight.HIDDEN or (seen is Sight.MASKED and self.visible.mask is Mask.TYPED):
            return ()
        if seen is Sight.MASKED and self.visible.masked_path is not None:
            return (self.visible.masked_path,)
        return self.needs or ((self.path,) if self.path else ())


@dataclass(slots=True)
class VisibilityTable:
    """All fields of all types with their rules; the schema fills it once when it is built."""

    types: dict[str, tuple[FieldRule, ...]] = field(default_factory=dict)
    _projections: dict[tuple[str, ViewerClass], dict[str, int]] = field(default_factory=dict)
    _guards: dict[tuple[str, ViewerClass], Guard] = field(default_factory=dict)

    def projection(self, type_name: str, viewer: ViewerClass) -> dict[str, int]:
        """The inclusion projection for a type and viewer: a hidden path is never part of it."""
        key = (type_name, viewer)
        if key not in self._projections:
            self._projections[key] = dict.fromkeys(sorted(set(self._paths(type_name, viewer, ""))), 1) or {"_id": 1}
        return self._projections[key]

    def _paths(self, type_name: str, viewer: ViewerClass, prefix: str) -> Iterator[str]:
        for rule in self.types[type_name]:
            condition = rule.visible.condition(viewer)
            if condition is not None:
                yield condition.proposition.path if condition.of_record else prefix + condition.proposition.path
            for path in rule.paths(viewer):
                if rule.embedded is None:
                    yield prefix + path
                else:
                    yield from self._paths(rule.embedded, viewer, f"{prefix}{path}.")

    def is_clear(self, type_name: str, path: str, viewer: ViewerClass) -> bool:
        """Whether the viewer has clear what is stored at a path: by a field that shows the path itself."""
        clear = self.clear_fields(type_name, viewer)
        return any(rule.path == path and rule.name in clear for rule in self.types[type_name])

    def clear_fields(self, type_name: str, viewer: ViewerClass) -> set[str]:
        """The names of a type's fields that show this viewer all that there is, in whatever state."""
        rules = self.types[type_name]
        seen = (rule for rule in rules if not rule.visible.coarse and rule.visible.condition(viewer) is None)
        return {rule.name for rule in seen if rule.visible.sight(viewer) is Sight.CLEAR}

    def named(self, type_name: str, viewer: ViewerClass, wanted: Sight) -> list[str]:
        """The names of a type's fields that the viewer has in this way."""
        return [rule.name for rule in self.types[type_name] if rule.visible.sight(viewer) is wanted]

    def conditional(self, type_name: str, viewer: ViewerClass) -> list[str]:
        """The names of a type's fields that the object's own state may withhold from the viewer."""
        return [rule.name for rule in self.types[type_name] if rule.visible.condition(viewer) is not None]

    def guard(self, type_name: str, viewer: ViewerClass) -> Guard:
        """What states keep from the viewer in rows of a type."""
        key = (type_name, viewer)
        if key not in self._guards:
            self._guards[key] = self._guard(type_name, viewer)
        return self._guards[key]

    def _guard(self, type_name: str, viewer: ViewerClass) -> Guard:
        rules = self.types[type_name]
        found = [(rule.name, rule.visible.condition(viewer)) for rule in rules]
        below = [
            (path, self.guard(rule.embedded, viewer)) for rule in rules if rule.embedded for path in rule.paths(viewer)
        ]
        conditions = tuple((name, condition) for name, condition in found if condition is not None)
        return Guard(conditions, tuple((path, guard) for path, guard in below if guard))
