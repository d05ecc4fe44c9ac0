"""Undue payments: register, account, relief, enforcement."""

from alembic import op

from casework.migrations import m0006_overpayments
from kit.migrations.env import runtime_role

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0006_overpayments.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0006_overpayments.downgrade(op.execute)
