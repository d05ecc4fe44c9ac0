"""Institutions to choose parties and payees from."""

from alembic import op

from casework.migrations import m0290_institutions
from kit.migrations.env import runtime_role

revision = "0290"
down_revision = "0151"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0290_institutions.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0290_institutions.downgrade(op.execute)
