"""Indexes for the orders in which the audit log is read."""

from alembic import op

from kit.migrations import m0002_audit_order

revision = "0120"
down_revision = "0119"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0002_audit_order.upgrade(op.execute)


def downgrade() -> None:
    m0002_audit_order.downgrade(op.execute)
