"""One door: no module but two gives rows a viewer's shape, and each that reads records otherwise says why."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAYERS = ("server", "schema", "compiler", "resolvers", "storage", "authorization", "casework", "seed")
SHAPING = {"compiler/rows.py", "compiler/pages.py", "resolvers/reader.py"}
# Whoever else reads records, and for what: none of it is shown as a record.
READING = {
    "compiler/pages.py": "counts lists and reads pages under a list, by the projection of compiler/rows.py",
    "compiler/rows.py": "a plan's rows",
    "resolvers/reader.py": "the reference executor's rows",
    "resolvers/ability.py": "whole records for the rules' eyes: the answer is a code",
    "resolvers/calendar.py": "which counties lack a year, for the log: nobody is shown anything",
    "resolvers/dating.py": "open cases without a last day, to be dated by the rule: nobody is shown anything",
    "resolvers/comparison.py": "sums by township; amounts only when the viewer has them clear",
    "resolvers/evidence_link.py": "the opening that this very official was granted",
    "resolvers/identifier_use.py": "the official's own uses of today, for the rate: the answer is a code",
    "resolvers/journal.py": "journals to be proved: the answer is yes or no",
    "resolvers/read_log.py": "in which county a record lies whose reading is written down",
    "resolvers/retention.py": "papers whose lock is due: nobody is shown anything",
    "resolvers/warrant.py": "whether the auditor holds a warrant: the answer is yes or no",
    "seed/marker.py": "whether a database is empty",
    "server/showcase.py": "numbers of generated cases for the demonstration's own page of examples",
}
READERS = {"find_row", "find_rows", "shaped_rows", "count_rows", "aggregate_rows", "portions"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for layer in LAYERS:
        for path in sorted((ROOT / layer).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def imported(tree: ast.Module, module: str) -> set[str]:
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
    }


def called(tree: ast.Module) -> set[str]:
    """The last names of all that is called."""
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {each.attr for each in calls if isinstance(each, ast.Attribute)}


def test_records_are_read_by_those_alone_who_say_why() -> None:
    readers = {name for name, tree in modules() if imported(tree, "documents.reading") & READERS}
    assert readers == READING.keys()


def test_only_the_two_ways_of_answering_give_rows_a_viewers_shape() -> None:
    by_plan = {name for name, tree in modules() if imported(tree, "documents.reading") & {"shaped_rows", "portions"}}
    by_reference = {name for name, tree in modules() if "projection" in called(tree)}
    assert by_plan | by_reference == SHAPING


def test_the_reader_gives_rows_in_one_place_and_marks_them_there() -> None:
    reader = ast.parse((ROOT / "resolvers/reader.py").read_text())
    functions = [node for node in reader.body if isinstance(node, ast.AsyncFunctionDef)]
    shaping = [each.name for each in functions if "projection" in called(ast.Module([each], []))]
    marking = [each.name for each in functions if "mark" in called(ast.Module([each], []))]
    assert (shaping, marking) == (["shown_rows"], ["shown_rows"])


def test_above_the_schema_only_the_answer_is_asked_for() -> None:
    """What stands in server/ (now the endpoint, later exports and events) reads records by operations alone."""
    reached = {
        name: {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
        for name, tree in modules()
        if name.startswith("server/")
    }
    ways = {"resolvers.reader", "compiler.rows", "compiler.pages", "documents.reading"}
    assert {name: found & ways for name, found in reached.items() if found & ways} == {
        "server/showcase.py": {"documents.reading"}
    }


LOOKED_UP = {
    "resolvers/act.py": "the act's own idempotency key, before the store is touched",
    "resolvers/identity_claim.py": "whether a number is claimed already, in the act's transaction",
    "resolvers/procedure.py": "whether an investigator holds his post, in the act's transaction",
    "resolvers/warrant.py": "whether the auditor holds his post, in the act's transaction",
    "server/register.py": "the demonstration's officials",
    "server/showcase.py": "the demonstration's officials",
}


def test_whoever_asks_a_collection_past_the_reading_looks_one_thing_up() -> None:
    verbs = {"find_one", "find_many", "find_all", "aggregate", "distinct", "count_documents", "to_list"}
    found = {name: called(tree) & verbs for name, tree in modules() if called(tree) & verbs}
    assert found == {name: {"find_one"} for name in LOOKED_UP}
