"""Which payouts were taken back is looked for by payout: whoever takes up those of a month asks of each whether it is on an account."""

from alembic import op

revision = "0171"
down_revision = "0170"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE INDEX debt_document_taken_back_idx ON debt_document (gmina, claim) WHERE kind = 'counter' AND claim IS NOT NULL"
    )


def downgrade() -> None:
    op.execute("DROP INDEX debt_document_taken_back_idx")
