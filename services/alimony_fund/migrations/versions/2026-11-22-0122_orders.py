"""Orders of the proceedings as acts."""

from alembic import op

from casework.migrations import m0022_orders
from kit.migrations.env import runtime_role

revision = "0122"
down_revision = "0123"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0022_orders.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0022_orders.downgrade(op.execute)
