"""Files of cases: closing, what belongs to them, destruction."""

from alembic import op

from casework.migrations import m0009_records
from kit.migrations.env import runtime_role

revision = "0009"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0009_records.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0009_records.downgrade(op.execute)
