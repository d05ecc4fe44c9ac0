"""Parties, deliveries, waivers, appeals, reopening and nullity."""

from alembic import op

from casework.migrations import m0005_appeals
from kit.migrations.env import runtime_role

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0005_appeals.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0005_appeals.downgrade(op.execute)
