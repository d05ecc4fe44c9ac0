"""Event log, idempotency, audit; the tables of the procedure."""

from alembic import op

from casework.migrations import m0001_cases
from kit.migrations import m0001_machinery
from kit.migrations.env import runtime_role

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0001_machinery.upgrade(op.execute, runtime_role())
    m0001_cases.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0001_cases.downgrade(op.execute)
    m0001_machinery.downgrade(op.execute)
