"""What the tests of the server share: one demonstration, started once."""

from collections.abc import Iterator

import pytest

from tests.server.demo import RunningDemo, running_demo


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    """A seeded demonstration; its cases are not to be changed."""
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as running:
        yield running
