"""docs/benchmark.md: the table that is made from results.json, how to repeat it, and on what it was measured."""

import json
import os
from pathlib import Path
from typing import Any

from benchmarks.result import Run, results

PAGE = Path(__file__).parent.parent / "docs" / "benchmark.md"
FRAME = Path(__file__).with_name("page.md")
NAMES = {
    "ours": "jiuzhu, compiled",
    "reference": "jiuzhu, reference executor",
    "unguarded": "jiuzhu, compiled, without token and register",
    "limit": "the limit (Starlette + PyMongo Async + orjson)",
    "mercurius": "Mercurius with JIT, natural",
    "mercurius_projected": "Mercurius with JIT, tuned by hand",
    "gqlgen": "gqlgen in Go, projections and batches",
}
QUESTIONS = {
    "list": "A list of 50 applications with household and members",
    "one": "One application with its steps and household",
    "count": "How many applications are confirmed",
}
HEAD = (
    "| | requests/s | slowest–fastest round | p50 ms | p99 ms | API's CPU, ms a request | memory MiB | ours is |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
)


def written(run: Run) -> None:
    """Keep the results, and write the page anew."""
    made = results(run)
    tables = "\n".join(_run(applications, each) for applications, each in made["runs"].items())
    page = FRAME.read_text().replace("{tables}", tables).replace("{ratios}", _ratios(made["ratios"]))
    PAGE.write_text(page.replace("{cores}", str(os.cpu_count())))


def _run(applications: str, run: dict[str, Any]) -> str:
    how = f"{run['rounds']} rounds of {run['seconds']} s each; load average before: {run['load_average_before']}."
    tables = "\n".join(_table(name, rows) for name, rows in run["operations"].items())
    return f"## {int(applications):,} applications\n\n{how}\n\n{tables}"


def _table(operation: str, rows: dict[str, Any]) -> str:
    ours = rows["ours"]["requests_per_second"]
    lines = "".join(_line(name, row, ours) for name, row in rows.items())
    return f"### {QUESTIONS[operation]}\n\n{HEAD}{lines}"


def _line(name: str, row: dict[str, Any], ours: float) -> str:
    times = "" if name == "ours" else f"{ours / row['requests_per_second']:.2f} x"
    spread = f"{row['slowest_round']:.0f}–{row['fastest_round']:.0f}"
    return (
        f"| {NAMES[name]} | {row['requests_per_second']:.0f} | {spread} | {row['p50_ms']:.1f} | {row['p99_ms']:.1f} "
        f"| {row['cpu_ms']:.2f} | {row['memory_mib']:.0f} | {times} |\n"
    )


def _ratios(ratios: dict[str, float]) -> str:
    return json.dumps(ratios, indent=2)
