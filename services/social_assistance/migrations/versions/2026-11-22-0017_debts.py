"""Undue payments: acts that remit, and money that is given back."""

from alembic import op

from casework.migrations import m0017_debts
from kit.migrations.env import runtime_role

revision = "0017"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0017_debts.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0017_debts.downgrade(op.execute)
