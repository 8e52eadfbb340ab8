"""docs/benchmark.md and its picture: made from results.json, with how to repeat it and on what it was measured."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.example import EXAMPLES
from benchmarks.picture import picture
from benchmarks.result import Run, results

HERE = Path(__file__).parent
FRAME = HERE / "page.md"
NAMES = {
    "ours": "jiuzhu, compiled",
    "reference": "jiuzhu, reference executor",
    "masked": "jiuzhu, compiled, for a masked viewer",
    "unlogged": "jiuzhu, compiled, without read log",
    "unguarded": "jiuzhu, compiled, open to all",
    "limit": "the limit (Starlette, PyMongo, orjson)",
    "naive": "Strawberry and Beanie, naive",
    "mercurius": "Mercurius with JIT, natural",
    "mercurius_projected": "Mercurius with JIT, tuned by hand",
    "gqlgen": "gqlgen in Go, projections and batches",
}
QUESTIONS = {
    "list": "A list of 50 applications with household and members 申请列表",
    "one": "One application with its steps, household and papers 一份申请",
    "nested": "One application with a page of its papers 材料分页",
    "count": "How many applications are confirmed 计数",
    "deep": "The same list from far down 深分页",
}
HEAD = (
    "| | requests/s | slowest–fastest round | p50 ms | p99 ms | API's CPU, ms a request | memory MiB | ours is |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
)


@dataclass(frozen=True, slots=True)
class Written:
    """Where results, page and picture are kept."""

    results: Path
    page: Path
    picture: Path

    @classmethod
    def in_repository(cls) -> "Written":
        docs = HERE.parent / "docs"
        return cls(HERE / "results.json", docs / "benchmark.md", docs / "benchmark.svg")

    @classmethod
    def in_folder(cls, folder: Path) -> "Written":
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder / "results.json", folder / "benchmark.md", folder / "benchmark.svg")


def written(run: Run, where: Written) -> None:
    """Keep the results, and make the page and the picture anew."""
    made = results(run, where.results)
    tables = "\n".join(_size(applications, each) for applications, each in made["runs"].items())
    page = FRAME.read_text().replace("{tables}", tables).replace("{ratios}", json.dumps(made["ratios"], indent=2))
    where.page.write_text(page.replace("{cores}", str(os.cpu_count())))
    where.picture.write_text(_drawn(made["runs"]))


def _drawn(runs: dict[str, Any]) -> str:
    smallest, *_ = runs
    measured = runs[smallest]["operations"]
    shown = {QUESTIONS[name]: measured[name]["contestants"] for name in QUESTIONS if name in measured}
    return picture(shown, NAMES, f"Requests a second, {int(smallest):,} applications, one process each")


def _size(applications: str, run: dict[str, Any]) -> str:
    measured = run["operations"]
    tables = [_table(name, measured[name]) for name in QUESTIONS if name in measured]
    second = {name: measured[name] for name in EXAMPLES if name in measured}
    tables += [_examples(second)] if second else []
    return f"## {int(applications):,} applications\n\n{run['loaded']:,} were loaded.\n\n" + "\n".join(tables)


def _how(measured: dict[str, Any]) -> str:
    before, after = measured["load_average"]
    how = f"{measured['rounds']} rounds of {measured['seconds']} s each"
    return f"{how}; load average {before} before and {after} after.\n"


def _table(operation: str, measured: dict[str, Any]) -> str:
    rows = measured["contestants"]
    ours = rows["ours"]["requests_per_second"] if "ours" in rows else 0.0
    lines = "".join(_line(name, row, ours) for name, row in rows.items())
    return f"### {QUESTIONS[operation]}\n\n{_how(measured)}\n{HEAD}{lines}"


def _line(name: str, row: dict[str, Any], ours: float) -> str:
    times = "" if name == "ours" else f"{ours / row['requests_per_second']:.2f} x"
    spread = f"{row['slowest_round']:.0f}–{row['fastest_round']:.0f}"
    return (
        f"| {NAMES[name]} | {row['requests_per_second']:.0f} | {spread} | {row['p50_ms']:.1f} | {row['p99_ms']:.1f} "
        f"| {row['cpu_ms']:.2f} | {row['memory_mib']:.0f} | {times} |\n"
    )


def _examples(measured: dict[str, Any]) -> str:
    """The second set in one table: requests a second (and p99 in ms) of everybody who has the operation."""
    names = [name for name in NAMES if any(name in each["contestants"] for each in measured.values())]
    head = "| | " + " | ".join(NAMES[name] for name in names) + " |\n| --- |" + " ---: |" * len(names) + "\n"
    lines = "".join(_example(operation, each["contestants"], names) for operation, each in measured.items())
    how = _how(next(iter(measured.values())))
    return f"### Ten operations from the README's examples\n\nRequests a second (p99 ms). {how}\n{head}{lines}"


def _example(operation: str, rows: dict[str, Any], names: list[str]) -> str:
    cells = [f"{rows[n]['requests_per_second']:.0f} ({rows[n]['p99_ms']:.0f})" if n in rows else "–" for n in names]
    return f"| {operation} | " + " | ".join(cells) + " |\n"
