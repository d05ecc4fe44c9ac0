"""What officials did with an undue payment: its decision noted, its finality, its withdrawal."""

from alembic import op

from casework.migrations import m0132_overpayment_acts
from kit.migrations.env import runtime_role

revision = "0132"
down_revision = "0121"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0132_overpayment_acts.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0132_overpayment_acts.downgrade(op.execute)
