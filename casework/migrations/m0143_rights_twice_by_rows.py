"""A notice for each row of months that a person's rights under two entries have in common, so that none spans months that only one has."""

from kit.tenancy import Execute


def upgrade(execute: Execute, runtime: str) -> None:
    execute("DROP INDEX payment_notice_open_uidx")
    execute(
        "CREATE UNIQUE INDEX payment_notice_uncollected_uidx ON payment_notice (gmina, award) "
        "WHERE closed_on IS NULL AND kind = 'uncollected'"
    )
    execute(
        "CREATE UNIQUE INDEX payment_notice_twice_uidx ON payment_notice (gmina, award, first_month) "
        "WHERE closed_on IS NULL AND kind = 'right_twice'"
    )


def downgrade(execute: Execute) -> None:
    execute("DROP INDEX payment_notice_twice_uidx")
    execute("DROP INDEX payment_notice_uncollected_uidx")
    execute(
        "CREATE UNIQUE INDEX payment_notice_open_uidx ON payment_notice (gmina, award, kind) WHERE closed_on IS NULL"
    )
