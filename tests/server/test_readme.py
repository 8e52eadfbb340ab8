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


def pasted(demo: RunningDemo, heading: str) -> str:
    """What the block under a heading prints, with this test's data folder and interpreter in the place of yours."""
    block = re.search(rf"^##+ {re.escape(heading)}.*?```bash\n(.*?)```", README.read_text(), re.DOTALL | re.MULTILINE)
    assert block is not None, heading
    script = block[1].replace("./.data", str(demo.data)).replace(".data/", f"{demo.data}/")
    script = f"source {demo.data}/tokens.env\n{script}".replace(".venv/bin/python", sys.executable)
    script = script.replace("\n\n", "\necho\n")
    told = subprocess.run(["/bin/bash", "-eu"], input=script, capture_output=True, text=True, check=True)
    return told.stdout


def answers(demo: RunningDemo, heading: str) -> list[dict[str, Any]]:
    """The data of each answer that a block prints."""
    printed = pasted(demo, heading).replace("<", "\n<").replace('{"data"', '\n{"data"')
    return [json.loads(line)["data"] for line in printed.splitlines() if line.startswith('{"data"')]


def test_each_request_answers_its_official_as_he_may_see(demo: RunningDemo) -> None:
    window, auditor, elsewhere, platform, file, supervisor = answers(demo, "Try it")
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


def test_a_township_files_and_confirms_a_case_with_a_scanned_paper(demo: RunningDemo) -> None:
    *steps, early, confirmed = answers(demo, "A township window files a case, and its township confirms it")
    assert [next(iter(step)) for step in steps] == [
        "completeEvidenceUpload",
        "acceptApplication",
        "recordSurvey",
        "draftOpinion",
        "postNotice",
    ]
    assert [step[next(iter(step))]["userErrors"] for step in steps] == [[]] * 5
    assert [error["code"] for error in early["confirmApplication"]["userErrors"]] == ["NOTICE_NOT_ENDED"]
    application = confirmed["confirmApplication"]["application"]
    assert re.fullmatch(r"511526101-2020-L-\d{5}", application.pop("number"))
    assert application == {
        "state": "CONFIRMED",
        "decision": {
            "amount": "2000.00",
            "decidingOrgan": "珙县民政局（委托）",
            "handledBy": "巡场镇人民政府",
            "mandateCap": "3000.00",
        },
    }


def test_the_platform_pushes_twice_with_one_effect_and_one_bad_row(demo: RunningDemo) -> None:
    first, second = answers(demo, "The city's platform pushes applications with its own references")
    outcomes = [[row["outcome"] for row in each["syncApplications"]["rows"]] for each in (first, second)]
    assert outcomes == [["CREATED", "REFUSED"], ["UNCHANGED", "REFUSED"]]
    good = [each["syncApplications"]["rows"][0]["application"] for each in (first, second)]
    assert good[0] == good[1]
    assert first["syncApplications"]["rows"][1]["userErrors"] == [
        {"code": "BIRTH_DAY_DIFFERS", "path": ["rows", "1", "household", "members", "0", "birthDay"]}
    ]


def test_an_archivist_downloads_a_paper_that_nobody_altered(demo: RunningDemo) -> None:
    printed = pasted(demo, "An archivist opens a case file by its number and downloads a paper")
    assert printed.strip() == "True unaltered"


def test_a_window_sees_a_number_and_finds_its_family(demo: RunningDemo) -> None:
    [told] = answers(demo, "A window sees one identity number in clear, and finds a family by it")
    found = told["findByIdentifier"]
    assert (found["userErrors"], found["household"]["id"][:3]) == ([], "hh_")


def test_the_county_compares_its_townships(demo: RunningDemo) -> None:
    [told] = answers(demo, "The county compares its townships")
    assert len(told["townshipComparison"]) == 13


def test_a_token_for_another_seat_is_printed(demo: RunningDemo) -> None:
    assert re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+", pasted(demo, "Any other seat").strip())
