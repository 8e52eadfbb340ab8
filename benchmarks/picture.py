"""docs/benchmark.svg: requests a second as bars, one group for each question, the longest bar of each group whole."""

from collections.abc import Mapping
from html import escape
from typing import Any

WIDTH, LEFT, BAR, GAP, HEAD = 860, 330, 18, 6, 34
LONGEST = WIDTH - LEFT - 90
OURS, OTHERS = "#0b6e4f", "#9aa5b1"
FONT = "font-family='sans-serif' font-size='13'"


def picture(questions: Mapping[str, Mapping[str, Any]], names: Mapping[str, str], title: str) -> str:
    """The picture of these questions (each: its contestants' medians) with the contestants' names."""
    drawn, top = [_text(10, 24, title, weight="bold")], 40
    for question, rows in questions.items():
        group, top = _group(question, rows, names, top)
        drawn += group
    body = "\n".join(drawn)
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{WIDTH}' height='{top}' viewBox='0 0 {WIDTH} {top}'>\n"
        f"<rect width='100%' height='100%' fill='white'/>\n{body}\n</svg>\n"
    )


def _group(question: str, rows: Mapping[str, Any], names: Mapping[str, str], top: int) -> tuple[list[str], int]:
    drawn, most = [_text(10, top + 20, question, weight="bold")], max(_rate(each) for each in rows.values())
    top += HEAD
    for name, row in rows.items():
        rate = _rate(row)
        length, colour = max(1, LONGEST * rate / most), OURS if name == "ours" else OTHERS
        drawn += [
            _text(LEFT - 8, top + 14, names[name], anchor="end"),
            f"<rect x='{LEFT}' y='{top}' width='{length:.0f}' height='{BAR}' fill='{colour}'/>",
            _text(LEFT + round(length) + 6, top + 14, f"{rate:,.0f}/s"),
        ]
        top += BAR + GAP
    return drawn, top + GAP


def _rate(row: Mapping[str, Any]) -> float:
    return float(row["requests_per_second"])


def _text(x: int, y: int, text: str, *, anchor: str = "start", weight: str = "normal") -> str:
    return f"<text x='{x}' y='{y}' {FONT} text-anchor='{anchor}' font-weight='{weight}'>{escape(text)}</text>"
