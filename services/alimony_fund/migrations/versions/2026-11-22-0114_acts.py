"""Mass recalculations that go on by themselves."""

from alembic import op

from casework.migrations import m0114_acts
from kit.migrations.env import runtime_role

revision = "0114"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0114_acts.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0114_acts.downgrade(op.execute)
