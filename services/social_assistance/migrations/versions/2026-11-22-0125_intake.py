"""Attachments described and withdrawn, sources of addresses, numbers of appeals, files passed to the state archive."""

from alembic import op

from casework.migrations import m0025_intake
from kit.migrations.env import runtime_role

revision = "0125"
down_revision = "0422"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0025_intake.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0025_intake.downgrade(op.execute)
