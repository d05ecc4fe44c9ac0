"""What covers a payment in the plan."""

from alembic import op

from casework.migrations import m0133_payment_bound
from kit.migrations.env import runtime_role

revision = "0133"
down_revision = "0137"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0133_payment_bound.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0133_payment_bound.downgrade(op.execute)
