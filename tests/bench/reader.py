"""Reads the first page of a feed again and again with reporting's own reader, in a process of its own: events a second."""

import json
import subprocess
import sys
from time import perf_counter

import uvloop

from gops.supervisor import python
from kit.feed.routes import MAX_LIMIT
from services.reporting.sources.feeds import Feeds


def read_pages(url: str, gmina: str, seconds: float, token: str) -> float:
    """Events a second of one reader that asks for a page when the one before has come."""
    order = json.dumps([url, gmina, seconds, token])
    run = subprocess.run(python("tests.bench.reader"), input=order, capture_output=True, text=True, check=True)
    return float(run.stdout)


async def _read(url: str, gmina: str, seconds: float, token: str) -> float:
    async def headers(_: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}"}

    feeds = Feeds({"bench": url}, headers)
    for _ in range(3):
        await feeds.page("bench", gmina, 0)
    pages, begun = 0, perf_counter()
    while (now := perf_counter()) - begun < seconds:
        await feeds.page("bench", gmina, 0)
        pages += 1
    await feeds.close()
    return pages * MAX_LIMIT / (now - begun)


def main() -> None:
    print(uvloop.run(_read(*json.load(sys.stdin))))


if __name__ == "__main__":
    main()
