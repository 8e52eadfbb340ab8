"""What the tests of acts share: an API whose county nobody else changes, a family whose numbers are known."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api import Api, prepared, running_api
from tests.servers import Servers
from tests.story_identifier import fresh_family


@pytest.fixture
def own(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """An API whose county has loaded nothing yet."""
    with running_api(servers, tmp_path_factory.mktemp("calendar")) as running:
        asyncio.run(prepared(running))
        yield running


@pytest.fixture
def family(api: Api) -> dict[str, Any]:
    """A family whose numbers are known; the day's budgets begin anew."""
    return fresh_family(api)
