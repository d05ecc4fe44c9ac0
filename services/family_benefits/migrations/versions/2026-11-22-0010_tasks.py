"""The office's clock, tasks and calendars."""

from alembic import op

from casework.migrations import m0010_tasks
from kit.migrations.env import runtime_role

revision = "0010"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0010_tasks.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0010_tasks.downgrade(op.execute)
