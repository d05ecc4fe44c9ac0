"""Whether the commitment of its right covers a payment in the plan, noted once, when its list is approved."""

from kit.tenancy import Execute


def upgrade(execute: Execute, runtime: str) -> None:
    # Without a value: approved before it was noted, and imported history.
    execute("ALTER TABLE payment ADD COLUMN bound boolean")


def downgrade(execute: Execute) -> None:
    execute("ALTER TABLE payment DROP COLUMN bound")
