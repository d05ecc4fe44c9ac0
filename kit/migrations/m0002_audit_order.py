"""The orders in which the audit log is read: by time for the auditor and the sealer, by seal when seals are checked."""

from kit.tenancy import Execute


def upgrade(execute: Execute) -> None:
    execute("CREATE INDEX audit_entry_at_idx ON audit_entry (gmina, at, id)")
    execute("CREATE INDEX audit_sealed_number_idx ON audit_sealed (gmina, number, place)")


def downgrade(execute: Execute) -> None:
    execute("DROP INDEX audit_sealed_number_idx")
    execute("DROP INDEX audit_entry_at_idx")
