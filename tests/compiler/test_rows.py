"""Several works at once: all have ended when one's failure is told, so that no connection is cut."""

import asyncio

import pytest

from compiler.rows import together


async def test_results_come_in_the_order_of_the_works() -> None:
    async def work(turns: int) -> int:
        for _ in range(turns):
            await asyncio.sleep(0)
        return turns

    assert await together([work(3), work(1), work(2)]) == [3, 1, 2]
    assert await together([work(1)]) == [1]


async def test_a_failure_is_told_when_every_other_work_has_ended() -> None:
    ended: list[str] = []

    async def fails() -> None:
        raise ValueError

    async def lasts() -> None:
        for _ in range(5):
            await asyncio.sleep(0)
        ended.append("lasts")

    with pytest.raises(ValueError, match=r"^$"):
        await together([fails(), lasts()])
    assert ended == ["lasts"]
