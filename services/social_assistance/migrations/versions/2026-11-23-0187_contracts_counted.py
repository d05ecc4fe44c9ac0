"""A social contract knows the act by which the register of acts counts it. This service's own."""

from alembic import op

revision = "0187"
down_revision = "0186"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE social_contract ADD COLUMN act uuid")


def downgrade() -> None:
    op.execute("ALTER TABLE social_contract DROP COLUMN act")
