"""What was measured, and the ratios that follow from it; what was not measured is absent."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.load import Measured

Medians = dict[str, float]
SIZED = {"page": "list", "deep_page": "deep", "one": "one", "count": "count"}


def medians(rounds: list[Measured]) -> Medians:
    """The medians of all rounds, and the slowest and fastest of them: far apart, the machine had other work."""
    rates = [each.rate for each in rounds]
    return {
        "requests_per_second": round(median(rates), 1),
        "slowest_round": round(min(rates), 1),
        "fastest_round": round(max(rates), 1),
        "p50_ms": round(median(each.p50 for each in rounds), 2),
        "p99_ms": round(median(each.p99 for each in rounds), 2),
        "cpu_ms": round(median(each.cpu for each in rounds), 3),
        "memory_mib": round(median(each.memory for each in rounds)),
    }


@dataclass(slots=True)
class Run:
    """One run: how each operation was measured, and its medians by contestant."""

    applications: int
    rounds: int
    seconds: int
    loaded: int = 0
    operations: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, operation: str, made: dict[str, list[Measured]], load: tuple[float, float]) -> None:
        """One operation's rounds, with the machine's load average before and after them."""
        self.operations[operation] = {
            "rounds": self.rounds,
            "seconds": self.seconds,
            "load_average": [round(each, 2) for each in load],
            "contestants": {name: medians(rounds) for name, rounds in made.items()},
        }


def results(run: Run, path: Path) -> dict[str, Any]:
    """All results with this run's among them, and their ratios; kept in the file."""
    runs = json.loads(path.read_text())["runs"] if path.exists() else {}
    runs = {size: each for size, each in runs.items() if "loaded" in each}  # an older form is measured anew
    size = runs.setdefault(str(run.applications), {"loaded": 0, "operations": {}})
    size["loaded"] = run.loaded
    size["operations"] |= run.operations
    runs = dict(sorted(runs.items(), key=lambda each: int(each[0])))
    made = {"ratios": ratios(runs), "runs": runs}
    path.write_text(json.dumps(made, indent=2) + "\n")
    return made


def ratios(runs: dict[str, Any]) -> dict[str, float]:
    """Ours against each other one in the smallest run, and what the larger ones cost more."""
    smallest, *_ = runs
    found: dict[str, float] = {}
    for operation, measured in runs[smallest]["operations"].items():
        found |= _against_others(operation, measured["contestants"])
    for times in (10, 100):
        found |= _against_smaller(runs, smallest, times)
    return dict(sorted(found.items()))


def _against_others(operation: str, rows: dict[str, Medians]) -> dict[str, float]:
    found: dict[str, float] = {}
    if "ours" not in rows:
        return found
    for name in rows.keys() - {"ours", "masked", "unlogged"}:
        found[f"{operation}_vs_{name}"] = _ratio(rows["ours"], rows[name], "requests_per_second")
        found[f"{operation}_cpu_vs_{name}"] = _ratio(rows["ours"], rows[name], "cpu_ms")
        found[f"{operation}_p99_vs_{name}"] = _ratio(rows["ours"], rows[name], "p99_ms")
    for key, one, other in (
        ("authorized_vs_open", "masked", "unguarded"),
        ("logged_vs_unlogged", "ours", "unlogged"),
    ):
        if one in rows and other in rows:
            found[f"{operation}_{key}"] = _ratio(rows[one], rows[other], "requests_per_second")
    return found


def _against_smaller(runs: dict[str, Any], smallest: str, times: int) -> dict[str, float]:
    small, large = (runs.get(size, {"operations": {}})["operations"] for size in (smallest, str(int(smallest) * times)))
    return {
        f"{key}_{times}x": _ratio(
            small[name]["contestants"]["ours"], large[name]["contestants"]["ours"], "requests_per_second"
        )
        for key, name in SIZED.items()
        if all("ours" in each.get(name, {"contestants": {}})["contestants"] for each in (small, large))
    }


def _ratio(one: Medians, other: Medians, name: str) -> float:
    return round(one[name] / other[name], 2)
