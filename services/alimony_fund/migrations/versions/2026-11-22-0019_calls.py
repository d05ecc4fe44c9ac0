"""Calls for completion: of some benefits, renewed, and how they were delivered."""

from alembic import op

from casework.migrations import m0019_calls
from kit.migrations.env import runtime_role

revision = "0019"
down_revision = "0118"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0019_calls.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0019_calls.downgrade(op.execute)
