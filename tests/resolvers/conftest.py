"""What the tests of acts share: an API whose county nobody else changes."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.api import Api, prepared, running_api
from tests.servers import Servers


@pytest.fixture
def own(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """An API whose county has loaded nothing yet."""
    with running_api(servers, tmp_path_factory.mktemp("calendar")) as running:
        asyncio.run(prepared(running))
        yield running
