"""Small servers to compare with, run as our services are: `python -m tests.bench.apps NAME PORT [FILE]`.

`hello` is FastAPI's first example; `memory` answers /v1/events with the bytes of a file that it holds in memory.
"""

import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.responses import Response

from gops.ports import LOOPBACK
from kit.feed.routes import MEDIA_TYPE


def hello() -> FastAPI:
    """FastAPI's first example."""
    app = FastAPI()

    @app.get("/")
    async def read_root() -> dict[str, str]:
        return {"Hello": "World"}

    return app


def memory(page: bytes) -> FastAPI:
    """The bytes of a feed page, without a database behind them."""
    app = FastAPI()

    @app.get("/v1/events")
    async def read_page() -> Response:
        return Response(page, media_type=MEDIA_TYPE)

    return app


def main() -> None:
    name, port = sys.argv[1], int(sys.argv[2])
    app = hello() if name == "hello" else memory(Path(sys.argv[3]).read_bytes())

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    uvicorn.run(
        app, host=LOOPBACK, port=port, log_config=None, access_log=False, server_header=False, date_header=False
    )


if __name__ == "__main__":
    main()
