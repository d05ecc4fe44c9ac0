"""The PostgreSQL we run on: the one that `GOPS_DATABASE_URL` names, else an embedded one that we supervise ourselves."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gops.postgres.address import Address, address_of, dsn_for
from gops.postgres.databases import (
    Passwords,
    RoleTooPowerful,
    ServiceDatabase,
    app_role,
    create_from_template,
    drop_database,
    new_password,
    owner_role,
    provision,
)
from gops.postgres.embedded import EmbeddedPostgres
from gops.postgres.failures import (
    DirectoryInUse,
    PostgresUnavailable,
    ServerDidNotStart,
    UnsafePlace,
    WheelMissing,
)
from gops.postgres.passwords import kept_password

GIVEN = "GOPS_DATABASE_URL"
"""Environment variable with the administrator's connection string of a server; it always wins."""

__all__ = [
    "GIVEN",
    "Address",
    "DirectoryInUse",
    "EmbeddedPostgres",
    "Passwords",
    "PostgresUnavailable",
    "RoleTooPowerful",
    "ServerDidNotStart",
    "ServiceDatabase",
    "UnsafePlace",
    "WheelMissing",
    "address_of",
    "app_role",
    "create_from_template",
    "drop_database",
    "dsn_for",
    "given_server",
    "kept_password",
    "new_password",
    "owner_role",
    "provision",
    "server",
]


def given_server() -> Address | None:
    """The server named in the environment, if one is."""
    dsn = os.environ.get(GIVEN)
    return address_of(dsn) if dsn else None


@contextmanager
def server(directory: Path, *, throwaway: bool = False, template: Path | None = None) -> Iterator[Address]:
    """The server to work with: the given one, left alone at the end, or the directory's own, running meanwhile."""
    given = given_server()
    if given is not None:
        yield given
        return
    with EmbeddedPostgres(directory, throwaway=throwaway, template=template) as embedded:
        yield embedded.address
