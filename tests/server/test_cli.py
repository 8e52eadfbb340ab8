"""Tests of the command line: each command says what it does, and the demonstration runs from one command to its end."""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from server.showcase import EXAMPLES
from tests.server.demo import HOUSEHOLDS, RunningDemo, alive, descendants, run, running_demo

WINDOW = ("--tier", "TOWNSHIP", "--region", "511526101", "--role", "TOWNSHIP_WINDOW")
SEATS = (
    *("WINDOW", "INVESTIGATOR", "INVESTIGATOR2", "REVIEWER", "LEADER", "LEADER_SHANGLUO"),
    *("APPROVER", "SUPERVISOR", "FINANCE", "AUDITOR", "PLATFORM", "OVERSEER"),
)
NAMES = {"API", "CASE", "TOWNSHIP", "VILLAGE", "INVESTIGATOR", "INVESTIGATOR2", *(f"TOKEN_{each}" for each in SEATS)}


def viewer(demo: RunningDemo, token: str) -> dict[str, object]:
    answer = httpx.post(
        f"{demo.variables['API']}/graphql",
        json={"query": "{ viewer { officialId tier area roles caseDay } }"},
        headers={"authorization": f"Bearer {token}"},
    )
    said: dict[str, object] = answer.json()["data"]["viewer"]
    return said


@pytest.mark.parametrize("name", ["", "serve", "demo", "seed", "token", "migrate", "schema"])
def test_every_command_has_help(name: str) -> None:
    told = run(*name.split(), "--help")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(f"usage: python -m server {name}".rstrip())


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (("--households", "0"), "0 is not a number from 1 to 100000"),
        (("--households", "many"), "many is not a number"),
        (("--clock", "2020-11-20"), "2020-11-20 lacks its offset"),
        (("--port", "http"), "invalid int value"),
    ],
)
def test_a_wrong_argument_is_told_before_anything_starts(
    given: tuple[str, str], complaint: str, tmp_path: Path
) -> None:
    told = run("demo", "--data", str(tmp_path / "data"), *given)
    assert told.returncode == 2
    assert complaint in told.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.slow
def test_the_demo_answers_and_says_that_it_is_ready(demo: RunningDemo) -> None:
    answer = httpx.get(f"{demo.variables['API']}/readyz")
    said = answer.json()
    assert (answer.status_code, said["status"], said["caseClock"][:13]) == (200, "ready", "2020-11-20T09")


@pytest.mark.slow
def test_the_demo_tells_a_working_token_of_each_official(demo: RunningDemo) -> None:
    lines = re.findall(r"^TOKEN_(\S+) +(\S+) +(\d+) +(\S+)$", demo.page, re.MULTILINE)
    assert {f"TOKEN_{name}" for name, *_ in lines} == {name for name in NAMES if name.startswith("TOKEN_")}
    for name, role, area, token in lines:
        said = viewer(demo, token)
        assert (said["roles"], said["area"], said["caseDay"]) == ([role], area, "2020-11-20")
        assert demo.variables[f"TOKEN_{name}"] == token


@pytest.mark.slow
def test_tokens_env_is_private_and_names_what_the_readme_pastes(demo: RunningDemo) -> None:
    assert (demo.data / "tokens.env").stat().st_mode & 0o777 == 0o600
    assert demo.variables.keys() == NAMES
    assert all(demo.variables.values())
    second = viewer(demo, demo.variables["TOKEN_INVESTIGATOR2"])["officialId"]
    assert second == demo.variables["INVESTIGATOR2"] != demo.variables["INVESTIGATOR"]


@pytest.mark.slow
def test_the_printed_commands_work_as_pasted(demo: RunningDemo) -> None:
    pasted = demo.page.split("# paste these", 1)[1].split("\n", 1)[1].rsplit("\n\n", 1)[0]
    script = pasted.replace("# ", "\necho; # ")
    told = subprocess.run(["/bin/bash", "-e"], input=script, capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in told.stdout.splitlines() if line]
    assert len(answers) == len(EXAMPLES)
    for answer in answers:
        assert "errors" not in answer
        assert all(answer["data"].values()), answer
        listed = answer["data"].get("applications", {"edges": [1]})
        assert listed["edges"], answer


