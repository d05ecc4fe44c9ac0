"""Who may decide and who may see: staff, authorisations, deputyships, exclusions, restrictions, and the acts on these registers."""

from casework.migrations.m0007_authority import access, registers
from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_TABLES = registers.TABLES + access.TABLES
_ACTS = registers.ACTS


def upgrade(execute: Execute, runtime: str) -> None:
    for table, ddl in _TABLES:
        for statement in ddl.split(";"):
            execute(statement)
        protect(execute, table, runtime=runtime, grants="SELECT, INSERT, UPDATE")
    for table, ddl in _ACTS:
        for statement in ddl.split(";"):
            execute(statement)
        protect(execute, table, runtime=runtime, grants="SELECT, INSERT")
        append_only(execute, table)


def downgrade(execute: Execute) -> None:
    for table, _ in reversed(_ACTS):
        unprotect_append_only(execute, table)
    for table, _ in reversed(_TABLES):
        execute(f"DROP TABLE {table}")
