"""How far a mass recalculation has come with rights of the former program."""

from alembic import op

from casework.migrations import m0139_moved_over
from kit.migrations.env import runtime_role

revision = "0139"
down_revision = "0133"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0139_moved_over.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0139_moved_over.downgrade(op.execute)
