"""SKO's own decision (k.p.a. art. 138 § 1 pkt 2) stands among the decisions as SKO's, entered for the appeal that it ended."""

from kit.tenancy import Execute


def upgrade(execute: Execute, runtime: str) -> None:
    execute(
        "ALTER TABLE decision ADD COLUMN author text COLLATE \"C\" NOT NULL DEFAULT 'organ' CHECK (author IN ('organ', 'sko'))"
    )
    execute("ALTER TABLE appeal ADD COLUMN sko_decision uuid")
    execute(
        "ALTER TABLE appeal ADD CONSTRAINT appeal_sko_decision_fkey "
        "FOREIGN KEY (gmina, sko_decision) REFERENCES decision (gmina, id)"
    )


def downgrade(execute: Execute) -> None:
    execute("ALTER TABLE appeal DROP COLUMN sko_decision")
    execute("ALTER TABLE decision DROP COLUMN author")
