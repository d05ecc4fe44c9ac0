"""One database and two roles per service, the same on an embedded server and on one that was given.

The owner runs migrations and is no superuser; the runtime role owns nothing and is bound by row-level security. Nobody
else may connect: a service cannot reach another one's database even with its own valid password.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from psycopg import Connection, sql

from gops.postgres.address import dsn_for
from gops.postgres.failures import PostgresUnavailable

BACKUP_ROLE = "gops_backup"

_LOCK = 0x676F7073  # "gops": one provisioning at a time on a server


class RoleTooPowerful(PostgresUnavailable):
    """A role of ours exists with rights that would lift row-level security, and we may not take them away."""


@dataclass(frozen=True, slots=True)
class Passwords:
    """What the roles of one service are to log in with; `backup` is one for all services of a server."""

    owner: str = field(repr=False)
    app: str = field(repr=False)
    backup: str | None = field(default=None, repr=False)
    """None leaves the backup role's password as it is."""


@dataclass(frozen=True, slots=True)
class ServiceDatabase:
    """A provisioned database; the connection strings are URLs without a driver's name."""

    service: str
    database: str
    owner_role: str
    app_role: str
    owner_dsn: str = field(repr=False)
    app_dsn: str = field(repr=False)


def owner_role(service: str) -> str:
    return f"{service}_owner"


def app_role(service: str) -> str:
    return f"{service}_app"


def provision(
    superuser_dsn: str, service: str, passwords: Passwords, *, database: str | None = None
) -> ServiceDatabase:
    """Make the service's database (named after it unless told otherwise) and roles, or bring them up to date.

    The administrator needs CREATEDB and CREATEROLE, and for the backup role BYPASSRLS; a superuser has them. Safe to
    repeat and to run twice at once. What the runtime role may do with a table is granted by the migration that makes it.
    Raises RoleTooPowerful; psycopg errors when the administrator's rights do not suffice.
    """
    name = database or service
    for identifier in (service, name):
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,50}", identifier):
            raise ValueError(f"not a name for a database: {identifier!r}")
    owner, app = owner_role(service), app_role(service)
    with _locked(superuser_dsn) as admin:
        _role(admin, owner, passwords.owner)
        _role(admin, app, passwords.app)
        _role(admin, BACKUP_ROLE, passwords.backup, bypass_rls=True)
        _run(admin, "GRANT pg_read_all_data TO {backup}", backup=BACKUP_ROLE)
        _run(admin, "ALTER ROLE {backup} SET default_transaction_read_only = on", backup=BACKUP_ROLE)
        _database(admin, name, owner)
        _run(admin, "REVOKE ALL ON DATABASE {name} FROM PUBLIC", name=name)
        # TEMPORARY: lists are copied into a temporary stage, since COPY cannot write a table under row-level security.
        _run(admin, "GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {app}", name=name, app=app)
        _run(admin, "GRANT CONNECT ON DATABASE {name} TO {backup}", name=name, backup=BACKUP_ROLE)
        # Under the lock as well: two who change the rights of one schema at once are refused ("tuple concurrently updated").
        with _connected(superuser_dsn, name) as inside:
            _run(inside, "ALTER SCHEMA public OWNER TO {owner}", owner=owner)
            _run(inside, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
            _run(inside, "GRANT USAGE ON SCHEMA public TO {app}, {backup}", app=app, backup=BACKUP_ROLE)
    return ServiceDatabase(
        service=service,
        database=name,
        owner_role=owner,
        app_role=app,
        owner_dsn=dsn_for(superuser_dsn, owner, passwords.owner, name),
        app_dsn=dsn_for(superuser_dsn, app, passwords.app, name),
    )


def create_from_template(superuser_dsn: str, template: str, name: str) -> None:
    """Copy a database, with its owner and with who may connect (PostgreSQL itself copies neither)."""
    with _connected(superuser_dsn) as admin:
        found = admin.execute(
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", (template,)
        ).fetchone()
        if found is None:
            raise PostgresUnavailable(f"there is no database {template} to copy")
        rights = admin.execute(
            "SELECT CASE grantee WHEN 0 THEN NULL ELSE pg_get_userbyid(grantee) END, privilege_type"
            " FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) WHERE datname = %s",
            (template,),
        ).fetchall()
        _run(
            admin,
            "CREATE DATABASE {name} TEMPLATE {template} OWNER {owner}",
            name=name,
            template=template,
            owner=found[0],
        )
        _run(admin, "REVOKE ALL ON DATABASE {name} FROM PUBLIC", name=name)
        for grantee, privilege in rights:
            admin.execute(
                sql.SQL("GRANT {} ON DATABASE {} TO {}").format(
                    sql.SQL(privilege),
                    sql.Identifier(name),
                    sql.SQL("PUBLIC") if grantee is None else sql.Identifier(grantee),
                )
            )


def drop_database(superuser_dsn: str, name: str) -> None:
    """Drop a database if it is there, together with the sessions in it."""
    with _connected(superuser_dsn) as admin:
        _run(admin, "DROP DATABASE IF EXISTS {name} WITH (FORCE)", name=name)


def new_password() -> str:
    return secrets.token_urlsafe(24)


def _role(admin: Connection, name: str, password: str | None, *, bypass_rls: bool = False) -> None:
    wanted = (False, False, False, bypass_rls, True)
    found = admin.execute(
        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = %s",
        (name,),
    ).fetchone()
    if found is None:
        _run(
            admin,
            f"CREATE ROLE {{name}} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
            f" {'BYPASSRLS' if bypass_rls else 'NOBYPASSRLS'}",
            name=name,
        )
    elif found != wanted:
        # Named one by one only when something is wrong: an administrator who is no superuser may not even repeat
        # NOSUPERUSER.
        try:
            _run(
                admin,
                f"ALTER ROLE {{name}} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
                f" {'BYPASSRLS' if bypass_rls else 'NOBYPASSRLS'}",
                name=name,
            )
        except psycopg.errors.InsufficientPrivilege as refusal:
            raise RoleTooPowerful(f"the role {name} has other rights than it should: {refusal}") from refusal
    if password is not None:
        admin.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                sql.Identifier(name), sql.Literal(_verifier(admin, name, password))
            )
        )


def _verifier(admin: Connection, name: str, password: str) -> str:
    # As psql's \password does: the server gets the SCRAM verifier, the password itself never travels.
    return admin.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()


def _database(admin: Connection, name: str, owner: str) -> None:
    found = admin.execute("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", (name,)).fetchone()
    powerful = admin.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if powerful == (False,):
        # Only a superuser may give a database to a role it is not a member of.
        _run(admin, "GRANT {owner} TO CURRENT_USER", owner=owner)
    if found is None:
        _run(
            admin,
            "CREATE DATABASE {name} OWNER {owner} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'",
            name=name,
            owner=owner,
        )
    elif found != (owner,):
        _run(admin, "ALTER DATABASE {name} OWNER TO {owner}", name=name, owner=owner)


def _run(admin: Connection, statement: str, **names: str) -> None:
    identifiers = {key: sql.Identifier(value) for key, value in names.items()}
    admin.execute(sql.SQL(statement).format(**identifiers))


@contextmanager
def _connected(superuser_dsn: str, database: str | None = None) -> Iterator[Connection]:
    options = {} if database is None else {"dbname": database}
    with psycopg.connect(superuser_dsn, autocommit=True, **options) as connection:  # type: ignore[arg-type]
        yield connection


@contextmanager
def _locked(superuser_dsn: str) -> Iterator[Connection]:
    with _connected(superuser_dsn) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        yield admin
