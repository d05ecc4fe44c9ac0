"""What is stated later: the decision of another system that an imported right rests on, and by which sources a right is paid."""

from alembic import op

from casework.migrations import m0141_stated_later
from kit.migrations.env import runtime_role

revision = "0141"
down_revision = "0139"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0141_stated_later.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0141_stated_later.downgrade(op.execute)
