"""Requests for certificates and urgings."""

from alembic import op

from casework.migrations import m0422_requests
from kit.migrations.env import runtime_role

revision = "0422"
down_revision = "0322"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0422_requests.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0422_requests.downgrade(op.execute)
