"""Databases and roles of the services: who may connect where, and who may do what."""

import secrets
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import psycopg
import pytest

from gops.postgres import (
    Address,
    Passwords,
    ServiceDatabase,
    create_from_template,
    drop_database,
    dsn_for,
    new_password,
    provision,
)
from gops.postgres.binaries import installed
from gops.postgres.databases import BACKUP_ROLE
from gops.postgres.failures import PostgresUnavailable
from tests.gops.conftest import ask

pytestmark = pytest.mark.postgres

Provisioned = Callable[[], ServiceDatabase]

TENANT_TABLE = """
    CREATE TABLE award (gmina text, amount bigint);
    ALTER TABLE award ENABLE ROW LEVEL SECURITY;
    ALTER TABLE award FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant ON award USING (gmina = (SELECT nullif(current_setting('app.gmina', true), '')));
    GRANT SELECT, INSERT ON award TO {app};
"""


@pytest.fixture
def provisioned(postgres: Address) -> Iterator[Provisioned]:
    """Provisions services under names that no other test has; their databases and roles are removed."""
    with ExitStack() as made:

        def make() -> ServiceDatabase:
            passwords = Passwords(new_password(), new_password(), BACKUP_PASSWORD)
            service = provision(postgres.superuser_dsn, f"service_{secrets.token_hex(4)}", passwords)
            made.callback(_remove, postgres.superuser_dsn, service)
            return service

        yield make


BACKUP_PASSWORD = "one for all workers of a run: the role is the server's"


def _remove(superuser_dsn: str, service: ServiceDatabase) -> None:
    drop_database(superuser_dsn, service.database)
    for role in (service.owner_role, service.app_role):
        ask(superuser_dsn, f"DROP ROLE {role}")


def _tenant_table(service: ServiceDatabase) -> None:
    ask(service.owner_dsn, TENANT_TABLE.format(app=service.app_role))
    with psycopg.connect(service.app_dsn) as connection:
        connection.execute("SELECT set_config('app.gmina', '101805', true)")
        connection.execute("INSERT INTO award VALUES ('101805', 100)")


def test_neither_role_can_lift_row_level_security(provisioned: Provisioned, postgres: Address) -> None:
    service = provisioned()

    powers = (
        "SELECT count(*) FROM pg_roles WHERE rolname = ANY (ARRAY['{}', '{}'])"
        " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)"
    )
    assert ask(postgres.superuser_dsn, powers.format(service.owner_role, service.app_role)) == 0


def test_the_owner_makes_tables_and_the_runtime_role_cannot(provisioned: Provisioned) -> None:
    service = provisioned()

    ask(service.owner_dsn, "CREATE TABLE mine ()")

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(service.app_dsn, "CREATE TABLE mine_too ()")


def test_the_runtime_role_reads_only_what_a_migration_granted(provisioned: Provisioned) -> None:
    service = provisioned()
    ask(service.owner_dsn, "CREATE TABLE granted (); CREATE TABLE withheld ()")
    ask(service.owner_dsn, f"GRANT SELECT ON granted TO {service.app_role}")

    assert ask(service.app_dsn, "SELECT count(*) FROM granted") == 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(service.app_dsn, "SELECT count(*) FROM withheld")


def test_the_runtime_role_may_stage_a_list_in_a_temporary_table(provisioned: Provisioned) -> None:
    with psycopg.connect(provisioned().app_dsn) as connection:
        connection.execute("CREATE TEMPORARY TABLE stage (line text) ON COMMIT DROP")
        with connection.cursor().copy("COPY stage FROM STDIN") as copy:
            copy.write_row(("one",))

        assert connection.execute("SELECT count(*) FROM stage").fetchone() == (1,)


@pytest.mark.parametrize("role", ["owner", "runtime role"])
def test_one_service_cannot_connect_to_the_database_of_another(provisioned: Provisioned, role: str) -> None:
    one, other = provisioned(), provisioned()
    own = one.owner_dsn if role == "owner" else one.app_dsn

    assert ask(own, "SELECT 1") == 1
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(own, dbname=other.database)


def test_provisioning_again_keeps_the_data_and_takes_the_new_password(
    provisioned: Provisioned, postgres: Address
) -> None:
    service = provisioned()
    ask(service.owner_dsn, "CREATE TABLE kept ()")

    again = provision(postgres.superuser_dsn, service.service, Passwords("new owner", "new / app@:"))

    assert ask(again.app_dsn, "SELECT to_regclass('kept')::text") == "kept"
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        ask(service.app_dsn, "SELECT 1")


