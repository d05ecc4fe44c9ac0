"""Work that goes on beside the requests and ends with the application: sealing, sweeping, waking, measuring, pulling."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from typing import Any

_AGAIN_SECONDS = 0.5


@contextlib.asynccontextmanager
async def beside(work: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
    """Runs the work while the block lives; raises what the work raised when it failed before its end."""
    task = asyncio.create_task(work, name=name)
    try:
        yield
    finally:
        await end(task)
    if not task.cancelled():
        task.result()


async def end(*tasks: asyncio.Task[Any]) -> None:
    """Cancels the tasks and waits until all have ended.

    Again and again: a cancellation that meets a statement may come out of the driver as an error of the database, and work that
    outlives such errors would go on for ever, with nobody left to end it.
    """
    while left := [task for task in tasks if not task.done()]:
        for task in left:
            task.cancel()
        await asyncio.wait(left, timeout=_AGAIN_SECONDS)
