"""What was measured, and the ratios that follow from it; what was not measured is absent."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.load import Measured

RESULTS = Path(__file__).with_name("results.json")
Medians = dict[str, float]


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
    """One run: how it was done, and the medians by operation and contestant."""

    applications: int
    rounds: int
    seconds: int
    load_before: float
    operations: dict[str, dict[str, Medians]] = field(default_factory=dict)

    def add(self, operation: str, made: dict[str, list[Measured]]) -> None:
        self.operations[operation] = {name: medians(rounds) for name, rounds in made.items()}

    def kept(self) -> dict[str, Any]:
        return {
            "rounds": self.rounds,
            "seconds": self.seconds,
            "load_average_before": round(self.load_before, 2),
            "operations": self.operations,
        }


def results(run: Run) -> dict[str, Any]:
    """All results with this run's among them, and their ratios; kept in results.json."""
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"runs": {}}
    kept["runs"][str(run.applications)] = run.kept()
    kept["runs"] = dict(sorted(kept["runs"].items(), key=lambda each: int(each[0])))
    made = {"ratios": ratios(kept["runs"]), "runs": kept["runs"]}
    RESULTS.write_text(json.dumps(made, indent=2) + "\n")
    return made


def ratios(runs: dict[str, Any]) -> dict[str, float]:
    """Ours against each other one in the smallest run, and a page's cost in runs a hundred (or ten) times as large."""
    smallest, *_ = runs
    found = {}
    for operation, rows in runs[smallest]["operations"].items():
        for name in rows.keys() - {"ours"}:
            found[f"{operation}_vs_{name}"] = _ratio(rows["ours"], rows[name], "requests_per_second")
            found[f"{operation}_cpu_vs_{name}"] = _ratio(rows["ours"], rows[name], "cpu_ms")
            found[f"{operation}_p99_vs_{name}"] = _ratio(rows["ours"], rows[name], "p99_ms")
        if "unguarded" in rows:
            found[f"{operation}_authorized_vs_open"] = found.pop(f"{operation}_vs_unguarded")
    for times in (10, 100):
        larger = runs.get(str(int(smallest) * times))
        if larger:
            small, large = (each["operations"]["list"]["ours"] for each in (runs[smallest], larger))
            found[f"page_{times}x"] = _ratio(small, large, "requests_per_second")
    return dict(sorted(found.items()))


def _ratio(one: Medians, other: Medians, name: str) -> float:
    return round(one[name] / other[name], 2)
