"""Money goes on to the gmina's account or to the voivode: both are told apart, each with its own day of January (annex 38 § 6)."""

from alembic import op

revision = "0213"
down_revision = "0212"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of rows of before nobody said it; the gmina's share went to the gmina.
    op.execute(
        "ALTER TABLE debt_state_transfer ADD COLUMN addressee text COLLATE \"C\" CHECK (addressee IN ('voivode', 'gmina')),"
        " ADD CONSTRAINT debt_state_transfer_share CHECK (addressee IS DISTINCT FROM 'voivode' OR share + advance_share = 0)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE debt_state_transfer DROP COLUMN addressee")
