"""The floor under every query: row-level security is forced on every table of every database (architecture, invariant 9)."""

from collections.abc import Iterator

import psycopg
import pytest

from gops.house import SERVICES
from gops.postgres import Address
from kit.tenancy import EXEMPT
from kit.testing.databases import ServiceDatabase, service_database

pytestmark = pytest.mark.postgres

_TABLES = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
       (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant'),
       pg_get_userbyid(c.relowner)
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'm')
"""
_KEYS = """
SELECT c.relname, i.indexrelid::regclass::text,
       (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = i.indkey[0])
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
 WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique
"""
_VIEWS = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')"
_POLICIES = """
SELECT c.relname, p.polname, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
"""


@pytest.fixture(scope="module", params=SERVICES)
def store(request: pytest.FixtureRequest, postgres: Address) -> Iterator[ServiceDatabase]:
    with service_database(postgres, request.param) as made:
        yield made


def _rows(store: ServiceDatabase, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(store.superuser_dsn) as connection:
        return connection.execute(statement).fetchall()


def test_every_table_is_under_a_forced_policy_of_its_tenant_or_on_the_list(store: ServiceDatabase) -> None:
    tables = _rows(store, _TABLES)

    open_tables = {name for name, forced, policies, _ in tables if not (forced and policies == 1)}
    assert len(tables) > 5
    assert open_tables <= EXEMPT


def test_the_runtime_role_owns_nothing_and_cannot_lift_the_policies(store: ServiceDatabase) -> None:
    owners = {owner for *_, owner in _rows(store, _TABLES)}

    with psycopg.connect(store.dsn) as connection:
        role = connection.execute(
            "SELECT current_user::text, rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert role == (f"{store.service}_app", False)
    assert role[0] not in owners


def test_the_gmina_leads_every_unique_key(store: ServiceDatabase) -> None:
    wrong = [(table, index) for table, index, first in _rows(store, _KEYS) if first != "gmina" and table not in EXEMPT]

    assert wrong == []


def test_every_policy_compares_the_gmina_and_nothing_lets_a_row_through_when_no_gmina_is_set(
    store: ServiceDatabase,
) -> None:
    for table, name, using, check in _rows(store, _POLICIES):
        for expression in (using, check):
            text = str(expression)
            assert expression is None or ("gmina =" in text and "NULLIF(current_setting" in text), (table, name)
            assert " OR " not in text, (table, name)
    assert _rows(store, _VIEWS) == [(0,)]


def test_without_a_gmina_nothing_is_seen_and_nothing_can_be_written(store: ServiceDatabase) -> None:
    tables = [str(name) for name, forced, *_ in _rows(store, _TABLES) if forced]

    with psycopg.connect(store.dsn, autocommit=True) as connection:
        # After a transaction that set it the setting is an empty string and no longer NULL.
        with connection.transaction():
            connection.execute("SELECT set_config('app.gmina', '101805', true)")
        for table in tables:
            allowed = connection.execute("SELECT has_table_privilege(%s, 'SELECT')", (table,)).fetchone()
            if allowed == (True,):
                assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(
                "INSERT INTO idempotency_key (gmina, client, key, request) VALUES ('101805', 'a', 'b', sha256('x'))"
            )


def test_a_forgotten_where_shows_one_gmina_only(store: ServiceDatabase) -> None:
    insert = "INSERT INTO idempotency_key (gmina, client, key, request) VALUES (%s, 'a', 'b', sha256('x'))"
    with psycopg.connect(store.dsn) as connection:
        for gmina in ("101805", "101803"):
            with connection.transaction():
                connection.execute("SELECT set_config('app.gmina', %s, true)", (gmina,))
                connection.execute(insert, (gmina,))
        with connection.transaction():
            connection.execute("SELECT set_config('app.gmina', '101803', true)")

            found = connection.execute("SELECT gmina FROM idempotency_key").fetchall()
            changed = connection.execute("UPDATE idempotency_key SET client = 'c'").rowcount

    assert found == [("101803",)]
    assert changed == 1


def test_the_way_down_and_up_again_works(store: ServiceDatabase) -> None:
    from kit.migrations.env import downgrade, upgrade

    before = sorted(str(name) for name, *_ in _rows(store, _TABLES))

    downgrade(store.service, store.owner_dsn, "base")
    left = [name for name, *_ in _rows(store, _TABLES)]
    upgrade(store.service, store.owner_dsn)

    assert left == ["alembic_version"]
    assert sorted(str(name) for name, *_ in _rows(store, _TABLES)) == before
