"""What tests of identifiers share."""

from typing import Any

import pytest

from tests.api import Api
from tests.story_identifier import fresh_family


@pytest.fixture
def family(api: Api) -> dict[str, Any]:
    """A family whose numbers are known; the day's budgets begin anew."""
    return fresh_family(api)