@pytest.mark.slow
def test_the_shown_case_is_confirmed(demo: RunningDemo) -> None:
    query = f'{{ application(number: "{demo.variables["CASE"]}") {{ township state }} }}'
    headers = {"authorization": f"Bearer {demo.variables['TOKEN_AUDITOR']}"}
    answer = httpx.post(f"{demo.variables['API']}/graphql", json={"query": query}, headers=headers)
    assert answer.json()["data"] == {"application": {"township": "511526101", "state": "CONFIRMED"}}


@pytest.mark.slow
def test_token_prints_one_token_that_works_and_nothing_else(demo: RunningDemo) -> None:
    told = run("token", "--data", str(demo.data), *WINDOW)
    assert (told.returncode, told.stderr) == (0, "")
    assert re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+\n", told.stdout)
    said = viewer(demo, told.stdout.strip())
    assert said == viewer(demo, demo.variables["TOKEN_WINDOW"])


@pytest.mark.slow
def test_token_registers_an_official_by_name(demo: RunningDemo) -> None:
    told = run("token", "--data", str(demo.data), *WINDOW, "--name", "王测试")
    assert viewer(demo, told.stdout.strip())["officialId"] != viewer(demo, demo.variables["TOKEN_WINDOW"])["officialId"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("COUNTY", "511526", "TOWNSHIP_WINDOW"), "TOWNSHIP_WINDOW sits at tier TOWNSHIP, organ TOWNSHIP_GOVERNMENT."),
        (("TOWNSHIP", "511526", "TOWNSHIP_WINDOW"), "511526 is not the code of a TOWNSHIP."),
        (("TOWNSHIP", "511526999", "TOWNSHIP_WINDOW"), "511526999 is not in the register of areas: run `seed` first."),
    ],
)
def test_a_seat_that_does_not_exist_is_told_in_one_line(
    demo: RunningDemo, given: tuple[str, str, str], told: str
) -> None:
    tier, region, role = given
    answer = run("token", "--data", str(demo.data), "--tier", tier, "--region", region, "--role", role)
    assert (answer.returncode, answer.stdout, answer.stderr) == (1, "", f"SeatInvalid: {told}\n")


@pytest.mark.slow
def test_a_second_demo_says_that_one_runs_and_where(demo: RunningDemo) -> None:
    told = run("demo", "--port", "0", "--data", str(demo.data))
    assert (told.returncode, told.stdout) == (1, "")
    where = f"process {demo.process.pid} is using it; it answers at {demo.variables['API']}"
    assert re.fullmatch(rf"AlreadyRunning: .*{re.escape(where)}.*\n", told.stderr)


@pytest.mark.slow
def test_a_port_that_is_taken_is_told_in_one_line(demo: RunningDemo, tmp_path: Path) -> None:
    port = demo.variables["API"].rsplit(":", 1)[1]
    told = run("demo", "--port", port, "--data", str(tmp_path / "data"))
    assert (told.returncode, told.stdout) == (1, "")
    assert re.fullmatch(rf"PortTaken: 127\.0\.0\.1:{port} cannot be used .*: choose another port\.\n", told.stderr)


@pytest.mark.slow
def test_seed_beside_a_running_demo_says_that_it_was_done(demo: RunningDemo) -> None:
    told = run("seed", "--data", str(demo.data))
    assert (told.returncode, told.stdout) == (0, "this database is seeded already; nothing was done\n")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_both_signals_end_everything_and_a_second_start_resumes(tmp_path: Path) -> None:
    with running_demo(tmp_path / "data") as first:
        below, case = descendants(first.process.pid), first.variables["CASE"]
        assert first.page.startswith(f"seeded {HOUSEHOLDS} households")
        assert len(below) >= 4, "two servers, each under its watchdog"
        assert first.end(signal.SIGINT) == 0
    assert alive(below) == set()
    with running_demo(tmp_path / "data") as second:
        below = descendants(second.process.pid)
        assert second.page.startswith("API ")
        assert second.variables["CASE"] == case
        assert second.end(signal.SIGTERM) == 0
    assert alive(below) == set()
    assert not (tmp_path / "data" / "servers.json").exists()


def test_serving_needs_none_of_the_demonstrations_packages() -> None:
    loads = "import sys, server.cli; print(sorted({'faker', 'PIL', 'tqdm'} & sys.modules.keys()))"
    told = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True)  # noqa: S603
    assert told.stdout == "[]\n"
