"""The access matrix as text: who has which field how; committed, so that a review shows who gains sight."""

from authorization.official import ViewerClass
from authorization.sight import Sight
from authorization.state import CONDITIONS, Holds, Proposition
from authorization.visibility import FieldRule
from casework.office import ROLE_SEATS, Role, default_organ
from schema.field import TABLE

_LETTER = {Sight.CLEAR: "C", Sight.MASKED: "M", Sight.HIDDEN: "-"}
_HEAD = """\
Who has which field how: C clear, M masked, - null; "logged" names the fields of
which the read log says who had them clear. Made by `make schema` from the schema; do not edit.
A small letter is so only while the object is in the state beside the group, else null; the states stand at the end.
The scope comes first: an object outside it does not exist for the viewer, whatever stands here.
"""


def class_of(role: Role) -> ViewerClass:
    """The viewer class of an official who holds this one role."""
    return ViewerClass(ROLE_SEATS[role][0], default_organ(role), frozenset({role}))


def matrix() -> str:
    """The whole matrix, type by type; structural fields, the same for everybody, are left out."""
    legend = "\n".join(f"{place:>3} {role}" for place, role in enumerate(Role, start=1))
    tables = (_table(name, rules) for name, rules in sorted(TABLE.types.items()))
    return f"{_HEAD}\n{legend}\n\n" + "\n".join([*tables, _states()])


def _states() -> str:
    """Every state with its proposition and whom it does not bind."""
    lines = [f"  {state:<12} {_said(each.proposition)}\n    {each.sentence}." for state, each in CONDITIONS.items()]
    return "\n".join(["States", *lines]) + "\n"


def _said(proposition: Proposition) -> str:
    path = proposition.path
    return f"{path} = true" if isinstance(proposition, Holds) else f"{path} >= the case day"


def cell(rule: FieldRule, role: Role) -> str:
    """How one role has a field."""
    letter = _LETTER[rule.visible.sight(class_of(role))]
    return letter if rule.visible.condition(class_of(role)) is None else letter.lower()


def _table(name: str, rules: tuple[FieldRule, ...]) -> str:
    shown = [rule for rule in rules if rule.visible.group.value != "STRUCTURE"]
    columns = " ".join(f"{place:>2}" for place in range(1, len(Role) + 1))
    lines = [f"{name:<34} {columns}  group"]
    for rule in shown:
        cells = "  ".join(cell(rule, role) for role in Role)
        state = f" while {rule.visible.only_while}" if rule.visible.only_while else ""
        logged = " logged" if rule.visible.sensitive else ""
        lines.append(f"  {rule.name:<33} {cells}  {rule.visible.group}{state}{logged}")
    return "\n".join(lines) + "\n"
