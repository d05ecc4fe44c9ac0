"""Persons and households, decisions, awards, payment lists and payments, the register of imports, and letters."""

from casework.migrations.m0001_cases import decisions, imports, letters, payments, persons
from kit.tenancy import Execute, append_only, open_to_lists, protect, unprotect_append_only

_TABLES = persons.TABLES + decisions.TABLES + payments.TABLES + imports.TABLES + letters.TABLES


def upgrade(execute: Execute, runtime: str) -> None:
    for table, ddl in _TABLES:
        for statement in ddl.split(";"):
            execute(statement)
        if table in letters.APPEND_ONLY:
            protect(execute, table, runtime=runtime, grants="SELECT, INSERT")
            append_only(execute, table)
        else:
            protect(execute, table, runtime=runtime)
    # A process that starts looks for imports that another one left unfinished.
    open_to_lists(execute, "import_run")


def downgrade(execute: Execute) -> None:
    for table, _ in reversed(_TABLES):
        if table in letters.APPEND_ONLY:
            unprotect_append_only(execute, table)
        else:
            execute(f"DROP TABLE {table}")
