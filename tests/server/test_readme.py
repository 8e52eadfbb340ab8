"""Tests of the README: what it says to paste works as pasted."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.server.demo import RunningDemo

README = Path(__file__).parents[2] / "README.md"
pytestmark = pytest.mark.slow


def pasted(demo: RunningDemo, place: int) -> str:
    """What one of the README's blocks prints, with this test's data folder and interpreter in the place of yours."""
    block = re.findall(r"```bash\n(.*?)```", README.read_text(), re.DOTALL)[place]
    script = block.replace("./.data", str(demo.data)).replace(" .data/", f" {demo.data}/")
    script = f"source {demo.data}/tokens.env\n{script}".replace(".venv/bin/python", sys.executable)
    script = script.replace("\n\n", "\necho\n")
    told = subprocess.run(["/bin/bash", "-eu"], input=script, capture_output=True, text=True, check=True)
    return told.stdout


def test_each_request_answers_its_official_as_he_may_see(demo: RunningDemo) -> None:
    answers: list[dict[str, Any]] = [json.loads(line)["data"] for line in pasted(demo, 0).splitlines() if line]
    window, auditor, elsewhere, platform, file, supervisor = answers
    assert window["viewer"]["area"] == "511526101"
    assert window["applications"]["edges"]
    assert re.fullmatch(r"\w＊+", auditor["application"]["applicantName"])
    assert auditor["application"]["number"] == demo.variables["CASE"]
    assert elsewhere == {"application": None}
    assert platform["applications"]["edges"]
    assert file["caseFile"]["chainHolds"] is True
    assert {edge["node"]["mediaType"] for edge in file["caseFile"]["papers"]["edges"]} == {
        "application/pdf",
        "image/png",
    }
    assert len(supervisor["townshipComparison"]) == 13
    assert sum(each["accepted"] for each in supervisor["townshipComparison"]) > 0


def test_a_token_for_another_seat_is_printed(demo: RunningDemo) -> None:
    assert re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+", pasted(demo, 1).strip())
