"""Sends a year of lines to a service as a centre would: one stream, then has it applied."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import uuid4

import httpx

_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Sent:
    """Seconds that an import took: until its lines were staged, checked and applied."""

    run: str
    lines: int
    staged: float
    applied: float

    @property
    def seconds(self) -> float:
        return self.staged + self.applied


def send(client: httpx.Client, lines: Iterable[bytes]) -> Sent:
    """Opens an import, sends the lines, waits until they are applied; raises when they are not."""
    begun = time.perf_counter()
    made = client.post("/imports", headers={"Idempotency-Key": str(uuid4())})
    made.raise_for_status()
    run = made.json()["id"]
    received = client.post(f"/imports/{run}/lines", params={"from_line": 1}, content=_pieces(lines))
    received.raise_for_status()
    staged = time.perf_counter()
    client.post(f"/imports/{run}/apply", headers={"Idempotency-Key": str(uuid4())}).raise_for_status()
    while (found := client.get(f"/imports/{run}").json())["state"] in ("checking", "applying"):
        time.sleep(0.1)
    ended = time.perf_counter()
    if found["state"] != "applied":
        raise RuntimeError(f"the import ended as {found['state']}")
    return Sent(run, received.json()["lines"], staged - begun, ended - staged)


def _pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    piece = bytearray()
    for line in lines:
        piece += line
        if len(piece) >= _PIECE:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)
