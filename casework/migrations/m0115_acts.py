"""The background asks once for all its gminas which of them have a mass recalculation under way."""

from kit.tenancy import Execute, open_to_lists


def upgrade(execute: Execute, runtime: str) -> None:
    open_to_lists(execute, "recalculation")


def downgrade(execute: Execute) -> None:
    execute("DROP POLICY tenants ON recalculation")
