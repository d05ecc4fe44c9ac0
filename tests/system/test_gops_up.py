"""`gops up` as it is typed: two clones at once, Ctrl-C, SIGTERM, kill -9; what was started is gone and nothing else."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import psutil
import pytest

from gops.addresses import address_of
from gops.house import PROCESSES
from gops.ports import LOOPBACK, free_port
from gops.postgres import GIVEN, EmbeddedPostgres
from tests.conftest import PROJECT
from tests.gops.conftest import eventually, has_ended

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(GIVEN in os.environ, reason="with a server of its own only"),
]

READY = "Ctrl-C zatrzymuje"


class Up:
    """A `gops up` of one state folder, in a session of its own as a terminal would give it."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._said = state.with_suffix(".out")
        with self._said.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gops", "up", "--state", str(state)],
                cwd=PROJECT, stdout=out, stderr=out, start_new_session=True, env={**os.environ, "COLUMNS": "200"},
            )  # fmt: skip
        self.started: list[psutil.Process] = []
        self.ports: set[int] = set()

    def said(self) -> str:
        return self._said.read_text()

    def wait_until_it_runs(self) -> None:
        """Until the addresses are printed; then everything that it started and every port that is listened on is known."""
        assert eventually(lambda: READY in self.said() or self.process.poll() is not None, 400), self.said()
        assert self.process.poll() is None, self.said()
        self.started = psutil.Process(self.process.pid).children(recursive=True)
        for one in self.started:
            self.ports |= {
                place.laddr.port for place in one.net_connections("tcp") if place.status == psutil.CONN_LISTEN
            }
        # A keeper and a child for each process and for PostgreSQL, which has children of its own.
        assert len(self.started) > 2 * (len(PROCESSES) + 1)
        assert len(self.ports) >= len(PROCESSES)

    def answers(self) -> bool:
        address = address_of("gateway", self._state, 0)
        assert address in self.said()
        return httpx.get(f"{address}/health", timeout=10).status_code == 200

    def is_gone(self) -> bool:
        return all(map(has_ended, self.started)) and all(free_port(port) == port for port in self.ports)


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Callable[[str], Up]]:
    """Starts houses by the name of their state folder; their data is removed at the end."""
    with ExitStack() as houses:

        def start(name: str) -> Up:
            houses.callback(EmbeddedPostgres(tmp_path / name / "postgres").destroy)
            made = Up(tmp_path / name)
            houses.callback(made.process.wait)
            houses.callback(made.process.kill)
            return made

        yield start


def test_two_houses_at_once_and_each_ends_alone_and_whole(up: Callable[[str], Up]) -> None:
    one, other = up("one"), up("other")
    for house in (one, other):
        house.wait_until_it_runs()
    assert not one.ports & other.ports
    assert LOOPBACK in one.said()

    # Ctrl-C reaches everybody in the terminal's foreground.
    os.killpg(one.process.pid, signal.SIGINT)
    assert one.process.wait(60) == 0, one.said()
    assert one.is_gone(), [process for process in one.started if not has_ended(process)]
    assert not any(map(has_ended, other.started))
    assert other.answers()

    again = up("one")
    again.wait_until_it_runs()
    again.process.send_signal(signal.SIGTERM)
    assert again.process.wait(60) == 128 + signal.SIGTERM, again.said()
    assert again.is_gone()
    assert other.answers()

    other.process.kill()
    assert eventually(other.is_gone, 60), [process for process in other.started if not has_ended(process)]
