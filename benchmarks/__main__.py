"""Measures both ways of answering on this machine: requests a second, the median, the 99th, the API's CPU a request.

`make bench` loads sixty families and cases into servers of its own, then asks, alternating, over
loopback with eight connections, for a list of 50 applications with household and members and for one application.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import orjson

from casework.office import Role
from tests.api import Api, prepared, running_api
from tests.servers import real_servers
from tests.story import filed, member, registered

FAMILIES, CONNECTIONS, ROUNDS, REQUESTS = 60, 8, 3, 400
MEMBERS = "members { memberId name relation sex birthDay identityNumber phone monthlyIncome incomeBand }"
LIST = (
    "query List($n: Int!) { applications(first: $n) { edges { node { id number matter state applicantName filedOn "
    f"household {{ id headName address phone {MEMBERS} }} }} }} }} }}"
)
ONE = (
    "query One($n: String!) { application(number: $n) { id number matter state applicantName statement requestedAmount "
    f"filedOn filedBy {{ name }} household {{ headName address {MEMBERS} }} "
    "surveys { on text } notices { place } } }"
)


def loaded(api: Api) -> str:
    """The number of the last of the cases that were made."""
    for _ in range(FAMILIES):
        family = [
            member(),
            member("李某", "SPOUSE", phone="13800000000"),
            member("张小", "CHILD", monthlyIncome="12.50"),
        ]
        case = filed(api, householdId=registered(api, members=family), requestedAmount="500.00")
    return str(case["number"])


async def _asked(host: str, port: int, request: bytes, turns: list[int], took: list[float]) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    while turns:
        turns.pop()
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        body = await reader.readexactly(length)
        took.append(time.perf_counter() - began)
        assert b'"errors"' not in body[:20]
    writer.close()


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _round(api: Api, body: dict[str, Any], requests: int, *, reference: bool) -> tuple[float, list[float], float]:
    host, port = api.url.removeprefix("http://").split(":")
    token, payload = api.person(Role.COUNTY_APPROVER).token, orjson.dumps(body)
    head = (
        f"POST /graphql HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nAuthorization: Bearer {token}\r\n"
    )
    head += "Reference: 1\r\n" if reference else ""
    request = f"{head}Content-Length: {len(payload)}\r\n\r\n".encode() + payload
    took: list[float] = []
    before, began, turns = _cpu(api.process.pid), time.perf_counter(), list(range(requests))
    await asyncio.gather(*(_asked(host, int(port), request, turns, took) for _ in range(CONNECTIONS)))
    return requests / (time.perf_counter() - began), took, (_cpu(api.process.pid) - before) / requests * 1000


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    with real_servers(dict(os.environ), folder / "servers") as servers, running_api(servers, folder / "api") as api:
        asyncio.run(prepared(api))
        number = loaded(api)
        for name, body in (
            ("list of 50", {"query": LIST, "variables": {"n": 50}}),
            ("one", {"query": ONE, "variables": {"n": number}}),
        ):
            seen: dict[bool, list[tuple[float, list[float], float]]] = {False: [], True: []}
            for turn in range(2 * ROUNDS + 2):
                made = asyncio.run(_round(api, body, REQUESTS, reference=bool(turn % 2)))
                if turn > 1:  # the first of each warms up
                    seen[bool(turn % 2)].append(made)
            for reference, rounds in seen.items():
                took = sorted(each for _, some, _ in rounds for each in some)
                rate, cpu = statistics.median(each[0] for each in rounds), statistics.median(each[2] for each in rounds)
                way = "reference" if reference else "compiled"
                middle, late = took[len(took) // 2] * 1000, took[len(took) * 99 // 100] * 1000
                sys.stdout.write(
                    f"{name:11} {way:10} {rate:6.0f}/s  {middle:6.1f} ms  {late:6.1f} ms  {cpu:5.2f} ms CPU\n"
                )


if __name__ == "__main__":
    main()
