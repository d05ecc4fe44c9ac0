"""One process of the house in the foreground: `gops serve family_benefits`. Its settings come from the environment."""

import asyncio
import ctypes
import gc
import sys
from importlib import import_module
from types import FrameType
from typing import Any

import uvicorn

FACTORIES = {
    "family_benefits": "services.family_benefits.app",
    "social_assistance": "services.social_assistance.app",
    "alimony_fund": "services.alimony_fund.app",
    "reporting": "services.reporting.app",
    "gateway": "gateway.app",
    "issuer": "gops.issuer",
}
GRACE_SECONDS = 8
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
_KEPT_FREE, _LARGEST_KEPT = 128 * 2**20, 32 * 2**20


class _Server(uvicorn.Server):
    """Releases the waiting readers of the feed when the signal comes: uvicorn ends the lifespan only after the last answer."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        waker = getattr(getattr(self.config.app, "state", None), "waker", None)
        if waker is not None:
            asyncio.get_running_loop().call_soon_threadsafe(waker.release)
        super().handle_exit(sig, frame)


def serve(name: str, host: str, port: int) -> None:
    """Runs the process until it is told to stop."""
    application: Any = import_module(FACTORIES[name]).create()
    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    config.load()
    _keep_large_buffers()
    # Modules, schemas and the law live as long as the process: without this every full collection walks through all of them.
    gc.collect()
    gc.freeze()
    _Server(config).run()


def _keep_large_buffers() -> None:
    """Tells glibc to keep freed buffers for the next page of a feed or chunk of an import.

    Given back and asked for anew, the pages of a five-megabyte answer are zeroed by the kernel every time: most of its cost.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(_M_TRIM_THRESHOLD, _KEPT_FREE)
        mallopt(_M_MMAP_THRESHOLD, _LARGEST_KEPT)
