"""Who else stands for a household: in another service it is known by her number (events.md, household.linked)."""

from kit.tenancy import Execute


def upgrade(execute: Execute) -> None:
    execute("ALTER TABLE household ADD COLUMN also_stood_for_by uuid[] NOT NULL DEFAULT '{}'")


def downgrade(execute: Execute) -> None:
    execute("ALTER TABLE household DROP COLUMN also_stood_for_by")
