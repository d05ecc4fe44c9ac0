"""How far a mass recalculation has come with rights of the former program."""

from kit.tenancy import Execute


def upgrade(execute: Execute, runtime: str) -> None:
    execute("ALTER TABLE recalculation ADD COLUMN imported_cursor uuid")


def downgrade(execute: Execute) -> None:
    execute("ALTER TABLE recalculation DROP COLUMN imported_cursor")
