"""Servers of their own for the tests that kill them."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import pytest

from gops.postgres import EmbeddedPostgres
from tests.conftest import PROJECT

TEMPLATE = PROJECT / "var" / "postgres-template"


@dataclass(frozen=True)
class Owner:
    """A separate process that runs a server."""

    process: "subprocess.Popen[str]"
    postmaster: psutil.Process
    keeper: psutil.Process
    dsn: str


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Callable[..., EmbeddedPostgres]]:
    """Makes servers that are gone, data included, when the test is over; a directory under tmp_path may be named."""
    with ExitStack() as servers:

        def make(directory: Path | None = None) -> EmbeddedPostgres:
            made = EmbeddedPostgres(directory or tmp_path / "postgres", template=TEMPLATE)
            servers.callback(made.destroy)
            return made

        yield make


@pytest.fixture
def owner() -> Iterator[Callable[..., Owner]]:
    """Starts processes that run a server; none is left."""
    with ExitStack() as owners:

        def start(directory: Path, *, throwaway: bool = False) -> Owner:
            owners.callback(EmbeddedPostgres(directory).destroy)
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.gops.an_owner", str(directory), str(TEMPLATE), "1" * throwaway],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=PROJECT,
            )
            owners.enter_context(process)
            owners.callback(process.kill)
            assert process.stdout is not None
            told = json.loads(process.stdout.readline())
            postmaster = psutil.Process(told["pid"])
            keeper = postmaster.parent()
            assert keeper is not None
            owners.callback(lambda: keeper.is_running() and keeper.kill())
            return Owner(process, postmaster, keeper, told["dsn"])

        yield start


def ask(dsn: str, question: str) -> object:
    """The first column of the first row."""
    with closing(psycopg.connect(dsn, autocommit=True)) as connection:
        answer = connection.execute(question)
        row = answer.fetchone() if answer.description else None
    return row[0] if row else None


def eventually(condition: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Whether the condition comes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


def has_ended(process: psutil.Process) -> bool:
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
