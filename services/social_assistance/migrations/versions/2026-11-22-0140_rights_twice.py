"""Rights of one person to the same benefit in the same months; the way down of a merge."""

from alembic import op

from casework.migrations import m0140_rights_twice
from kit.migrations.env import runtime_role

revision = "0140"
down_revision = "0141"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0140_rights_twice.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0140_rights_twice.downgrade(op.execute)
