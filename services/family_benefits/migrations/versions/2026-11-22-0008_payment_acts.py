"""Ways of payment, acts of payment lists, deductions, uncollected payments."""

from alembic import op

from casework.migrations import m0008_payment_acts
from kit.migrations.env import runtime_role

revision = "0008"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0008_payment_acts.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0008_payment_acts.downgrade(op.execute)
