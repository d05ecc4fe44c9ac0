"""SKO's own decisions."""

from alembic import op

from casework.migrations import m0118_sko_decisions
from kit.migrations.env import runtime_role

revision = "0118"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0118_sko_decisions.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0118_sko_decisions.downgrade(op.execute)
