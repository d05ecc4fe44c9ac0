"""The file plan, signs of cases and the counters of both registers; applications, what was done with them, and their attachments."""

from casework.migrations.m0003_applications import applications, attachments, signs
from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_TABLES = signs.TABLES + applications.TABLES + attachments.TABLES
_APPEND_ONLY = signs.APPEND_ONLY | applications.APPEND_ONLY | attachments.APPEND_ONLY
_GRANTS = {**signs.GRANTS, **attachments.GRANTS}


def upgrade(execute: Execute, runtime: str) -> None:
    for table, ddl in _TABLES:
        for statement in ddl.split(";"):
            execute(statement)
        if table in _APPEND_ONLY:
            protect(execute, table, runtime=runtime, grants="SELECT, INSERT")
            append_only(execute, table)
        else:
            protect(execute, table, runtime=runtime, grants=_GRANTS.get(table, "SELECT, INSERT, UPDATE"))


def downgrade(execute: Execute) -> None:
    for table, _ in reversed(_TABLES):
        if table in _APPEND_ONLY:
            unprotect_append_only(execute, table)
        else:
            execute(f"DROP TABLE {table}")
