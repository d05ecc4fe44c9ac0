"""Letters and sendings of mass recalculations, and how they were ordered."""

from alembic import op

from casework.migrations import m0021_bulk_letters
from kit.migrations.env import runtime_role

revision = "0121"
down_revision = "0125"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0021_bulk_letters.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0021_bulk_letters.downgrade(op.execute)