def test_two_may_provision_the_same_service_at_once(provisioned: Provisioned, postgres: Address) -> None:
    service = provisioned()
    drop_database(postgres.superuser_dsn, service.database)
    passwords = Passwords("owner", "app")

    with ThreadPoolExecutor(4) as pool:
        calls = [pool.submit(provision, postgres.superuser_dsn, service.service, passwords) for _ in range(4)]
        made = [call.result() for call in calls]

    assert {ask(each.app_dsn, "SELECT current_database()") for each in made} == {service.database}


def test_a_role_that_somebody_made_powerful_is_brought_back(provisioned: Provisioned, postgres: Address) -> None:
    service = provisioned()
    ask(postgres.superuser_dsn, f"ALTER ROLE {service.app_role} BYPASSRLS CREATEDB")

    provision(postgres.superuser_dsn, service.service, Passwords("owner", "app"))

    question = f"SELECT rolbypassrls OR rolcreatedb FROM pg_roles WHERE rolname = '{service.app_role}'"
    assert ask(postgres.superuser_dsn, question) is False


def test_an_administrator_who_is_no_superuser_can_provision(provisioned: Provisioned, postgres: Address) -> None:
    service = provisioned()
    drop_database(postgres.superuser_dsn, service.database)
    admin = f"admin_{secrets.token_hex(4)}"
    # The backup role is the superuser's here (the server may be shared), so the administrator may pass it on.
    for right in (
        f"CREATE ROLE {admin} LOGIN CREATEDB CREATEROLE BYPASSRLS PASSWORD 'p'",
        *(
            f"GRANT {role} TO {admin} WITH ADMIN OPTION"
            for role in (service.owner_role, service.app_role, BACKUP_ROLE, "pg_read_all_data")
        ),
    ):
        ask(postgres.superuser_dsn, right)
    dsn = dsn_for(postgres.superuser_dsn, admin, "p", "postgres")

    try:
        made = provision(dsn, service.service, Passwords("owner", "app"))

        assert ask(made.app_dsn, "SELECT current_user") == service.app_role
    finally:
        drop_database(postgres.superuser_dsn, service.database)
        ask(postgres.superuser_dsn, f"DROP OWNED BY {admin}")
        ask(postgres.superuser_dsn, f"DROP ROLE {admin}")


def test_the_backup_role_reads_every_gmina_and_writes_nothing(provisioned: Provisioned, postgres: Address) -> None:
    service = provisioned()
    _tenant_table(service)
    backup = dsn_for(postgres.superuser_dsn, BACKUP_ROLE, BACKUP_PASSWORD, service.database)

    assert ask(service.owner_dsn, "SELECT count(*) FROM award") == 0
    assert ask(backup, "SELECT sum(amount)::int FROM award") == 100
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        ask(backup, "DELETE FROM award")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(backup, "BEGIN READ WRITE; DELETE FROM award")


def test_a_dump_by_the_backup_role_has_the_rows_under_row_level_security(
    provisioned: Provisioned, postgres: Address
) -> None:
    service = provisioned()
    _tenant_table(service)
    backup = dsn_for(postgres.superuser_dsn, BACKUP_ROLE, BACKUP_PASSWORD, service.database)

    dump = subprocess.run([installed()("pg_dump"), backup], capture_output=True, text=True, check=True)

    assert "101805\t100" in dump.stdout


def test_a_copy_of_a_database_is_closed_to_the_same_people(provisioned: Provisioned, postgres: Address) -> None:
    one, other = provisioned(), provisioned()
    ask(one.owner_dsn, "CREATE TABLE migrated ()")
    name = f"{one.database}_copy"

    create_from_template(postgres.superuser_dsn, one.database, name)

    try:
        with psycopg.connect(one.app_dsn, dbname=name) as connection:
            connection.execute("CREATE TEMPORARY TABLE stage ()")
        with psycopg.connect(one.owner_dsn, dbname=name) as connection:
            connection.execute("ALTER TABLE migrated ADD COLUMN more text")
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(other.app_dsn, dbname=name)
    finally:
        drop_database(postgres.superuser_dsn, name)


def test_a_database_that_is_not_there_cannot_be_copied(postgres: Address) -> None:
    with pytest.raises(PostgresUnavailable, match="no database not_there"):
        create_from_template(postgres.superuser_dsn, "not_there", "copy")


def test_a_database_is_dropped_with_the_sessions_in_it(provisioned: Provisioned, postgres: Address) -> None:
    service = provisioned()

    with psycopg.connect(service.app_dsn, autocommit=True) as connection:
        drop_database(postgres.superuser_dsn, service.database)

        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


def test_a_name_that_is_no_identifier_is_refused(postgres: Address) -> None:
    with pytest.raises(ValueError, match="not a name"):
        provision(postgres.superuser_dsn, 'x"; DROP DATABASE postgres; --', Passwords("a", "b"))
