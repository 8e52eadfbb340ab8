"""The peers in other languages: what they need is installed into ignored folders, as their lock files say."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
NODE, GO = HERE / "mercurius", HERE / "gqlgen"
Tell = Callable[[str], None]


def peers(tell: Tell) -> dict[str, list[str]]:
    """The command of each peer that this machine can run; `tell` hears of those that it cannot."""
    return {**_mercurius(tell), **_gqlgen(tell)}


def _mercurius(tell: Tell) -> dict[str, list[str]]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        tell("Mercurius is left out: node and npm are not on PATH")
        return {}
    if not (NODE / "node_modules").is_dir():
        _run([npm, "ci", "--no-audit", "--no-fund"], NODE)
    server = str(NODE / "server.js")
    return {"mercurius": [node, server], "mercurius_projected": [node, server, "projected"]}


def _gqlgen(tell: Tell) -> dict[str, list[str]]:
    go = shutil.which("go")
    if go is None or not GO.is_dir():
        tell("gqlgen is left out: go is not on PATH")
        return {}
    built = GO / "server"
    _run([go, "tool", "gqlgen", "generate"], GO)
    _run([go, "build", "-o", str(built), "."], GO)
    return {"gqlgen": [str(built)]}


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True)  # noqa: S603 - our own words
