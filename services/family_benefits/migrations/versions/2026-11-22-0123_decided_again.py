"""What was settled and is open again."""

from alembic import op

from casework.migrations import m0023_decided_again
from kit.migrations.env import runtime_role

revision = "0123"
down_revision = "0126"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0023_decided_again.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0023_decided_again.downgrade(op.execute)
