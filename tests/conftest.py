"""What all tests share: real servers for the session, and a line that says which they were."""

import asyncio
import os
from collections.abc import Iterator

import pytest

from tests import kept
from tests.api import Api, prepared, running_api
from tests.servers import Servers, real_servers

_servers = pytest.StashKey[Servers]()
_counts = pytest.StashKey[dict[str, int]]()


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Servers]:
    """A real MongoDB and a real object store; use a database and buckets of your own."""
    with real_servers(os.environ, tmp_path_factory.mktemp("servers")) as running:
        pytestconfig.stash[_servers] = running
        yield running


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_counts] = {"all": 0, "servers": 0}


def pytest_runtest_call(item: pytest.Item) -> None:
    counts = item.config.stash[_counts]
    counts["all"] += 1
    counts["servers"] += "servers" in getattr(item, "fixturenames", ())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    counts, running = config.stash[_counts], config.stash.get(_servers, None)
    against = f"{counts['servers']} of them against {running}" if running else "none of them against a server"
    terminalreporter.write_line(f"{counts['all']} tests ran, {against}")


@pytest.fixture(scope="session")
def api(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The API with officials of every kind; tests make their own families and cases."""
    with running_api(servers, tmp_path_factory.mktemp("api")) as running:
        asyncio.run(prepared(running))
        yield running


@pytest.fixture(scope="module", autouse=True)
def _fresh_budgets(request: pytest.FixtureRequest) -> None:
    """A file of tests that shares the API finds its officials' look-ups of numbers as if nobody had made any today."""
    here = [item for item in request.session.items if item.path == request.path]
    if any("api" in getattr(item, "fixturenames", ()) for item in here):
        api = request.getfixturevalue("api")
        with kept.opened(api) as rows:
            rows["identifierUses"].delete_many({})
            rows["identifierAlarms"].delete_many({})
            rows["journal"].delete_many({"caseId": {"$regex": "^use_"}})
