"""A relief that was granted in error, or whose decision was repealed, is undone: when, by whom, by which act and why."""

from alembic import op

revision = "0201"
down_revision = "0200"
branch_labels = None
depends_on = None

_CHECKS = ("debtor_relief_decided", "debtor_relief_written", "debtor_relief_plan")


def _checks(granted: str, decided: str) -> tuple[str, ...]:
    return (
        f"CHECK ((state IN ({decided})) = (decided_on IS NOT NULL AND decided_by IS NOT NULL))",
        f"CHECK (act IS NULL OR (state IN ({granted}) AND kind NOT IN ('deferral', 'instalments')))",
        f"CHECK ((kind IN ('deferral', 'instalments') AND state IN ({granted})) = (plan <> '[]'))",
    )


def _replace(granted: str, decided: str) -> None:
    for name, check in zip(_CHECKS, _checks(granted, decided), strict=True):
        op.execute(f"ALTER TABLE debtor_relief DROP CONSTRAINT {name}, ADD CONSTRAINT {name} {check}")


def upgrade() -> None:
    op.execute(
        "ALTER TABLE debtor_relief ADD COLUMN undone_on date, ADD COLUMN undone_by text, ADD COLUMN undone_sign text,"
        " ADD COLUMN undone_why text"
    )
    op.execute(
        "ALTER TABLE debtor_relief ADD CONSTRAINT debtor_relief_undone CHECK ((state = 'undone')"
        " = (undone_on IS NOT NULL AND undone_by IS NOT NULL AND undone_why IS NOT NULL))"
    )
    _replace("'granted', 'undone'", "'granted', 'refused', 'undone'")


def downgrade() -> None:
    _replace("'granted'", "'granted', 'refused'")
    op.execute(
        "ALTER TABLE debtor_relief DROP COLUMN undone_on, DROP COLUMN undone_by, DROP COLUMN undone_sign,"
        " DROP COLUMN undone_why"
    )
