"""Drafts of decisions that were given back with remarks."""

from alembic import op

from casework.migrations import m0119_give_back
from kit.migrations.env import runtime_role

revision = "0119"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0119_give_back.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0119_give_back.downgrade(op.execute)
