"""Rights of one person to the same benefit in the same months, seen when two entries are merged; the way down of a merge."""

from kit.tenancy import Execute

_KINDS = (
    "ALTER TABLE payment_notice DROP CONSTRAINT payment_notice_kind_check",
    "ALTER TABLE payment_notice ADD CONSTRAINT payment_notice_kind_check CHECK (kind IN ('uncollected', 'right_twice'))",
    # Two rights may go on without an end.
    "ALTER TABLE payment_notice ALTER COLUMN last_month DROP NOT NULL",
    "ALTER TABLE payment_notice ADD CONSTRAINT payment_notice_last_check CHECK (last_month IS NOT NULL OR kind = 'right_twice')",
)
_BACK = (
    "ALTER TABLE payment_notice DROP CONSTRAINT payment_notice_last_check",
    "ALTER TABLE payment_notice ALTER COLUMN last_month SET NOT NULL",
    "ALTER TABLE payment_notice DROP CONSTRAINT payment_notice_kind_check",
    "ALTER TABLE payment_notice ADD CONSTRAINT payment_notice_kind_check CHECK (kind IN ('uncollected'))",
)
# Below 0137 the two entries of a person would be two persons with one pseudonym and numbers that no index knows. Asked here, before
# anything of it is undone; by a constraint, because the owner of the tables sees no rows of a gmina either.
_MERGED = """
DO $$
BEGIN
    ALTER TABLE person ADD CONSTRAINT person_merged_never CHECK (merged_into IS NULL);
    ALTER TABLE person DROP CONSTRAINT person_merged_never;
EXCEPTION WHEN check_violation THEN
    RAISE EXCEPTION 'entries of the register of persons have been merged, and a merge is not taken back: this database stays at 0140'
        USING ERRCODE = 'restrict_violation', HINT = 'Restore a backup from before the merge.';
END $$
"""


def upgrade(execute: Execute, runtime: str) -> None:
    for statement in _KINDS:
        execute(statement)


def downgrade(execute: Execute) -> None:
    execute(_MERGED)
    for statement in _BACK:
        execute(statement)
