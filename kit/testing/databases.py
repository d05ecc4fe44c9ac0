"""A migrated database of one service in some tens of milliseconds: a copy of a template that the real migrations made.

Tests log in as roles of their own which act as the service's owner and runtime role (`current_user` is the real one), so that no
password of a role that somebody else uses on the same server is touched.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlencode

import psycopg
from psycopg import Connection, sql
from psycopg.conninfo import conninfo_to_dict

from kit.migrations.env import upgrade

_ROOT = Path(__file__).resolve().parents[2]
_LOCK = 0x74657374  # "test": one template is made at a time on a server
_PASSWORD = "only-for-tests"  # noqa: S105
_PLACE = frozenset({"user", "password", "dbname", "host", "port", "passfile", "service"})


class Server(Protocol):
    """A PostgreSQL server that tests may fill; `gops.postgres.Address` is one."""

    @property
    def superuser_dsn(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ServiceDatabase:
    """A migrated database: connection URLs of its runtime role, its owner, and the administrator (who sees every tenant)."""

    service: str
    name: str
    dsn: str = field(repr=False)
    owner_dsn: str = field(repr=False)
    superuser_dsn: str = field(repr=False)


@contextmanager
def service_database(server: Server, service: str) -> Iterator[ServiceDatabase]:
    """An own database of the service, at the newest revision, dropped at the end."""
    template = _template(server.superuser_dsn, service)
    name = f"{service}_{secrets.token_hex(6)}"
    with psycopg.connect(server.superuser_dsn, autocommit=True) as admin:
        _run(admin, "CREATE DATABASE {name} TEMPLATE {template} OWNER {owner}", name, service, template)
        _open_to_the_service(admin, name, service)
    try:
        yield ServiceDatabase(
            service=service,
            name=name,
            dsn=_dsn(server.superuser_dsn, name, f"{service}_app_test"),
            owner_dsn=_dsn(server.superuser_dsn, name, f"{service}_owner_test"),
            superuser_dsn=_dsn(server.superuser_dsn, name, None),
        )
    finally:
        with psycopg.connect(server.superuser_dsn, autocommit=True) as admin:
            _run(admin, "DROP DATABASE IF EXISTS {name} WITH (FORCE)", name, service)


def _template(superuser_dsn: str, service: str) -> str:
    """The service's template on this server; its name says which migrations it was made by, so that a stale one is not used."""
    name = f"{service}_template_{_digest(service)}"
    with psycopg.connect(superuser_dsn, autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None:
            return name
        for kind in ("owner", "app"):
            _role(admin, f"{service}_{kind}")
        making = f"{name}_making"
        _run(admin, "DROP DATABASE IF EXISTS {name} WITH (FORCE)", making, service)
        _run(
            admin,
            "CREATE DATABASE {name} OWNER {owner} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'",
            making,
            service,
        )
        _open_to_the_service(admin, making, service)
        with psycopg.connect(_dsn(superuser_dsn, making, None), autocommit=True) as inside:
            _run(inside, "ALTER SCHEMA public OWNER TO {owner}", making, service)
            _run(inside, "REVOKE ALL ON SCHEMA public FROM PUBLIC", making, service)
            _run(inside, "GRANT USAGE ON SCHEMA public TO {app}", making, service)
        upgrade(service, _dsn(superuser_dsn, making, f"{service}_owner_test"))
        admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(name)))
    return name


def _digest(service: str) -> str:
    made_by = sha256()
    for folder in ("kit/migrations", "casework/migrations", f"services/{service}/migrations"):
        for file in sorted((_ROOT / folder).rglob("*.py")):
            made_by.update(file.read_bytes())
    made_by.update((_ROOT / "kit/tenancy.py").read_bytes())
    return made_by.hexdigest()[:12]


def _role(admin: Connection, name: str) -> None:
    for role in (name, f"{name}_test"):
        if admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
            admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
    login, acts_as = sql.Identifier(f"{name}_test"), sql.Identifier(name)
    admin.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(login, sql.Literal(_PASSWORD)))
    admin.execute(sql.SQL("GRANT {} TO {}").format(acts_as, login))
    admin.execute(sql.SQL("ALTER ROLE {} SET role = {}").format(login, sql.Literal(name)))


def _open_to_the_service(admin: Connection, name: str, service: str) -> None:
    # CREATE DATABASE copies no rights from its template.
    _run(admin, "REVOKE ALL ON DATABASE {name} FROM PUBLIC", name, service)
    _run(admin, "GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {app}", name, service)


def _run(admin: Connection, statement: str, name: str, service: str, template: str | None = None) -> None:
    admin.execute(
        sql.SQL(statement).format(
            name=sql.Identifier(name),
            owner=sql.Identifier(f"{service}_owner"),
            app=sql.Identifier(f"{service}_app"),
            template=sql.Identifier(template or name),
        )
    )


def _dsn(superuser_dsn: str, database: str, login: str | None) -> str:
    """The same server for another database, as a login of the tests or (None) as the administrator."""
    parts = {name: str(value) for name, value in conninfo_to_dict(superuser_dsn).items() if value is not None}
    user, password = (parts.get("user", ""), parts.get("password", "")) if login is None else (login, _PASSWORD)
    options = {name: value for name, value in parts.items() if name not in _PLACE}
    # As parameters, because the host may be the folder of a socket.
    options |= {name: parts[name] for name in ("host", "port") if name in parts}
    return f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@/{database}?{urlencode(options, quote_via=quote)}"
