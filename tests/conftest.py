"""What every test may ask for: a real PostgreSQL server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gops.postgres import Address, server

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """The given server, else an embedded one of this run (one for each worker of a parallel run)."""
    directory = tmp_path_factory.mktemp("postgres")
    with server(directory, throwaway=True, template=PROJECT / "var" / "postgres-template") as address:
        yield address
