"""Changes one fact of a table at a time in a copy of the project, and tells which change no test notices.

cosmic-ray changes operators and numbers; a table of roles and texts has none, so this changes what it has: a text,
a member of a set, a cell of the access matrix. `python -m tests.mutation.fact authorization/*.py -- <test command>`.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

SECONDS = 60
_LINKED = (".venv", ".tools")
_CELL = re.compile(r"(?<=\s)[CMH](?=[\s*])|(?<=[CMH])\*")
_OTHER = {"C": "M", "M": "H", "H": "C", "*": " "}


@dataclass(frozen=True, slots=True)
class Change:
    """A part of a file and what stands there instead; both in bytes of UTF-8."""

    line: int
    start: int
    end: int
    instead: bytes

    def made(self, source: bytes) -> bytes:
        return source[: self.start] + self.instead + source[self.end :]

    def shown(self, source: bytes) -> str:
        """The first line that reads otherwise."""
        lines = zip(source.splitlines(), self.made(source).splitlines(), strict=False)
        return next(new.decode().strip() for old, new in lines if old != new)


class _Facts(ast.NodeVisitor):
    """Gathers the changes of one file; docstrings, annotations and formatted texts are left alone."""

    def __init__(self, source: bytes) -> None:
        self.source, self.changes = source, list[Change]()
        self.starts = [0, *(match.end() for match in re.finditer(rb"\n", source))]

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Nothing of it: its parts have no place of their own in Python 3.11."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Set(self, node: ast.Set) -> None:
        for each in node.elts:
            others = [self.source[slice(*self._span(other))] for other in node.elts if other is not each]
            self._add(each.lineno, self._span(node), b"{*(), " + b", ".join(others) + b"}")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        start, end = self._span(node)
        written = self.source[start:end]
        if not isinstance(node.value, str) or written[:1] not in b"\"'":
            return
        if "\n" not in node.value:
            self._add(node.lineno, (start, end), written[:1] + b"XX" + written[1:])
            return
        for cell in _CELL.finditer(written.decode()):
            text = written.decode()
            changed = text[: cell.start()] + _OTHER[cell[0]] + text[cell.end() :]
            self._add(node.lineno + text[: cell.start()].count("\n"), (start, end), changed.encode())

    def _span(self, node: ast.expr) -> tuple[int, int]:
        last, column = node.end_lineno or node.lineno, node.end_col_offset or 0
        return self.starts[node.lineno - 1] + node.col_offset, self.starts[last - 1] + column

    def _add(self, line: int, span: tuple[int, int], instead: bytes) -> None:
        self.changes.append(Change(line, *span, instead))


def changes(source: bytes) -> list[Change]:
    """Every fact of a file, changed."""
    facts = _Facts(source)
    facts.visit(ast.parse(source))
    return facts.changes


def unnoticed(root: Path, name: str, command: list[str]) -> Iterator[tuple[str, bool]]:
    """Each change of a file below `root`, as its line reads, and whether the tests pass all the same."""
    path = root / name
    source = path.read_bytes()
    for change in changes(source):
        path.write_bytes(change.made(source))
        yield f"{name}:{change.line}: {change.shown(source)}", _passes(root, command)
    path.write_bytes(source)


def _passes(root: Path, command: list[str]) -> bool:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ended = subprocess.run(command, cwd=root, env=environment, timeout=SECONDS, capture_output=True, check=False)  # noqa: S603 - the caller's own
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0


def main(names: list[str], command: list[str]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder) / "copy"
        shutil.copytree(".", root, ignore=shutil.ignore_patterns(*_LINKED, ".git", ".data", "__pycache__"))
        for name in _LINKED:
            (root / name).symlink_to(Path(name).resolve())
        if not _passes(root, command):
            sys.exit("the tests fail before anything is changed")
        made, left = 0, 0
        for name in names:
            for told, passed in unnoticed(root, name, command):
                made, left = made + 1, left + passed
                if passed:
                    sys.stdout.write(f"{told}\n")
    sys.stdout.write(f"{made} facts changed, {left} unnoticed\n")


if __name__ == "__main__":
    separator = sys.argv.index("--")
    main(sys.argv[1:separator], sys.argv[separator + 1 :])
