"""The background asks once for all its gminas."""

from alembic import op

from casework.migrations import m0115_acts
from kit.migrations.env import runtime_role

revision = "0115"
down_revision = "0114"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0115_acts.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0115_acts.downgrade(op.execute)
