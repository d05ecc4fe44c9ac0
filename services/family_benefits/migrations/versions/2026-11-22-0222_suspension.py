"""What is done about a suspension that nobody lifts; annexes on another medium."""

from alembic import op

from casework.migrations import m0222_suspension
from kit.migrations.env import runtime_role

revision = "0222"
down_revision = "0224"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0222_suspension.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0222_suspension.downgrade(op.execute)
