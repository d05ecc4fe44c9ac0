"""Event log of what enters in reporting, idempotency, audit."""

from alembic import op

from kit.migrations import m0001_machinery
from kit.migrations.env import runtime_role

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0001_machinery.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0001_machinery.downgrade(op.execute)
