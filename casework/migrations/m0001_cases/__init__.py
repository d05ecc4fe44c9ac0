"""Persons and households, decisions, awards, payment lists and payments, and the register of imports."""

from casework.migrations.m0001_cases import decisions, imports, payments, persons
from kit.tenancy import Execute, open_to_lists, protect

_TABLES = persons.TABLES + decisions.TABLES + payments.TABLES + imports.TABLES


def upgrade(execute: Execute, runtime: str) -> None:
    for table, ddl in _TABLES:
        for statement in ddl.split(";"):
            execute(statement)
        protect(execute, table, runtime=runtime)
    # A process that starts looks for imports that another one left unfinished.
    open_to_lists(execute, "import_run")


def downgrade(execute: Execute) -> None:
    for table, _ in reversed(_TABLES):
        execute(f"DROP TABLE {table}")
