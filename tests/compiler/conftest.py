"""An API of its own for the compiler's tests, so that what it sends to the database can be counted."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.api import prepared, running_api
from tests.compiler.world import World, made
from tests.servers import Servers


@pytest.fixture(scope="session")
def world(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The county of the compiler's tests; no test changes it for another."""
    with running_api(servers, tmp_path_factory.mktemp("compiled")) as running:
        asyncio.run(prepared(running))
        yield made(running)
