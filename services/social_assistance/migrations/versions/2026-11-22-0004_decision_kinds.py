"""Later acts, months of awards that are held, and what awards bind of the budget."""

from alembic import op

from casework.migrations import m0004_decision_kinds
from kit.migrations.env import runtime_role

revision = "0004"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0004_decision_kinds.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0004_decision_kinds.downgrade(op.execute)
