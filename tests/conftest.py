"""What every test may ask for: a real PostgreSQL server."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from gops.postgres import Address, server

PROJECT = Path(__file__).parents[1]

# No test fails for the time it takes: a machine that does something else meanwhile is no fault of the rule.
settings.register_profile("gops", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gops")


def pytest_configure() -> None:
    # A shell that starts a run in the background has SIGINT ignored, and what is ignored stays so in every child: a test of
    # Ctrl-C would wait for ever.
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """The given server, else an embedded one of this run (one for each worker of a parallel run)."""
    directory = tmp_path_factory.mktemp("postgres")
    with server(directory, throwaway=True, template=PROJECT / "var" / "postgres-template") as address:
        yield address
