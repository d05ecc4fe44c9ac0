"""Evidence and established facts, look-ups in registers, what decisions rest on.

The old code is still running while this executes: the tables are new, nothing that stands is touched.
"""

from alembic import op

from casework.migrations import m0012_evidence
from kit.migrations.env import runtime_role

revision = "0012"
down_revision = "0115"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0012_evidence.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0012_evidence.downgrade(op.execute)
