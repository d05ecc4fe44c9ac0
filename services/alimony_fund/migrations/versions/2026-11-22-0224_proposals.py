"""Proposals over money that was paid, and documents of what came back."""

from alembic import op

from casework.migrations import m0224_proposals
from kit.migrations.env import runtime_role

revision = "0224"
down_revision = "0124"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0224_proposals.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0224_proposals.downgrade(op.execute)
