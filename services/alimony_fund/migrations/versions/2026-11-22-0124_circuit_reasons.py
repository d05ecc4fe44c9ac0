"""Reasons of the circuits of payment lists."""

from alembic import op

from casework.migrations import m0024_circuit_reasons
from kit.migrations.env import runtime_role

revision = "0124"
down_revision = "0122"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0024_circuit_reasons.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0024_circuit_reasons.downgrade(op.execute)
