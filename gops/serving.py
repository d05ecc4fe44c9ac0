"""One process of the house in the foreground: `gops serve family_benefits`. Its settings come from the environment."""

import asyncio
import gc
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
    # Modules, schemas and the law live as long as the process: without this every full collection walks through all of them.
    gc.collect()
    gc.freeze()
    _Server(config).run()
