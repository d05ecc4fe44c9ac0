"""The schema can be distributed by gmina: read from the catalogue, so that no table is forgotten."""

from itertools import pairwise

import psycopg
import pytest

from kit.migrations.env import downgrade, upgrade
from kit.tenancy import EXEMPT
from kit.testing.databases import ServiceDatabase
from services.reporting.classification.register import Classification
from tests.services.reporting.conftest import Ledger

pytestmark = pytest.mark.postgres

TABLES = (
    "SELECT c.oid, c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
)


def test_every_key_and_unique_index_begins_with_the_gmina(reporting_database: ServiceDatabase) -> None:
    with psycopg.connect(reporting_database.superuser_dsn) as connection:
        indexes = connection.execute(
            f"""
            SELECT t.relname, i.indexrelid::regclass::text, a.attname
              FROM ({TABLES}) AS t JOIN pg_index i ON i.indrelid = t.oid AND i.indisunique
              JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
            """
        ).fetchall()
    tenants = [row for row in indexes if row[0] not in EXEMPT]
    assert len(tenants) >= 20
    assert [row for row in tenants if row[2] != "gmina"] == []


def test_the_gmina_has_one_type_everywhere_and_is_never_empty(reporting_database: ServiceDatabase) -> None:
    with psycopg.connect(reporting_database.superuser_dsn) as connection:
        columns = connection.execute(
            f"""
            SELECT t.relname, format_type(a.atttypid, a.atttypmod), a.attnotnull, co.collname
              FROM ({TABLES}) AS t LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'gmina'
              LEFT JOIN pg_collation co ON co.oid = a.attcollation
            """
        ).fetchall()
    tenants = [row for row in columns if row[0] not in EXEMPT]
    assert {row[1:] for row in tenants} == {("text", True, "C")}


def test_a_foreign_key_stays_within_the_gmina_or_goes_to_a_reference_table(reporting_database: ServiceDatabase) -> None:
    with psycopg.connect(reporting_database.superuser_dsn) as connection:
        keys = connection.execute(
            """
            SELECT c.conname, c.confrelid::regclass::text,
                   (SELECT attname FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = c.conkey[1]),
                   (SELECT attname FROM pg_attribute WHERE attrelid = c.confrelid AND attnum = c.confkey[1])
              FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
            """
        ).fetchall()
    assert [key for key in keys if key[1] not in EXEMPT and key[2:] != ("gmina", "gmina")] == []


def test_no_number_is_given_by_a_sequence_of_the_database(reporting_database: ServiceDatabase) -> None:
    with psycopg.connect(reporting_database.superuser_dsn) as connection:
        found = connection.execute("SELECT sequence_name FROM information_schema.sequences").fetchall()
    assert found == []


def test_the_way_down_and_up_again(reporting_database: ServiceDatabase) -> None:
    with psycopg.connect(reporting_database.superuser_dsn) as connection:
        before = connection.execute("SELECT count(*) FROM classification").fetchone()
    downgrade("reporting", reporting_database.owner_dsn, "base")
    with psycopg.connect(reporting_database.superuser_dsn) as connection:
        left = {name for _, name in connection.execute(TABLES).fetchall()}
    upgrade("reporting", reporting_database.owner_dsn)
    with psycopg.connect(reporting_database.superuser_dsn) as connection:
        after = connection.execute("SELECT count(*) FROM classification").fetchone()
    assert left == {"alembic_version"}
    assert before == after


def test_a_code_has_one_name_on_a_day(ledger: Ledger) -> None:
    register: Classification = ledger.classification
    for found in register.codes.values():
        assert all(earlier.last < later.first for earlier, later in pairwise(found))
    assert {source.category for source in register.sources.values()} == {"state", "own"}
