"""A notice for each row of months that two rights of one person have in common."""

from alembic import op

from casework.migrations import m0143_rights_twice_by_rows
from kit.migrations.env import runtime_role

revision = "0143"
down_revision = "0142"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0143_rights_twice_by_rows.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0143_rights_twice_by_rows.downgrade(op.execute)
