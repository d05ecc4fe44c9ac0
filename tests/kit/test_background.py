"""Work beside the requests ends when the application does, whatever the database makes of a cancellation."""

import asyncio

import psycopg
import pytest

from kit.background import beside, end


async def _takes_a_cancellation_for_an_error_of_the_database(cancellations: list[int]) -> None:
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancellations.append(1)
            if len(cancellations) > 1:
                raise
            try:
                raise psycopg.errors.QueryCanceled
            except psycopg.Error:
                continue


@pytest.mark.asyncio
async def test_work_that_outlives_a_cancellation_is_cancelled_again() -> None:
    cancellations: list[int] = []
    async with asyncio.timeout(20), beside(_takes_a_cancellation_for_an_error_of_the_database(cancellations), "work"):
        await asyncio.sleep(0)
    assert len(cancellations) == 2


@pytest.mark.asyncio
async def test_work_that_failed_is_not_passed_over() -> None:
    async def fails() -> None:
        raise ValueError("the work")

    with pytest.raises(ValueError, match="the work"):
        async with beside(fails(), "work"):
            await asyncio.sleep(0.01)


@pytest.mark.asyncio
async def test_ended_tasks_are_left_alone() -> None:
    async def nothing() -> None:
        return None

    task = asyncio.create_task(nothing())
    await task
    await end(task)
    assert not task.cancelled()
