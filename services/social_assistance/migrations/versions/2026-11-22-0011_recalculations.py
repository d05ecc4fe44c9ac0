"""Mass recalculations."""

from alembic import op

from casework.migrations import m0011_recalculations
from kit.migrations.env import runtime_role

revision = "0011"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0011_recalculations.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0011_recalculations.downgrade(op.execute)
